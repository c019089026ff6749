"""What a browser posts from the form of a release."""

from typing import Any

from django.urls import reverse

from accounts.models import central_desk
from newsroom.models import Release
from tests.factories import StructureFactory

ADD = "/admin/newsroom/release/add/"


def change_url(release: Release) -> str:
    return reverse("admin:newsroom_release_change", args=[release.pk])


def form_data(release: Release | None = None, sources: list | None = None, **fields: Any) -> dict[str, Any]:
    """A form that can be saved and published. `sources`: structures to add (default: the Secretariat)."""
    old = list(release.sources.all()) if release else []
    sources = [StructureFactory(slug="secretariat")] if sources is None and not old else sources or []
    data: dict[str, Any] = {
        "seen": Release.objects.get(pk=release.pk).updated_at.isoformat() if release else "",
        "kind": "press-release",
        "language": "en",
        "title": "A title",
        "summary": "A summary.",
        "place": "Vienna",
        "date": "2021-05-10",
        "body": "<p>Some words.</p>",
        "desk": release.desk_id if release else central_desk(),
        "step-reason": "Nobody else is on duty.",
        "sources-TOTAL_FORMS": len(old) + len(sources),
        "sources-INITIAL_FORMS": len(old),
    }
    for prefix in ("releaseimage_set", "releaseattachment_set"):
        data |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    for row, source in enumerate(old):
        data |= {
            f"sources-{row}-id": source.pk,
            f"sources-{row}-release": release.pk,
            f"sources-{row}-structure": source.structure_id or "",
            f"sources-{row}-position": source.position,
            f"sources-{row}-partner_group": source.partner_group_id or "",
        }
    for row, structure in enumerate(sources, len(old)):
        data |= {f"sources-{row}-structure": structure.pk, f"sources-{row}-position": row}
    return data | fields
