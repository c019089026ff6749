"""What the database knows already of the releases in a batch, in the same number of queries for any batch."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from ..models import Edition, Release
from ..snapshot import RELATIONS
from .reading import Content

# Arrays, since a list of some thousand parameters takes longer to write out than to look up.
_DIGESTS = "SELECT legacy_id, import_digest FROM newsroom_release WHERE legacy_id = ANY(%s)"
_GROUPS = "SELECT legacy_id, coalesce(translation_of_id, id) FROM newsroom_release WHERE legacy_id = ANY(%s)"
_OWNERS = "SELECT path, release_id FROM newsroom_legacyaddress WHERE path = ANY(%s)"
_KEYS = "SELECT nextval(pg_get_serial_sequence('newsroom_release', 'id')) FROM generate_series(1, %s)"


def digests(legacy_ids: Iterable[str]) -> dict[str, str]:
    """By the legacy_ids of releases that are there, the digests of the lines that they were imported from last."""
    return dict(_rows(_DIGESTS, list(legacy_ids)))


def new_keys(count: int) -> list[int]:
    """Keys for so many releases that are to be inserted."""
    return sorted(key for (key,) in _rows(_KEYS, count)) if count else []


def _rows(query: str, parameter: list[str] | int) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query, [parameter])
        return cursor.fetchall()


@dataclass(frozen=True, slots=True)
class Known:
    """The rows that the lines of a batch meet."""

    releases: dict[str, Release]  # legacy_id → release, locked, with its relations
    latest: dict[int, Edition]  # key of a release → its last edition
    translated: set[int | None]  # keys of releases of which there are translations
    groups: dict[str, int]  # legacy_id → key of the original that a translation of it belongs to
    owners: dict[str, int]  # legacy path → key of the release that stood there

    @classmethod
    def read(cls, changed: list[str], contents: list[Content]) -> "Known":
        """Read what concerns `contents`, and lock the releases with the legacy_ids `changed`.

        To be called inside a transaction.
        """
        found = Release.objects.filter(legacy_id__in=changed).select_for_update(of=("self",)).order_by("pk")
        releases = {str(release.legacy_id): release for release in found.prefetch_related(*RELATIONS)}
        keys = [release.pk for release in releases.values()]
        latest = Edition.objects.filter(release__in=keys).order_by("release_id", "-number")
        originals = {content.translation_of for content in contents if content.translation_of}
        paths = {path for content in contents for path in content.paths}
        return cls(
            releases=releases,
            latest={edition.release_id: edition for edition in latest.distinct("release_id").defer("search")},
            translated=set(Release.objects.filter(translation_of__in=keys).values_list("translation_of_id", flat=True)),
            groups=dict(_rows(_GROUPS, list(originals))) if originals else {},
            owners=dict(_rows(_OWNERS, list(paths))) if paths else {},
        )
