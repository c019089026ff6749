"""What a word or phrase of a search asks of a text: the ways in which the text may hold it."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice, product
from typing import NamedTuple

from .spelling import variants
from .stems import is_stop_word, lexemes_of
from .tokens import Word, words_of

#: So many words in a row may be one in the text: "state of the art" is "state-of-the-art".
_MOST_JOINED = 4
#: Of a phrase of more words, only one place may be joined at a time; of one of still more, none.
_FEW, _MANY = 4, 8
#: What is no word by itself: nobody writes "co operation".
_BEGINNINGS = frozenset(("anti", "co", "inter", "multi", "non", "pre", "re", "sub", "trans"))
#: A phrase is asked for in so many ways.
_MOST = 32


class Step(NamedTuple):
    """A word of a way: any of these lexemes, so many places behind the word before it."""

    lexemes: tuple[str, ...]
    distance: int = 1


#: Words one behind the other; a single one is no phrase.
Way = tuple[Step, ...]
#: The lexemes wanted at one place or several, none where it is a stop word.
_Places = tuple[tuple[str, ...], ...]


@lru_cache(maxsize=20_000)
def asked(text: str, algorithm: str) -> tuple[Way, ...]:
    """The ways in which a text in that language may hold `text`; none where it is nothing but stop words.

    "COVID-19" is kept as one word, and "COVID 19" as two: both are found by either. Of "co-operation" only
    "cooperation" is asked for, under which it is kept too: the index answers that at once, while a phrase is looked up
    in every text that has its words.
    """
    words = [word for chunk in text.split() for word in words_of(chunk)]
    ways = islice(chain.from_iterable(product(*options) for options in _readings(words, algorithm)), _MOST)
    found = dict.fromkeys(_way(tuple(chain.from_iterable(places))) for places in ways)
    first = next(iter(found), ())
    return tuple(way for way in found if way) if first else ()


def _readings(words: Sequence[Word], algorithm: str) -> Iterator[list[list[_Places]]]:
    """For each way to join neighbours, the options of each place; first of all, with nobody joined."""
    alone = [_options(word, algorithm) for word in words]
    yield alone
    if not 1 < len(words) <= _MANY:
        return
    for start, size in _neighbours(words):
        first, last = alone[start][0], alone[start + size - 1][0]
        if first[0] and last[-1]:  # no "of-the"
            joined = _lexemes("".join(_texts(words[start : start + size])), algorithm)
            before, after = alone[:start], words[start + size :]
            rest = _readings(after, algorithm) if 1 < len(words) <= _FEW else iter([alone[start + size :]])
            for others in rest:
                yield [*before, [(joined,)], *others]


def _neighbours(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Where neighbours start that may be written as one, and how many they are."""
    for start in range(len(words)):
        for size in range(2, min(_MOST_JOINED, len(words) - start) + 1):
            right, left = words[start + size - 1], words[start + size - 2]
            if not left.parts or not right.parts or (_figures(left, -1) and _figures(right, 0)):
                break
            yield start, size


def _figures(word: Word, part: int) -> bool:
    return word.parts[part].text.isdigit()


def _texts(words: Sequence[Word]) -> Iterator[str]:
    return (part.text for word in words for part in word.parts)


def _options(word: Word, algorithm: str) -> list[_Places]:
    """What may be asked of the text for `word`."""
    texts = list(_texts([word]))
    if not texts or (not word.initials and len(texts) == 1 and is_stop_word(texts[0], algorithm)):
        return [((),)]
    whole: _Places = (_lexemes("".join(texts), algorithm),)
    if not 1 < len(texts) <= _MOST_JOINED or texts[0].lower() in _BEGINNINGS:
        return [whole]
    parts = tuple(() if is_stop_word(text, algorithm) else _lexemes(text, algorithm) for text in texts)
    return [whole, parts] if parts[0] and parts[-1] else [whole]


def _lexemes(spelling: str, algorithm: str) -> tuple[str, ...]:
    spellings = (spelling, *variants(spelling))
    return tuple(dict.fromkeys(lexeme for one in spellings for lexeme in lexemes_of(one, algorithm)))


def _way(places: _Places) -> Way:
    steps: list[Step] = []
    distance = 1
    for lexemes in places:
        if lexemes:
            steps.append(Step(lexemes, distance if steps else 1))
            distance = 1
        else:
            distance += 1
    return tuple(steps)
