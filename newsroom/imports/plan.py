"""What becomes of the lines of a batch: decided in the order of the file, nothing is written yet."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils import timezone

from .. import rich_text
from ..models import Edition, Release
from ..snapshot import Relations, compose, relations_of, same_content
from ..workflow import State
from .entry import Entry
from .known import Known
from .record import Record
from .rejects import Reject, Unusable


@dataclass(slots=True, eq=False)
class Item:
    """A line that will be imported."""

    entry: Entry
    record: Record
    release: Release  # as it shall be; has its key once stored
    before: Release | None  # as it is, where there is one
    latest: Edition | None  # of `before`
    original: Release | None  # what it is a translation of; has its key once stored

    @property
    def relations(self) -> Relations:
        """What the release will refer to, tags aside. Files and contacts stay: lines do not speak of them."""
        terms = self.record.terms
        kept = relations_of(self.before) if self.before else Relations()
        return Relations(
            sources=terms.sources,
            countries=terms.countries,
            fields_of_work=terms.fields_of_work,
            meetings=terms.meetings,
            projects=terms.projects,
            contacts=kept.contacts,
            images=kept.images,
            attachments=kept.attachments,
        )


class Plan:
    """The items of one batch and the rejects among its lines."""

    def __init__(self, known: Known):
        self.items: dict[str, Item] = {}
        self.rejects: list[Reject] = []
        self._known = known
        self._owners: dict[str, int | str] = dict(known.owners)

    def add(self, entry: Entry, record: Record) -> None:
        """Take the line in, or reject it with the reason."""
        before = self._known.releases.get(entry.legacy_id)
        latest = self._known.latest.get(before.pk) if before else None
        try:
            if before:
                _refuse_work_done_here(before, latest)
            original = self._original(entry, record, before)
            self._claim(entry, record, before)
        except Unusable as reason:
            self.rejects.append(Reject(entry.line, str(reason)))
        else:
            release = _release(entry, record)
            self.items[entry.legacy_id] = Item(entry, record, release, before, latest, original)

    def _original(self, entry: Entry, record: Record, before: Release | None) -> Release | None:
        """The release that this one translates: always the original, never another translation."""
        wanted = record.translation_of
        if not wanted:
            return None
        if item := self.items.get(wanted):
            original = item.original or item.release
        elif key := self._known.groups.get(wanted):
            original = Release(pk=key)
        else:
            raise Unusable(f"translation_of: there is no release {wanted[:100]}, here or on an earlier line.")
        if before and original.pk == before.pk:
            raise Unusable(f"translation_of: {wanted} is this release itself or a translation of it.")
        if before and before.pk in self._known.translated:
            raise Unusable("translation_of: there are translations of this release; it cannot be one itself.")
        self._known.translated.add(original.pk)
        return original

    def _claim(self, entry: Entry, record: Record, before: Release | None) -> None:
        """Note where the release stood. Raises Unusable where another one did."""
        mine = {entry.legacy_id, before.pk if before else None}
        for path in record.paths:
            if path in self._owners and self._owners[path] not in mine:
                raise Unusable(f"legacy_url: {path} is the former address of another release.")
        self._owners.update((path, self._owners.get(path, entry.legacy_id)) for path in record.paths)


def _refuse_work_done_here(release: Release, latest: Edition | None) -> None:
    """Raise Unusable where an import would overwrite what was done in this house since the last one."""
    if release.state == State.WITHDRAWN:
        raise Unusable("The release has been withdrawn here since; the line was not imported.")
    if release.state != State.PUBLISHED or latest is None:
        raise Unusable("The release is being worked on here; the line was not imported.")
    if latest.published_by_id:
        raise Unusable("The release has been published anew here since; the line was not imported.")
    if not same_content(_as_it_is(release), latest):
        raise Unusable("The text of the release has been edited here since; the line was not imported.")


def _as_it_is(release: Release) -> Edition:
    try:
        body = rich_text.read(release.body)
    except ValidationError:  # certainly not the text that was imported
        body = rich_text.Body(release.body, "", [])
    return compose(release, relations_of(release), body)


def _release(entry: Entry, record: Record) -> Release:
    return Release(
        legacy_id=entry.legacy_id,
        import_digest=entry.digest,
        kind=record.kind,
        language=record.language,
        title=record.title,
        summary=record.summary,
        body=record.body.html,
        place=record.place,
        date=timezone.localdate(record.published_at, timezone.get_default_timezone()),
        state=State.PUBLISHED,
        published_at=record.published_at,
    )
