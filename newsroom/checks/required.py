"""Without these a release cannot be published."""

import datetime as dt
from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .base import Check, Found, Level
from .draft import Draft


class HasTitle(Check):
    level = Level.ERROR
    field = "title"
    bad = {"title": " "}

    def find(self, draft: Draft) -> Iterator[str]:
        if not draft.title.strip():
            yield _("Write the title: it is empty.")


class HasSource(Check):
    level = Level.ERROR
    field = "sources"
    bad = {"sources": 0}

    def find(self, draft: Draft) -> Iterator[str]:
        if not draft.sources:
            yield _("Add at least one source: who issues this release?")


class HasPlace(Check):
    level = Level.ERROR
    field = "place"
    bad = {"place": " "}

    def find(self, draft: Draft) -> Iterator[str]:
        if not draft.place.strip():
            yield _("Give the place: the dateline is made from it.")


class HasText(Check):
    level = Level.ERROR
    field = "body"
    bad = {"body": '<figure><img src="/media/images/1/960.webp" alt="A hall"></figure>'}

    def find(self, draft: Draft) -> Iterator[str]:
        if not draft.text and not draft.not_kept:
            yield _("Write the text: it is empty.")


class TextCanBeKept(Check):
    level = Level.ERROR
    field = "body"
    bad = {"not_kept": ("The text is nested too deeply.",)}

    def find(self, draft: Draft) -> Iterator[str]:
        yield from draft.not_kept


class DateFitsSchedule(Check):
    """The day that a first edition tells is the one on which readers get it, where its desk is.

    A schedule is set with both before one's eyes, so that they differ is a slip. What is published at once may be
    late, and bear the day on which it was said: that is for the editor to see. Later editions keep the date.
    """

    field = "date"
    bad = {"today": dt.date(2026, 5, 5), "scheduled": True}
    good = {"today": dt.date(2026, 5, 5), "scheduled": True, "first": False}

    def find(self, draft: Draft) -> Iterator[Found]:
        if not draft.first or draft.date == draft.today:
            return
        days = {"date": date_format(draft.date), "today": date_format(draft.today)}
        if draft.scheduled:
            sentence = _("The text is dated %(date)s, but is to be published on %(today)s, by the clock of its desk.")
            yield Found(sentence % days, level=Level.ERROR)
        else:
            yield Found(_("The text is dated %(date)s; today is %(today)s, by the clock of its desk.") % days)
