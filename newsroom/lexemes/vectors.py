"""The words of an edition as PostgreSQL keeps them: its tsvector, written out."""

from collections import defaultdict

from ..languages import LANGUAGES
from .indexed import PLACES

#: Bounds of a tsvector (PostgreSQL, 12.11): places of a lexeme, the last place, bytes in all. Below the last one, since
#: each lexeme takes up to three bytes more than we count.
_MOST_PLACES, _LAST_PLACE, _MOST_BYTES = 255, 16_383, 900_000


def vector(language: str, title: str, summary: str, text: str) -> str:
    """The tsvector of an edition, title over summary over text, by the rules of `language`.

    Of a text beyond its bounds, the words that come last are left out.
    """
    chunks = PLACES[LANGUAGES[language].search]
    places: defaultdict[str, list[str]] = defaultdict(list)
    at = 0
    for section, weight in ((title, "A"), (summary, "B"), (text, "")):
        for chunk in section.split():
            for lexemes in chunks[chunk]:
                at += 1
                if lexemes:
                    place = f"{at}{weight}" if at <= _LAST_PLACE else f"{_LAST_PLACE}{weight}"
                    for lexeme in lexemes:
                        places[lexeme].append(place)
    return _written(places)


def _written(places: dict[str, list[str]]) -> str:
    """Lexemes need no quotes: they are letters and figures."""
    parts, size = [], 0
    for lexeme, found in places.items():
        if len(found) > _MOST_PLACES:
            found = found[:_MOST_PLACES]
        size += 4 * len(lexeme) + 2 * len(found) + 4
        if size > _MOST_BYTES:
            break
        parts.append(f"{lexeme}:{','.join(found)}")
    return " ".join(parts)
