"""What the first page shows, from the archive and at most five queries, however much has been published."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.translation import get_language

from taxonomy.models import Structure

from . import schedule
from .archive import Archive
from .facets import Choice
from .models import Edition, Kind, Lead, MediaEvent
from .presentation import Item, presented
from .selection import Selection

LATEST, FIELDS, STATEMENTS, EVENTS = 6, 6, 4, 4
#: Where no editor has chosen, the newest of these kinds leads, if it has a summary: one of so many.
LEADING = (Kind.PRESS_RELEASE, Kind.STATEMENT)
TO_CHOOSE_FROM = 6


@dataclass
class Announced:
    """A coming event with what readers may read about it."""

    event: MediaEvent
    item: Item

    @property
    def when(self) -> str:
        return schedule.told_span(self.event.starts, self.event.ends, self.event.zone)


@dataclass
class Place:
    """A country (None: the operation is named after its place itself), and the field operations there."""

    country: Choice | None
    structures: list[Choice]


@dataclass
class FirstPage:
    """The parts of the page, and the instant at which the clock alone changes them (None: never)."""

    lead: Item | None = None
    latest: list[Item] = field(default_factory=list)
    fields: list[tuple[Choice, Item]] = field(default_factory=list)
    events: list[Announced] = field(default_factory=list)
    statements: list[Item] = field(default_factory=list)
    until: dt.datetime | None = None


@dataclass
class _Chosen:
    """What editors have chosen, as of one instant."""

    lead: int | None  # key of its release
    events: list[MediaEvent]
    until: dt.datetime | None

    @property
    def releases(self) -> list[int]:
        return [event.release_id for event in self.events] + ([self.lead] if self.lead else [])


def first_page(archive: Archive, at: dt.datetime) -> FirstPage:
    """Everything the page shows at that instant that depends on what has been published, in the active language.

    Where there is nothing in that language, what there is in others.
    """
    chosen = _chosen(at)
    translated = _in_active_language(chosen.releases, at)
    language = get_language() or ""
    mine = Selection.of(lang=language) if archive.latest(Selection.of(lang=language), 1) else Selection()
    latest = archive.latest(mine, LATEST + 1)
    leading = archive.latest(Selection({**mine.chosen, "kind": LEADING}), TO_CHOOSE_FROM)
    statements = _statements(archive, mine)
    by_field = archive.newest_of_each("field", mine, FIELDS, without={*translated.values()} or {*leading[:1]})
    read = _read([*translated.values(), *latest, *leading, *statements, *by_field.values()], archive, at)
    lead = read.get(translated.get(chosen.lead or 0, 0)) or _substitute([read[pk] for pk in leading if pk in read])
    below = [read[pk] for pk in latest if pk in read and not (lead and pk == lead.edition.pk)]
    return FirstPage(
        lead=lead,
        latest=below[:LATEST],
        fields=[(archive.choices["field"][value], read[pk]) for value, pk in by_field.items() if pk in read],
        events=[
            Announced(event, read[pk])
            for event in chosen.events
            if (pk := translated.get(event.release_id)) and pk in read
        ],
        statements=[read[pk] for pk in statements if pk in read],
        until=chosen.until,
    )


def where_we_work(archive: Archive) -> list[Place]:
    """The countries in which field operations are at work today, by name; those of no country last. No query."""
    countries = {choice.label.pk: choice for choice in archive.choices["country"].values()}  # type: ignore[attr-defined]
    places: dict[int | None, Place] = {}
    for choice in archive.choices["structure"].values():
        structure: Any = choice.label
        if structure.kind == Structure.Kind.FIELD_OPERATION and not structure.is_closed():
            place = places.setdefault(structure.country_id, Place(countries.get(structure.country_id), []))
            place.structures.append(choice)
    return sorted(
        places.values(), key=lambda place: (place.country is None, str(place.country and place.country.label))
    )


def _chosen(at: dt.datetime) -> _Chosen:
    """Two queries: the lead of now together with the one that begins next, and the coming events."""
    showing = Lead.objects.showing(at).values_list("release_id", "starts", "ends")[:1]
    ahead = Lead.objects.filter(starts__gt=at).order_by("starts").values_list("release_id", "starts", "ends")[:1]
    lead, bounds = None, []
    for release_id, starts, ends in showing.union(ahead, all=True):
        if starts > at:
            bounds.append(starts)
        else:
            lead = release_id
            bounds += [ends] if ends else []
    events = list(MediaEvent.objects.not_over(at).with_live_edition(at)[:EVENTS])
    bounds += [event.over_at for event in events]
    return _Chosen(lead, events, min(bounds, default=None))


def _in_active_language(releases: list[int], at: dt.datetime) -> dict[int, int]:
    """Key of the release → key of the live edition of it, or of its translation into the active language.

    Those that readers do not see are left out. One query, none for nothing.
    """
    if not releases:
        return {}
    live = Edition.objects.live(at)
    groups = live.filter(release_id__in=releases).values("translation_group")
    rows = live.filter(Q(language=get_language()) | Q(release_id__in=releases), translation_group__in=groups)
    own: dict[int, tuple[int, int]] = {}
    translated: dict[int, int] = {}
    for pk, release_id, group, language in rows.values_list("pk", "release_id", "translation_group", "language"):
        if release_id in releases:
            own[release_id] = (pk, group)
        if language == get_language():
            translated[group] = pk
    return {release_id: translated.get(group, pk) for release_id, (pk, group) in own.items()}


def _read(ids: list[int], archive: Archive, at: dt.datetime) -> dict[int, Item]:
    """The live ones among the editions with those keys, with their pictures: one query, or two with changes."""
    editions = Edition.objects.live(at).for_lists().in_bulk(ids)
    return {item.edition.pk: item for item in presented(list(editions.values()), archive)}


def _statements(archive: Archive, selection: Selection) -> list[int]:
    """The newest statements of the Chairpersonship and what belongs to it, in any language where need be."""
    heads = tuple(
        value
        for value, choice in archive.choices["structure"].items()
        if getattr(choice.label, "kind", "") == Structure.Kind.CHAIRPERSONSHIP
    )
    wanted = {"kind": (Kind.STATEMENT,), "structure": heads}
    if not heads:
        return []
    mine = archive.latest(Selection({**selection.chosen, **wanted}), STATEMENTS)
    return mine or archive.latest(Selection(wanted), STATEMENTS)


def _substitute(candidates: list[Item]) -> Item | None:
    """What leads where nobody has chosen: the newest one that says something more than its title."""
    return next((item for item in candidates if item.edition.summary), candidates[0] if candidates else None)
