"""From an archive to the next one, where few editions have changed: milliseconds, whatever the size of the archive."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from django.db.models import Q
from pyroaring import BitMap

from ..facets import FACETS
from ..models import ArchiveChange, Edition
from .index import Archive
from .order import Order
from .reading import Row, instants, read_rows, read_vocabulary
from .values import Values, shifted
from .words import Words

#: At so many places may editions be put in between others; for more, reading all anew is quicker.
_MOST_GAPS = 16
#: So far back numbers are remembered with what made them (newsroom_draw_archive_number, in the migrations); a change
#: takes two.
_REMEMBERED = 2_000
#: Of more editions that changed, reading all anew beside is better than halting requests to follow. Statements that
#: touch more than that name none.
_MOST_EDITIONS = 5_000
#: Editions begin and end at an instant that is taken before the transaction is done, though hardly so long before.
_LONGEST_WRITE = dt.timedelta(hours=1)


@dataclass
class Changes:
    """What has happened since an archive was read."""

    version: int
    editions: set[int] = field(default_factory=set)
    vocabulary: bool = False
    too_many: bool = False

    @classmethod
    def since(cls, archive: Archive, now: dt.datetime) -> "Changes | None":
        """Read what came after `archive`; None where nothing can be made of it. One query.

        Another one where it is too much to be told: at least what has begun or ended in this time is named.
        """
        changes = cls._noted(archive.followed)
        if changes and changes.too_many:
            time = (archive.at - _LONGEST_WRITE, now)
            found = Edition.objects.filter(Q(live_until__range=time) | Q(live_from__range=time))
            keys = set(found.values_list("pk", flat=True)[: _MOST_EDITIONS + 1])
            if len(keys) > _MOST_EDITIONS:
                return None
            changes.editions |= keys
        return changes

    @classmethod
    def _noted(cls, version: int) -> "Changes | None":
        """What came after `version`; None where there is no such version.

        Where it is so long ago that nobody remembers, it is too much to be told.
        """
        rows = ArchiveChange.objects.filter(number__gte=version).order_by("number")
        numbers = list(rows.values_list("number", "what", "editions"))
        if numbers and numbers[-1][0] - version > _REMEMBERED:
            return cls(numbers[-1][0], vocabulary=True, too_many=True)
        if not numbers or numbers[0][0] != version:
            return None
        changes = cls(version)
        for number, what, editions in numbers[1:]:
            changes.version = number
            changes.editions.update(editions or ())
            changes.vocabulary |= what == ArchiveChange.What.VOCABULARY
            changes.too_many |= what == ArchiveChange.What.BULK
            if len(changes.editions) > _MOST_EDITIONS:
                return cls(numbers[-1][0], vocabulary=True, too_many=True)
        return changes


def follow(archive: Archive, changes: Changes, at: dt.datetime) -> tuple[Archive, bool]:
    """Return the archive as of that instant, and whether it is complete.

    Where it is not, all that ended is gone and what could be put in is there, still under the old version: for the
    rest, all must be read anew.
    """
    due = {pk for instant, pk in archive.ahead if instant <= at}
    rows = read_rows(changes.editions | due)
    values = archive.values
    if changes.vocabulary:
        vocabulary = read_vocabulary()
        values = {name: values.with_vocabulary(vocabulary[name]) for name, values in values.items()}
    step = _Step(archive.order, archive.everything, values, archive.words)
    step.take_out([row for row in rows if not row.is_live(at)])
    all_in = step.put_in([row for row in rows if row.is_live(at)])
    complete = all_in and not changes.too_many and archive.followed == archive.version
    touched = {row.pk for row in rows}
    ahead = [entry for entry in archive.ahead if entry[1] not in touched]
    ahead += [entry for row in rows for entry in instants(row.pk, (row.live_from, row.live_until), at)]
    following = Archive(
        version=changes.version if complete else archive.version,
        followed=changes.version,
        at=at,
        order=step.order,
        everything=step.everything,
        values=step.values,
        ahead=sorted(ahead),
        words=step.words,
    )
    if not changes.vocabulary and following.choices == archive.choices:  # a renamed term is equal to what it was
        following.choices = archive.choices  # by which others know the vocabulary that they have read
    return following, complete


class _Step:
    """The parts of an archive on their way to the next one; those of the old one stay as they are."""

    def __init__(self, order: Order, everything: BitMap, values: dict[str, Values], words: Words):
        self.order, self.everything, self.values, self.words = order, everything, values, words

    def take_out(self, rows: Iterable[Row]) -> None:
        """Leave the positions of `rows` vacant, as far as they are there."""
        gone = {position: row for row in rows if (position := self._position(row)) is not None}
        self._change(gone, {})

    def put_in(self, rows: Iterable[Row]) -> bool:
        """Add `rows`, which are in order; whether all could be added."""
        new = [row for row in rows if self._position(row) is None]
        if not new:
            return True
        self.order = self.order.copy()
        between = [row for row in new if not self._take_place(row)]
        gaps = [(position, list(group)) for position, group in groupby(between, lambda row: self.order.find(row.place))]
        complete = len(gaps) <= _MOST_GAPS
        if complete:
            self._make_room(gaps)
        else:
            late = {row.pk for row in between}
            new = [row for row in new if row.pk not in late]
        come = {self.order.find(row.place): row for row in new}
        self._change({}, come)
        self.words = self.words.following([], {position: row.pk for position, row in come.items()})
        return complete

    def _position(self, row: Row) -> int | None:
        position = self.order.find(row.place)
        here = position < len(self.order) and self.order.ids[position] == row.pk
        return position if here and position in self.everything else None

    def _take_place(self, row: Row) -> bool:
        """Put `row` at the end, or where another edition of its release has stood; whether that could be done."""
        position = self.order.find(row.place)
        if position == len(self.order):
            self.order.append(row.pk, row.place, row.odd_day)
        elif self.order.place(position) == row.place:
            self.order.replace(position, row.pk, row.odd_day)
        else:
            return False
        return True

    def _make_room(self, gaps: list[tuple[int, list[Row]]]) -> None:
        if not gaps:
            return
        for position, rows in reversed(gaps):
            self.order.insert(position, [(row.pk, row.place, row.odd_day) for row in rows])
        sizes = [(position, len(rows)) for position, rows in gaps]
        self.everything = shifted(self.everything, sizes)
        self.words = self.words.following(sizes, {})
        self.values = {name: values.with_gaps(sizes) for name, values in self.values.items()}

    def _change(self, gone: dict[int, Row], come: dict[int, Row]) -> None:
        if not gone and not come:
            return
        self.everything = (self.everything - BitMap(gone)) | BitMap(come)
        self.values = {
            facet.name: self.values[facet.name].changed(_by_value(facet.name, gone), _by_value(facet.name, come))
            for facet in FACETS
        }


def _by_value(name: str, rows: dict[int, Row]) -> dict[str, BitMap]:
    found: dict[str, BitMap] = defaultdict(BitMap)
    for position, row in rows.items():
        for value in row.values[name]:
            found[value].add(position)
    return found
