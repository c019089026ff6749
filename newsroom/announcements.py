"""The event that a media advisory invites to, as its own page says it: when, where, and until when to register."""

import datetime as dt
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q

from . import schedule
from .models import Edition, Kind, MediaEvent


class Announcement(NamedTuple):
    """An event, and its times as readers read them."""

    event: MediaEvent
    when: str


def announcement_of(edition: Edition, at: dt.datetime) -> Announcement | None:
    """The event of `edition`, or of the text that it translates if readers see that one; the newest of several.

    One query for a media advisory, none for anything else.
    """
    if edition.kind != Kind.MEDIA_ADVISORY:
        return None
    original = Edition.objects.live(at).filter(release_id=OuterRef("release_id"))
    theirs = Q(Exists(original), release_id=edition.translation_group)
    event = MediaEvent.objects.filter(Q(release_id=edition.release_id) | theirs).order_by("-starts", "-pk").first()
    return Announcement(event, schedule.told_span(event.starts, event.ends, event.zone)) if event else None
