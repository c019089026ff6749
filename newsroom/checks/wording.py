"""Checks on how a text is written."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from ..dateline import dateline
from .base import Check, Found
from .draft import SAMPLE, Draft, first_sentence, words
from .house_style import misspelt

LONGEST_TITLE = 120
_DASH = re.compile(r"\s[–—-]+\s|[–—]")
_CAPITALS = re.compile(r"[^\W\d_a-zа-яё]{3,}")
#: So many misspelt words are told at once.
_MOST = 10


class TitleIsShort(Check):
    field = "title"
    bad = {"title": "Serbia " + "x" * 114}
    good = {"title": "Serbia " + "x" * 113}

    def find(self, draft: Draft) -> Iterator[str]:
        if len(draft.title) > LONGEST_TITLE:
            yield _("The title has %(length)d characters; lists and search engines cut it after %(most)d.") % {
                "length": len(draft.title),
                "most": LONGEST_TITLE,
            }


class NoDatelineInText(Check):
    """A text does not begin with the place and date that are put before it anyway."""

    field = "body"
    bad = {"body": "<p>BELGRADE, 4 May 2026 – Thirty judges from Serbia ended a course.</p>"}
    good = {"body": "<p>OSCE judges – thirty in all – ended a course in Belgrade, Serbia, in 2026.</p>"}

    def find(self, draft: Draft) -> Iterator[str]:
        head = _DASH.split(draft.opening[:100], maxsplit=1)
        if draft.opening.startswith(dateline(draft.place, draft.date, draft.language)) or (
            len(head) > 1 and _is_dateline(head[0].strip(), draft.place.strip())
        ):
            yield _("The text begins with a dateline. Take it out: it is made from place and date.")


def _is_dateline(head: str, place: str) -> bool:
    """Whether what stands before the first dash is the place alone, or one, or capitals, followed by a date."""
    first, _comma, rest = head.partition(",")
    if place and head.casefold() == place.casefold():
        return True
    is_place = bool(place) and first.casefold() == place.casefold()
    in_capitals = bool(_CAPITALS.match(first)) and first == first.upper() and not any(map(str.isdigit, first))
    return (is_place or in_capitals) and any(map(str.isdigit, rest))


class SummaryIsNoOpening(Check):
    """The summary stands above the text: who reads on should not read the same again."""

    field = "summary"
    bad = {"summary": "Thirty judges from Serbia ended a course on cyber evidence today! More follow."}
    good = {"summary": "Thirty judges."}

    def find(self, draft: Draft) -> Iterator[str]:
        summary, opening = words(first_sentence(draft.summary)), words(first_sentence(draft.opening))
        if len(summary) >= 4 and summary == opening:
            yield _("The opening sentence repeats the summary: readers see both, one below the other.")


class HouseStyle(Check):
    field = "body"
    bad = {"title": f"{SAMPLE.title} cooperation"}
    good = {"title": "Shanghai Cooperation Organisation on judges in Serbia, cooperation@example.org"}

    def find(self, draft: Draft) -> Iterator[Found]:
        if draft.language != "en":
            return
        told: set[str] = set()
        for field, text in (("title", draft.title), ("summary", draft.summary), ("body", draft.text)):
            for written, right in misspelt(text):
                if right not in told and len(told) < _MOST:
                    told.add(right)
                    sentence = _("House style: “%(right)s”, not “%(written)s”.")
                    yield Found(sentence % {"right": right, "written": written}, field=field)
