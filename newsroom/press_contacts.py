"""Whom journalists find on the page of an edition: its contacts, or who is on duty for those past their date."""

import datetime as dt
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils import timezone

from accounts.desks import Desks
from accounts.models import Desk
from taxonomy.models import Structure

from .models import Edition
from .snapshot import contact_details


class PressContacts(NamedTuple):
    """What stands on a page, and the instant at which the clock alone changes it (None: never)."""

    shown: list[dict[str, Any]]
    until: dt.datetime | None


def press_contacts(edition: Edition, at: dt.datetime) -> PressContacts:
    """The contacts of `edition` at that instant. No query where none of them has a last day, four otherwise.

    A last day ends at midnight in the time zone of the edition's desk. In the place of those past theirs stands the
    duty contact of that desk, of the nearest one above it that has one, of the whole organisation, or nobody.
    """
    ends = [contact.get("valid_until") for contact in edition.contacts]
    if not any(ends):
        return PressContacts(edition.contacts, None)
    desks = _desks_above(edition.desk)
    zone = desks[0].zone if desks else timezone.get_default_timezone()
    ended = [midnight_after(dt.date.fromisoformat(day), zone) if day else None for day in ends]
    shown = [contact for contact, end in zip(edition.contacts, ended, strict=True) if end is None or at < end]
    ahead = [end for end in ended if end and at < end]
    if len(shown) < len(edition.contacts):
        on_duty, end = _on_duty(desks, at)
        shown += [contact for contact in on_duty if contact not in shown]
        ahead += [end] if end else []
    return PressContacts(shown, min(ahead, default=None))


def duty_contacts(structures: list[int], at: dt.datetime) -> PressContacts:
    """Who is on duty at that instant for the first of the `structures` (keys), of which each stands below the next.

    The duty contact of its desk, of the nearest one above it that has one, of the whole organisation, or nobody.
    One query.
    """
    wanted = Q(structure__in=structures) | Q(structure=None)
    desks = {desk.structure_id: desk for desk in Desk.objects.filter(wanted).select_related("duty_contact")}
    shown, end = _on_duty([desks[key] for key in (*structures, None) if key in desks], at)
    return PressContacts(shown, end)


def midnight_after(day: dt.date, zone: dt.tzinfo) -> dt.datetime:
    """The first instant that is no more part of `day` in `zone`."""
    if day == dt.date.max:
        return dt.datetime.max.replace(tzinfo=dt.UTC)
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time.min, zone).astimezone(dt.UTC)


def _desks_above(slug: str) -> list[Desk]:
    """The desks that stand for the structure, the nearest first."""
    structure = Structure.objects.filter(slug=slug).values_list("pk", flat=True).first() if slug else None
    keys = Desks().above(structure)
    found = Desk.objects.select_related("duty_contact").in_bulk(keys)
    return [found[key] for key in keys]


def _on_duty(desks: list[Desk], at: dt.datetime) -> tuple[list[dict[str, Any]], dt.datetime | None]:
    """The first duty contact of `desks` that has not ended, if any, and when it will."""
    for desk in desks:
        contact = getattr(desk, "duty_contact", None)
        if contact is None:
            continue
        end = midnight_after(contact.valid_until, desk.zone) if contact.valid_until else None
        if end is None or at < end:
            return [contact_details(contact)], end
    return [], None
