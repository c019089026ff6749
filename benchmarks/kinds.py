"""The kinds of page that are measured, with their addresses on the site and on the peer."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from urllib.parse import quote_plus, urlencode

from . import words
from .vocabulary import read_terms

PAGE = 20
#: Words of which each is asked for once: none that another kind uses, and no two that are forms of one.
NEW_WORDS = list({word[:5]: word for word in words.SUBJECTS if word != words.COMMON}.values())
PAIRS = list(zip(words.UNCOMMON[::2], words.UNCOMMON[1::2], strict=True))


@dataclass(frozen=True)
class Kind:
    """Addresses that are requested in turn, or with `once` a single time each."""

    name: str
    ours: Sequence[str]
    peers: Sequence[str] = ()
    once: bool = False


def kinds(size: int, our_releases: Sequence[str], peer_releases: Sequence[str] = ()) -> list[Kind]:
    """All kinds that an archive of `size` releases has."""
    return [
        Kind("home", ["/"], ["/"]),
        *_pages(size),
        *_narrowed(),
        Kind("release page", our_releases, peer_releases),
        *_searches(),
        Kind("feed", ["/news/feed.atom"], ["/news/feed/"]),
    ]


def _pages(size: int) -> list[Kind]:
    last = -(-size // PAGE)
    numbers = [number for number in (1_000, 5_000) if number <= last] or [last]
    deep = [Kind(f"list page {number:,}", [f"/news/?page={number}"], [f"/news/?page={number}"]) for number in numbers]
    return [Kind("list page 1", ["/news/"], ["/news/"]), *deep]


def _narrowed() -> list[Kind]:
    terms = read_terms()
    countries, structures, fields = (terms[model] for model in ("country", "structure", "fieldofwork"))
    three = [
        urlencode({"country": country.slug, "structure": structure.slug, "field": field.slug})
        for country, structure, field in product(countries[:2], structures[:2], fields[:2])
    ]
    return [
        _list("common country", [f"country={countries[0].slug}"]),
        _list("rare country", [f"country={countries[-1].slug}"]),
        _list("country × structure × field", three),
        Kind("year", ["/news/?from=2015&to=2015"], ["/news/?year=2015"]),
    ]


def _searches() -> list[Kind]:
    common, country = words.COMMON, read_terms()["country"][0].slug
    field = read_terms()["fieldofwork"][0].slug
    return [
        _search("common word", [f"q={common}"]),
        _search("common words, each new", [f"q={quote_plus(word)}" for word in NEW_WORDS], once=True),
        _search("rare word", [f"q={word}" for word in words.SCARCE]),
        _search("two rare words", [f"q={one}+{other}" for one, other in PAIRS]),
        _search("common word × country", [f"country={country}&q={common}"]),
        _search("common word × country × field", [f"country={country}&field={field}&q={common}"]),
    ]


def _list(name: str, queries: list[str]) -> Kind:
    paths = [f"/news/?{query}" for query in queries]
    return Kind(name, paths, paths)


def _search(name: str, queries: list[str], once: bool = False) -> Kind:
    return Kind(name, [f"/news/?{query}" for query in queries], [f"/search/?{query}" for query in queries], once)
