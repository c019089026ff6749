"""What becomes of the lines of a batch: decided in the order of the file, nothing is written yet."""

from collections.abc import Iterator
from dataclasses import dataclass

from .. import rich_text
from ..models import Edition, Release
from ..snapshot import Relations, compose, relations_of, same_content
from ..workflow import State
from .entry import read_entry
from .known import Known
from .lines import Line
from .reading import TERMS, Content, Reading, release_of
from .record import Record, read_record
from .rejects import Reject, Unusable
from .vocabulary import Vocabulary


@dataclass(slots=True, eq=False)
class New:
    """A line that becomes a release."""

    key: int  # of the release
    original: int | None  # key of what it translates
    content: Content


@dataclass(slots=True, eq=False)
class Changed:
    """A line that changes a release."""

    key: int  # of the release
    original: int | None
    content: Content
    record: Record
    release: Release  # as it shall be
    before: Release  # as it is
    latest: Edition  # of `before`

    @property
    def relations(self) -> Relations:
        """What the release will refer to, tags aside. Files and contacts stay: lines do not speak of them."""
        kept = relations_of(self.before)
        return Relations(
            **{name: getattr(self.record.terms, name) for name in ("sources", *TERMS)},
            contacts=kept.contacts,
            images=kept.images,
            attachments=kept.attachments,
        )


class Plan:
    """What one batch brings, and the rejects among its lines. `keys` are those of new releases, in order."""

    def __init__(self, known: Known, keys: Iterator[int], vocabulary: Vocabulary, repair: bool):
        self.new: list[New] = []
        self.changed: list[Changed] = []
        self.rejects: list[Reject] = []
        self._known = known
        self._keys = keys
        self._vocabulary = vocabulary
        self._repair = repair
        self._groups = dict(known.groups)
        self._owners: dict[str, int | str] = dict(known.owners)

    @property
    def items(self) -> list[New | Changed]:
        return [*self.new, *self.changed]

    def add(self, line: Line, reading: Reading) -> None:
        """Take the line in, or reject it with the reason."""
        try:
            self._add(line, reading)
        except Unusable as reason:
            self.rejects.append(Reject(line, str(reason)))

    def _add(self, line: Line, reading: Reading) -> None:
        content = reading.content
        if isinstance(content, str):
            raise Unusable(content)
        before = self._known.releases.get(reading.legacy_id)
        latest = _untouched(before, self._known.latest.get(before.pk)) if before else None
        original = self._original(content, before)
        self._claim(reading.legacy_id, content, before)
        key = before.pk if before else next(self._keys)
        self._groups[reading.legacy_id] = original or key
        if before and latest:
            entry = read_entry(line, self._repair)
            record = read_record(entry, self._vocabulary)
            release = release_of(entry, record)
            release.desk = before.desk  # moved by hand, it stays where it was moved to
            self.changed.append(Changed(key, original, content, record, release, before, latest))
        else:
            self.new.append(New(key, original, content))

    def _original(self, content: Content, before: Release | None) -> int | None:
        """The key of what the line translates: always the original, never another translation."""
        wanted = content.translation_of
        if not wanted:
            return None
        original = self._groups.get(wanted)
        if original is None:
            raise Unusable(f"translation_of: there is no release {wanted[:100]}, here or on an earlier line.")
        if before and original == before.pk:
            raise Unusable(f"translation_of: {wanted} is this release itself or a translation of it.")
        if before and before.pk in self._known.translated:
            raise Unusable("translation_of: there are translations of this release; it cannot be one itself.")
        self._known.translated.add(original)
        return original

    def _claim(self, legacy_id: str, content: Content, before: Release | None) -> None:
        """Note where the release stood. Raises Unusable where another one did."""
        mine = {legacy_id, before.pk if before else None}
        for path in content.paths:
            if path in self._owners and self._owners[path] not in mine:
                raise Unusable(f"legacy_url: {path} is the former address of another release.")
        self._owners.update((path, self._owners.get(path, legacy_id)) for path in content.paths)


def _untouched(release: Release, latest: Edition | None) -> Edition:
    """`latest`, unless an import would overwrite what was done in this house since the last one."""
    if release.state == State.WITHDRAWN:
        raise Unusable("The release has been withdrawn here since; the line was not imported.")
    if release.state != State.PUBLISHED or latest is None:
        raise Unusable("The release is being worked on here; the line was not imported.")
    if latest.published_by_id:
        raise Unusable("The release has been published anew here since; the line was not imported.")
    if not same_content(_as_it_is(release), latest):
        raise Unusable("The text of the release has been edited here since; the line was not imported.")
    return latest


def _as_it_is(release: Release) -> Edition:
    # As it was cleaned then: the rules of cleaning may have changed since, which is no edit.
    body = rich_text.Body(release.body, "", rich_text.image_ids(release.body))
    return compose(release, relations_of(release), body)
