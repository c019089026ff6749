"""What is looked at before a release is published: errors keep it back, warnings inform.

draft      what checks look at, as plain values: no database
reading    from a saved release to a draft, in a fixed number of queries
links      where the links of a text lead
countries  which countries a text names
likeness   releases that say much the same
required, media, wording, terms   the checks themselves, each a small class with an example

A new check is a class in one of these modules (or a new one) and its name in CHECKS: see CONTRIBUTING.md.
"""

import datetime as dt

from ..models import Release
from .base import Check, Level, Problem
from .draft import Draft
from .media import ContactPastItsDate, FilesHideNothing, LinksLeadSomewhere, PicturesAreDescribed, PicturesExist
from .reading import read_draft
from .required import DateFitsSchedule, HasPlace, HasSource, HasText, HasTitle, TextCanBeKept
from .terms import CountriesAreNamed, CountriesAreTagged, NothingTwice
from .wording import HouseStyle, NoDatelineInText, SummaryIsNoOpening, TitleIsShort

#: The registry, in the order in which what they find is shown.
CHECKS: tuple[Check, ...] = (
    HasTitle(),
    HasSource(),
    HasPlace(),
    HasText(),
    TextCanBeKept(),
    PicturesExist(),
    PicturesAreDescribed(),
    FilesHideNothing(),
    LinksLeadSomewhere(),
    DateFitsSchedule(),
    TitleIsShort(),
    NoDatelineInText(),
    SummaryIsNoOpening(),
    CountriesAreTagged(),
    CountriesAreNamed(),
    NothingTwice(),
    ContactPastItsDate(),
    HouseStyle(),
)

__all__ = ["CHECKS", "Check", "Draft", "Level", "Problem", "errors", "problems"]


def problems(release: Release, at: dt.datetime | None = None) -> list[Problem]:
    """What is wrong with the working text of the saved `release`, errors first. Nothing is written.

    `at` is the instant at which it is to be published (None: at once).
    """
    found = _examine(read_draft(release, at))
    return sorted(found, key=lambda problem: problem.level != Level.ERROR)


def errors(release: Release, at: dt.datetime | None = None) -> list[Problem]:
    """As problems(), but only what keeps `release` from being published; what only warnings look at is not read."""
    found = _examine(read_draft(release, at, for_warnings=False))
    return [problem for problem in found if problem.level == Level.ERROR]


def _examine(draft: Draft) -> list[Problem]:
    return [problem for check in CHECKS for problem in check.examine(draft)]
