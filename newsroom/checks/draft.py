"""What checks look at: a release and all around it that matters, as plain values."""

import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import cached_property

from ..plain_text import read_clean

#: Words that a name may have between capitals; what shorter ones say is little.
_WORD = re.compile(r"\w+")
_END = re.compile(r"(?<=[.!?…])[”»’\"')]*\s+")


@dataclass(frozen=True)
class Picture:
    """A picture beside the text or in it."""

    title: str
    described: bool  # by an alternative text, or as decorative
    in_text: bool = False
    exists: bool = True


@dataclass(frozen=True)
class AttachedFile:
    """A file of the release."""

    title: str
    hidden: tuple[str, ...] | None = ()  # what it holds besides what readers see, in words; None: not searched


@dataclass(frozen=True)
class Person:
    """A press contact."""

    name: str
    valid_until: dt.date | None = None


@dataclass(frozen=True)
class CountryFacts:
    """A country as texts may speak of it."""

    label: str
    names: tuple[str, ...]  # in the language of the release, former and local ones too
    tagged: bool = False
    hints: tuple[str, ...] = ()  # what stands for it where it is not named: its capital
    implied: bool = False  # by a source that works there, or a partner group that it is in


@dataclass(frozen=True)
class Neighbour:
    """Another release of the last weeks, in the same language."""

    release: int
    title: str
    opening: str


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A release as it would be published, without any tie to the database."""

    language: str = "en"
    title: str = ""
    summary: str = ""
    body: str = ""  # cleaned HTML
    place: str = ""
    date: dt.date
    today: dt.date  # the day of the instant of publication, where its desk is
    scheduled: bool = False  # for a set instant, not at once
    first: bool = True  # whether readers have seen no edition yet
    sources: int = 1
    pictures: tuple[Picture, ...] = ()
    dead_links: tuple[str, ...] = ()  # sentences
    not_kept: tuple[str, ...] = ()  # sentences: why the text cannot be kept as it is
    files: tuple[AttachedFile, ...] = ()
    contacts: tuple[Person, ...] = ()
    countries: tuple[CountryFacts, ...] = ()
    neighbours: tuple[Neighbour, ...] = ()

    @cached_property
    def text(self) -> str:
        """The words of the body, a line for each paragraph."""
        return read_clean(self.body).text

    @cached_property
    def opening(self) -> str:
        """The first paragraph."""
        return self.text.partition("\n")[0]

    def but(self, **changes: object) -> "Draft":
        return replace(self, **changes)  # type: ignore[arg-type]


def first_sentence(text: str) -> str:
    return _END.split(text.strip(), maxsplit=1)[0]


def words(text: str) -> list[str]:
    """The words of `text` in small letters."""
    return _WORD.findall(text.casefold())


_SERBIA = CountryFacts("Serbia", ("Serbia", "Republic of Serbia"), tagged=True, hints=("Belgrade",))
#: A draft with which nothing is wrong: what the examples of checks differ from.
SAMPLE = Draft(
    title="Judges in Serbia learn to handle cyber evidence",
    summary="A five-day course brought together judges and prosecutors.",
    body="<p>Thirty judges from Serbia ended a course on cyber evidence today.</p><p>It was the first of three.</p>",
    place="Belgrade",
    date=dt.date(2026, 5, 4),
    today=dt.date(2026, 5, 4),
    pictures=(Picture("Class", described=True),),
    files=(AttachedFile("Annual report"),),
    contacts=(Person("Press desk", dt.date(2026, 5, 4)),),
    countries=(
        _SERBIA,
        CountryFacts("Georgia", ("Georgia", "საქართველო")),
        CountryFacts("Ireland", ("Ireland",)),
        CountryFacts("United States of America", ("United States", "US")),
    ),
    neighbours=(Neighbour(7, "Police officers learn to handle cyber evidence", "Twenty officers ended a course."),),
)
