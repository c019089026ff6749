"""The words of an edition as PostgreSQL keeps them: its tsvector, written out."""

from collections import defaultdict

from ..languages import search_of
from .indexed import PLACES

#: Bounds of a tsvector (PostgreSQL, 12.11): places of a lexeme, and the last place.
_MOST_PLACES, _LAST_PLACE = 255, 16_383
_PLACES = [str(place) for place in range(_LAST_PLACE + 1)]  # quicker than to write each again
#: Part no words, wherever they stand: without them, more chunks are known already.
_EDGES = ".,;:"
#: And bytes in all, of which it takes a megabyte; we count no more than four for a letter, and for what stands between.
MOST_BYTES = 900_000


def vector(language: str, title: str, summary: str, text: str) -> str:
    """The tsvector of an edition, title over summary over text, by the rules of `language`.

    PostgreSQL refuses one that holds too much: see `cut`.
    """
    return _written(_places(language, title, summary, text))


def cut(language: str, title: str, summary: str, text: str) -> str:
    """Like `vector`, without the words that come last, where there are more than PostgreSQL takes."""
    places, size, kept = _places(language, title, summary, text), 0, {}
    for lexeme, found in places.items():
        size += 4 * len(lexeme) + 2 * min(len(found), _MOST_PLACES) + 4
        if size > MOST_BYTES:
            break
        kept[lexeme] = found
    return _written(kept)


def _places(language: str, title: str, summary: str, text: str) -> dict[str, list[str]]:
    """Lexeme → its places, with their weights."""
    chunks = PLACES[search_of(language)]
    places: defaultdict[str, list[str]] = defaultdict(list)
    at = 0
    for section, weight in ((title, "A"), (summary, "B"), (text, "")):
        for chunk in section.split():
            for lexemes in chunks[chunk.strip(_EDGES)]:
                at += 1
                if lexemes:
                    place = _PLACES[at if at < _LAST_PLACE else _LAST_PLACE] + weight
                    for lexeme in lexemes:
                        places[lexeme].append(place)
    return places


def _written(places: dict[str, list[str]]) -> str:
    """Lexemes need no quotes: they are letters and figures."""
    return " ".join([f"{lexeme}:{','.join(found[:_MOST_PLACES])}" for lexeme, found in places.items()])
