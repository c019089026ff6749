"""From the tables to an archive: all live editions at once, or some of them."""

import datetime as dt
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db import connection
from django.db.models import CharField, Expression, F, FloatField, Func, Q, QuerySet, Value
from pyroaring import BitMap

from ..facets import FACETS, Choice, Facet
from ..models import Edition
from .index import Archive
from .order import Order, Place
from .values import Values

#: Facets that most editions have, each in many combinations: read as a column of their own. The others are read
#: together, since their few combinations are then looked up once.
_OFTEN = ("country", "structure", "field", "tag")
_COLUMNS = [[facet] for facet in FACETS if facet.name in _OFTEN]
_COLUMNS.append([facet for facet in FACETS if facet.name not in _OFTEN])

_SECONDS = Func(F("published_at"), template="extract(epoch from %(expressions)s)::float8", output_field=FloatField())


def read_archive(version: int, at: dt.datetime) -> Archive:
    """Read all editions live `at` that instant. Two queries, and one for the vocabulary of each facet."""
    order, own = _read_all(Edition.objects.live(at))
    vocabulary = read_vocabulary()
    return Archive(
        version=version,
        at=at,
        order=order,
        everything=BitMap(range(len(order))),
        values={facet.name: Values(facet, vocabulary[facet.name], own[facet.name]) for facet in FACETS},
        ahead=_read_ahead(at),
    )


def read_vocabulary() -> dict[str, dict[str, Choice]]:
    """Facet → value → choice."""
    return {facet.name: {choice.value: choice for choice in facet.choices()} for facet in FACETS}


def _slugs(facet: Facet) -> Expression | F:
    """The values of an edition as a text, parted by blanks, which no slug holds."""
    if facet.is_list:
        return Func(F(facet.field), Value(" "), function="array_to_string", output_field=CharField())
    return F(facet.field)


def _column(facets: list[Facet]) -> Expression | F:
    if len(facets) == 1:
        return _slugs(facets[0])
    return Func(Value("|"), *map(_slugs, facets), function="concat_ws", output_field=CharField())


def _read_all(editions: QuerySet[Edition]) -> tuple[Order, dict[str, dict[str, BitMap]]]:
    """By COPY, which hands over a million rows while the next ones are being read; a few steps a row, no objects."""
    order = Order()
    add_id, add_release, add_seconds = order.ids.append, order.release_ids.append, order.seconds.append
    found: list[dict[bytes, array]] = [defaultdict(lambda: array("I")) for _ in _COLUMNS]
    for position, line in enumerate(_lines(editions)):
        pk, release_id, seconds, *columns = bytes(line)[:-1].split(b"\t")
        add_id(int(pk))
        add_release(int(release_id))
        add_seconds(float(seconds))
        for positions, column in zip(found, columns, strict=True):
            positions[column].append(position)
    own: dict[str, dict[str, BitMap]] = {}
    for facets, positions in zip(_COLUMNS, found, strict=True):
        own |= _by_value(facets, positions)
    return order, own


def _lines(editions: QuerySet[Edition]) -> Iterator[bytes]:
    rows = editions.order_by("published_at", "release_id").values_list(
        "pk", "release_id", _SECONDS, *map(_column, _COLUMNS)
    )
    sql = connection.ops.compose_sql(*rows.query.sql_with_params())  # type: ignore[attr-defined]  # COPY takes none
    with connection.cursor() as cursor, cursor.copy(f"COPY ({sql}) TO STDOUT") as copy:
        yield from copy


def _by_value(facets: list[Facet], positions: dict[bytes, array]) -> dict[str, dict[str, BitMap]]:
    """From what stood in a column to the values of its facets."""
    own: dict[str, dict[str, BitMap]] = {facet.name: defaultdict(BitMap) for facet in facets}
    for column, where in positions.items():
        bitmap = BitMap(where)
        for facet, slugs in zip(facets, column.decode().split("|"), strict=True):
            for slug in slugs.split():
                own[facet.name][slug] |= bitmap
    return {name: dict(values) for name, values in own.items()}


def _read_ahead(at: dt.datetime) -> list[tuple[dt.datetime, int]]:
    rows = Edition.objects.filter(Q(live_from__gt=at) | Q(live_until__gt=at)).values_list(
        "pk", "live_from", "live_until"
    )
    return sorted(ahead for pk, *bounds in rows for ahead in instants(pk, bounds, at))


def instants(pk: int, bounds: Iterable[dt.datetime | None], at: dt.datetime) -> list[tuple[dt.datetime, int]]:
    """When, after `at`, the edition begins or ends."""
    return [(instant, pk) for instant in bounds if instant and instant > at]


class Row(NamedTuple):
    """What the archive wants to know of one edition."""

    pk: int
    place: Place
    live_from: dt.datetime
    live_until: dt.datetime | None
    values: dict[str, list[str]]  # facet → slugs

    def is_live(self, at: dt.datetime) -> bool:
        return self.live_from <= at and (self.live_until is None or at < self.live_until)


def read_rows(ids: Iterable[int]) -> list[Row]:
    """Read the editions with those keys, live or not, in order of their places. One query."""
    fields = [facet.field for facet in FACETS]
    found = Edition.objects.filter(pk__in=ids).values_list(
        "pk", _SECONDS, "release_id", "live_from", "live_until", *fields
    )
    rows = [
        Row(pk, Place(seconds, release_id), live_from, live_until, _by_facet(values))
        for pk, seconds, release_id, live_from, live_until, *values in found
    ]
    return sorted(rows, key=lambda row: row.place)


def _by_facet(values: list) -> dict[str, list[str]]:
    return {facet.name: list(value) if facet.is_list else [value] for facet, value in zip(FACETS, values, strict=True)}
