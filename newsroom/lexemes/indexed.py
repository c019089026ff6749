"""What of a word is kept in the index, and what is looked for when somebody searches for it."""

from collections.abc import Iterator

from taxonomy.letters import fold

from .stems import is_stop_word, lexemes_of
from .tokens import Word, words_of

#: The lexemes of each place of a chunk, in order.
Places = tuple[tuple[str, ...], ...]

#: So many parts of a word are kept joined as well: "post-COVID-19" is found by "covid19".
_MOST_JOINED = 4
#: So many chunks are remembered for each algorithm, some 300 bytes each; then all are forgotten at once.
_MOST = 40_000
#: Longer chunks hardly come again.
_LONGEST = 40


class _Chunks(dict[str, Places]):
    """Chunk → its places, remembered."""

    def __init__(self, algorithm: str):
        self._algorithm = algorithm

    def __missing__(self, chunk: str) -> Places:
        places = tuple(tuple(dict.fromkeys(_kept(word, self._algorithm))) for word in words_of(chunk))
        if len(chunk) <= _LONGEST:
            if len(self) >= _MOST:
                self.clear()
            self[chunk] = places
        return places


class _Algorithms(dict[str, _Chunks]):
    def __missing__(self, algorithm: str) -> _Chunks:
        self[algorithm] = chunks = _Chunks(algorithm)
        return chunks


#: Algorithm → chunk → places: read every chunk as `PLACES[algorithm][chunk]`.
PLACES = _Algorithms()


def _kept(word: Word, algorithm: str) -> Iterator[str]:
    """The lexemes under which `word` is kept: of its parts and of what they are when joined, at one place."""
    for spelling, _start, _end in pieces(word):
        if word.initials or not is_stop_word(spelling, algorithm):
            yield from lexemes_of(spelling, algorithm)
        elif not is_stop_word(bare := fold(spelling), algorithm):  # "für" is none to those who type "fur"
            yield from lexemes_of(bare, algorithm)


def pieces(word: Word) -> Iterator[tuple[str, int, int]]:
    """What of `word` is kept, smaller pieces first, and where in the chunk each starts and ends."""
    parts = word.parts
    for part in parts:
        yield part.text, part.start, part.end
        if part.base:
            yield part.base, part.start, part.end
    sizes = [*range(2, min(len(parts), _MOST_JOINED) + 1), *([len(parts)] if len(parts) > _MOST_JOINED else [])]
    for size in sizes:
        for at in range(len(parts) - size + 1):
            joined = parts[at : at + size]
            yield "".join(part.text for part in joined), joined[0].start, joined[-1].end
