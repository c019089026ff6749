"""Checks on what a text shows and leads to: pictures, links, people."""

import datetime as dt
from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .base import Check, Found, Level
from .draft import AttachedFile, Draft, Person, Picture


class PicturesExist(Check):
    level = Level.ERROR
    field = "body"
    bad = {"pictures": (Picture("5", described=True, in_text=True, exists=False),)}

    def find(self, draft: Draft) -> Iterator[str]:
        for picture in draft.pictures:
            if not picture.exists:
                yield _("A picture in the text no longer exists (number %(number)s). Take it out.") % {
                    "number": picture.title
                }


class PicturesAreDescribed(Check):
    level = Level.ERROR
    field = "images"
    bad = {"pictures": (Picture("Class", described=False),)}
    good = {"pictures": (Picture("Ornament", described=True, in_text=True),)}

    def find(self, draft: Draft) -> Iterator[Found]:
        for picture in draft.pictures:
            if picture.exists and not picture.described:
                sentence = _("Say what the picture “%(title)s” shows, for those who do not see it (alternative text).")
                yield Found(sentence % {"title": picture.title}, field="body" if picture.in_text else "images")


class FilesHideNothing(Check):
    field = "attachments"
    bad = {"files": (AttachedFile("Annual report", ("Author: A. Smith", "3 comments")),)}
    good = {"files": (AttachedFile("Annual report"), AttachedFile("Agenda"))}

    def find(self, draft: Draft) -> Iterator[str]:
        for file in draft.files:
            if file.hidden is None:
                sentence = _(
                    "The file “%(title)s” has not been searched for hidden data. Look into it before you publish."
                )
                yield sentence % {"title": file.title}
            elif file.hidden:
                sentence = _(
                    "Readers of the file “%(title)s” can find: %(found)s. Open it among the files to remove this."
                )
                yield sentence % {"title": file.title, "found": "; ".join(file.hidden)}


class LinksLeadSomewhere(Check):
    level = Level.ERROR
    field = "body"
    bad = {"dead_links": ("The link /news/5/ leads to nothing that is public.",)}

    def find(self, draft: Draft) -> Iterator[str]:
        yield from draft.dead_links


class ContactPastItsDate(Check):
    field = "contacts"
    bad = {"contacts": (Person("A. Smith", dt.date(2026, 5, 3)),)}
    good = {"contacts": (Person("A. Smith", dt.date(2026, 5, 4)), Person("Press desk"))}

    def find(self, draft: Draft) -> Iterator[str]:
        for person in draft.contacts:
            if person.valid_until and person.valid_until < draft.today:
                sentence = _("%(name)s was a contact until %(day)s: readers will find who is on duty at the desk.")
                yield sentence % {"name": person.name, "day": date_format(person.valid_until)}
