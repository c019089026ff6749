"""From the tables to an archive: all live editions at once, or some of them."""

import datetime as dt
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from django.db import connection
from django.db.models import Case, CharField, Expression, F, FloatField, Func, Q, QuerySet, Value, When
from django.db.models.functions import TruncDate
from django.utils import timezone
from pyroaring import BitMap

from ..facets import FACETS, Choice, Facet
from ..models import Edition
from .index import Archive
from .order import Order, Place
from .values import Values

#: Facets that most editions have, each in many combinations: read as a column of their own. The others are read
#: together, since their few combinations are then looked up once.
_OFTEN = ("country", "structure", "field", "tag")
_LISTS = [facet for facet in FACETS if facet.name in _OFTEN]
_REST = [facet for facet in FACETS if facet.name not in _OFTEN]
#: So many lines are taken apart at once: in whole columns, which costs half of what line after line does, and few
#: enough for PostgreSQL to have the next ones ready meanwhile.
_AT_ONCE = 1_000

_SECONDS = Func(F("published_at"), template="extract(epoch from %(expressions)s)::float8", output_field=FloatField())


def _odd_day() -> Case:
    """The ordinal of an edition's day, as a text, where it is not that of its instant by the clock of the house."""
    ordinal = Func(F("date"), template="(%(expressions)s - DATE '0001-01-01' + 1)::text", output_field=CharField())
    usual = TruncDate("published_at", tzinfo=timezone.get_default_timezone())
    return Case(When(~Q(date=usual), then=ordinal), default=Value(""), output_field=CharField())


def read_archive(version: int, at: dt.datetime) -> Archive:
    """Read all editions live `at` that instant. Two queries, and one for the vocabulary of each facet."""
    order, written = _read_all(Edition.objects.live(at))
    # Made last, when nothing else takes room between them: side by side in memory, they are counted twice as fast.
    own = {name: {v: BitMap.deserialize(data) for v, data in values.items()} for name, values in written.items()}
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


#: Text → the positions that have it, ascending.
Positions = dict[bytes, array]


def _read_all(editions: QuerySet[Edition]) -> tuple[Order, dict[str, dict[str, bytes]]]:
    """The order, and facet → value → written bitmap.

    By COPY, which hands over a million rows while the next ones are being read; a few steps a row, no objects.
    """
    order = Order()
    lists: list[Positions] = [defaultdict(_positions) for _ in _LISTS]
    rest: Positions = defaultdict(_positions)
    width = 5 + len(_LISTS)
    lines = map(bytes, _lines(editions))  # the garbage collector walks over views of memory, but not over these
    while chunk := b"".join(islice(lines, _AT_ONCE)):
        fields = chunk.replace(b"\n", b"\t").split(b"\t")
        del fields[-1]  # behind the last line
        start = len(order)
        order.extend(map(int, fields[0::width]), map(int, fields[1::width]), map(float, fields[2::width]))
        if any(days := fields[3::width]):
            for position, day in enumerate(days, start):
                if day:
                    order.date(position, int(day))
        for number, found in enumerate(lists, start=4):
            for position, slugs in enumerate(fields[number::width], start):
                for slug in slugs.split():
                    found[slug].append(position)
        for position, combination in enumerate(fields[width - 1 :: width], start):
            rest[combination].append(position)
    own = {facet.name: _bitmaps(found) for facet, found in zip(_LISTS, lists, strict=True)} | _bitmaps_of_rest(rest)
    return order, {name: {v: bitmap.serialize() for v, bitmap in values.items()} for name, values in own.items()}


def _positions() -> array:
    return array("I")


def _lines(editions: QuerySet[Edition]) -> Iterator[bytes]:
    rest = Func(Value("|"), *map(_slugs, _REST), function="concat_ws", output_field=CharField())
    rows = editions.order_by("published_at", "release_id").values_list(
        "pk", "release_id", _SECONDS, _odd_day(), *map(_slugs, _LISTS), rest
    )
    sql = connection.ops.compose_sql(*rows.query.sql_with_params())  # type: ignore[attr-defined]  # COPY takes none
    with connection.cursor() as cursor, cursor.copy(f"COPY ({sql}) TO STDOUT") as copy:
        yield from copy


def _bitmaps(found: Positions) -> dict[str, BitMap]:
    """Of each slug, its positions. `found` is emptied meanwhile, since both together weigh most."""
    return {slug.decode(): BitMap(found.pop(slug)) for slug in list(found)}


def _bitmaps_of_rest(found: Positions) -> dict[str, dict[str, BitMap]]:
    """Facet → slug → positions, from how the slugs of all facets of `_REST` stand together."""
    own: dict[str, dict[str, BitMap]] = {facet.name: defaultdict(BitMap) for facet in _REST}
    for combination, positions in found.items():
        bitmap = BitMap(positions)
        for facet, slugs in zip(_REST, combination.decode().split("|"), strict=True):
            for slug in slugs.split():
                own[facet.name][slug] |= bitmap
    return own


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
    odd_day: int | None  # see OddDays.put
    live_from: dt.datetime
    live_until: dt.datetime | None
    values: dict[str, list[str]]  # facet → slugs

    def is_live(self, at: dt.datetime) -> bool:
        return self.live_from <= at and (self.live_until is None or at < self.live_until)


def read_rows(ids: Iterable[int]) -> list[Row]:
    """Read the editions with those keys, live or not, in order of their places. One query."""
    fields = [facet.field for facet in FACETS]
    found = Edition.objects.filter(pk__in=ids).values_list(
        "pk", _SECONDS, "release_id", _odd_day(), "live_from", "live_until", *fields
    )
    rows = [
        Row(pk, Place(seconds, release_id), int(day) if day else None, live_from, live_until, _by_facet(values))
        for pk, seconds, release_id, day, live_from, live_until, *values in found
    ]
    return sorted(rows, key=lambda row: row.place)


def _by_facet(values: list) -> dict[str, list[str]]:
    return {facet.name: list(value) if facet.is_list else [value] for facet, value in zip(FACETS, values, strict=True)}
