"""What a reader has asked for, and its one canonical query string."""

import calendar
import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from taxonomy.letters import tidy

from .facets import BY_NAME, FACETS
from .search.words import MAX_ATOMS, atoms, read

MAX_WORDS = 300  # characters of `q`
RELEVANCE = "relevance"  # the order that has to be asked for; the other one, "date", is the newest first
MAX_VALUES = 100  # chosen values in all
_VALUE = re.compile(r"[\w-]{1,100}")
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


class Malformed(Exception):
    """The query string cannot be understood. The message is a sentence for the reader."""


@dataclass(frozen=True)
class Selection:
    """Chosen values by facet (sorted; OR within a facet, AND across), days, words, order. Immutable and hashable."""

    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    from_: dt.date | None = None
    to: dt.date | None = None
    q: str = ""
    sort: str = ""  # empty for the newest first, or RELEVANCE, which needs words

    @classmethod
    def of(cls, **chosen: str) -> "Selection":
        """A selection of one value for each facet named: `Selection.of(country="albania")`."""
        return cls({name: (value,) for name, value in chosen.items()})

    @classmethod
    def parse(cls, query: QueryDict) -> "Selection":
        """Read a query string; parameters it does not know, and empty values, are ignored.

        Raises Malformed for what no selection can mean, whatever the vocabulary.
        """
        chosen = {
            facet.name: tuple(sorted({_value(facet.name, raw) for raw in query.getlist(facet.name) if raw}))
            for facet in FACETS
        }
        chosen = {name: values for name, values in chosen.items() if values}
        if sum(map(len, chosen.values())) > MAX_VALUES:
            raise Malformed(_("Choose %(most)d filters at the most.") % {"most": MAX_VALUES})
        from_, to = _date("from", query.get("from", "")), _date("to", query.get("to", ""), end=True)
        if from_ and to and from_ > to:
            raise Malformed(_("The first day lies after the last one. Swap them to see news."))
        q = _words(query.get("q", ""))
        return cls(chosen, from_, to, q, _sort(query.get("sort", ""), q))

    def __hash__(self) -> int:
        return hash(self.query_string)

    def __bool__(self) -> bool:
        return bool(self.chosen or self.from_ or self.to or self.q)

    @cached_property
    def query_string(self) -> str:
        """The canonical query string: parameters in the order of the contract, values sorted; no `page`."""
        pairs = [(name, value) for name in BY_NAME for value in self.chosen.get(name, ())]
        pairs += [("from", self.from_.isoformat())] if self.from_ else []
        pairs += [("to", self.to.isoformat())] if self.to else []
        pairs += [("q", self.q)] if self.q else []
        pairs += [("sort", self.sort)] if self.sort else []
        return urlencode(pairs)

    @property
    def suffix(self) -> str:
        """The query string with its question mark, to be put behind an address; empty where nothing is asked for."""
        return f"?{self.query_string}" if self else ""

    @property
    def size(self) -> int:
        """How many values, bounds and words have been chosen."""
        return sum(map(len, self.chosen.values())) + bool(self.from_ or self.to) + bool(self.q)

    def without(self, name: str, value: str = "") -> "Selection":
        """The same selection less one value of a facet, or less `dates`, or `q` and with it the order."""
        if name == "q":
            return replace(self, q="", sort="")
        if name == "dates":
            return replace(self, from_=None, to=None)
        left = tuple(other for other in self.chosen.get(name, ()) if other != value)
        return replace(self, chosen={k: v for k, v in {**self.chosen, name: left}.items() if v})

    def sorted_by(self, sort: str) -> "Selection":
        """The same selection in another order: "" for the newest first, or RELEVANCE."""
        return replace(self, sort=sort if self.q else "")


def parse_page(query: QueryDict) -> int:
    """Read `page`, from 1. Raises Malformed unless it is a whole number above zero."""
    raw = query.get("page") or "1"
    if not re.fullmatch(r"[0-9]{1,9}", raw) or int(raw) < 1:
        raise Malformed(_("Pages have numbers, from 1 upwards."))
    return int(raw)


def _value(name: str, raw: str) -> str:
    if not _VALUE.fullmatch(raw):
        raise Malformed(
            _("The filter “%(name)s” holds something that is not the name of anything here.") % {"name": name}
        )
    return raw


def _date(name: str, raw: str, end: bool = False) -> dt.date | None:
    """An ISO date; a year or a month alone stands for its first day, or for its last one where `end`."""
    if not raw.strip():
        return None
    match = _DATE.fullmatch(raw.strip())
    try:
        if not match:
            raise ValueError
        year, month = int(match[1]), int(match[2] or (12 if end else 1))
        return dt.date(year, month, int(match[3] or (calendar.monthrange(year, month)[1] if end else 1)))
    except (ValueError, calendar.IllegalMonthError) as error:
        raise Malformed(_("“%(name)s” must be a date such as 2021-05-10, or a year.") % {"name": name}) from error


def _words(raw: str) -> str:
    words = " ".join(tidy(raw).split())
    if "\x00" in raw or len(words) > MAX_WORDS:
        raise Malformed(_("Search for %(most)d characters at the most, in plain text.") % {"most": MAX_WORDS})
    if len(atoms(read(words))) > MAX_ATOMS:
        raise Malformed(_("Search for %(most)d different words at the most.") % {"most": MAX_ATOMS})
    return words


def _sort(raw: str, q: str) -> str:
    if raw not in ("", "date", RELEVANCE):
        raise Malformed(_("News can be sorted by “date” or by “relevance”."))
    return RELEVANCE if raw == RELEVANCE and q else ""
