"""What the database knows already of the releases in a batch, in the same number of queries for any batch."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..models import Edition, LegacyAddress, Release
from ..snapshot import RELATIONS
from .entry import Entry
from .record import Record


def unchanged(entries: Iterable[Entry]) -> set[str]:
    """The legacy_ids of those `entries` that say what they said when they were imported last."""
    digests = {entry.legacy_id: entry.digest for entry in entries}
    rows = Release.objects.filter(legacy_id__in=digests).values_list("legacy_id", "import_digest")
    return {str(legacy_id) for legacy_id, digest in rows if digest == digests[str(legacy_id)]}


@dataclass(frozen=True, slots=True)
class Known:
    """The rows that the lines of a batch meet."""

    releases: dict[str, Release]  # legacy_id → release, locked, with its relations
    latest: dict[int, Edition]  # key of a release → its last edition
    translated: set[int | None]  # keys of releases of which there are translations
    groups: dict[str, int]  # legacy_id → key of the original that a translation of it belongs to
    owners: dict[str, int]  # legacy path → key of the release that stood there

    @classmethod
    def read(cls, records: dict[str, Record]) -> "Known":
        """Read and lock what concerns `records`, by legacy_id. To be called inside a transaction."""
        found = Release.objects.filter(legacy_id__in=records).select_for_update(of=("self",)).order_by("pk")
        releases = {str(release.legacy_id): release for release in found.prefetch_related(*RELATIONS)}
        keys = [release.pk for release in releases.values()]
        latest = Edition.objects.filter(release__in=keys).order_by("release_id", "-number")
        originals = {record.translation_of for record in records.values() if record.translation_of}
        paths = {path for record in records.values() for path in record.paths}
        return cls(
            releases=releases,
            latest={edition.release_id: edition for edition in latest.distinct("release_id").defer("search")},
            translated=set(Release.objects.filter(translation_of__in=keys).values_list("translation_of_id", flat=True)),
            groups={
                str(legacy_id): original or key
                for legacy_id, key, original in Release.objects.filter(legacy_id__in=originals).values_list(
                    "legacy_id", "pk", "translation_of_id"
                )
            },
            owners=dict(LegacyAddress.objects.filter(path__in=paths).values_list("path", "release_id")),
        )
