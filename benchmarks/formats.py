"""A made-up release as a line of our import format, and as one that the peer's loader reads."""

import json
import re
from typing import Any

from .releases import Made, Writer
from .vocabulary import Named

#: The peer knows five types; the two that it lacks go as their nearest kin.
PEER_TYPES = {"media-advisory": "press release", "weekly-report": "daily report"}
PEER_NAME = 160  # characters that the peer has for the name of a term


def our_line(release: Made) -> str:
    record: dict[str, Any] = {
        "legacy_id": str(release.number + 1),
        "legacy_url": f"https://news.example.org/archive/{release.number + 1}",
        "kind": release.kind,
        "language": release.language,
        "title": release.title,
        "place": release.place,
        "published_at": release.published_at.isoformat(),
        "summary": release.summary,
        "body_html": release.body,
        "structures": [term.name for term in release.structures],
        "countries": [term.name for term in release.countries],
        "fields_of_work": [term.slug for term in release.fields],
        "tags": release.tags,
        "translation_of": None if release.original is None else str(release.original + 1),
    }
    record |= {key: [term.slug for term in terms] for key, terms in release.others.items()}
    return json.dumps(record, ensure_ascii=False)


def peer_line(release: Made) -> str:
    record = {
        "id": release.number + 1,
        "slug": _slug(release),
        "title": release.title,
        "summary": release.summary,
        "body": release.body,
        "date": release.published_at.date().isoformat(),
        "place": release.place.upper(),
        "language": release.language,
        "type": PEER_TYPES.get(release.kind, release.kind.replace("-", " ")),
        "countries": _peer_names(release.countries),
        "structures": _peer_names(release.structures),
        "fields": _peer_names(release.fields),
        "tags": release.tags,
    }
    return json.dumps(record, ensure_ascii=False)


def peer_terms(writer: Writer) -> dict[str, Any]:
    """The vocabulary in the shape of the peer's terms file."""

    def listed(model: str) -> list[dict[str, str]]:
        return [{"name": term.name[:PEER_NAME], "slug": term.slug} for term in writer.terms[model].values]

    groups = [{"group": term.status or "participating"} for term in writer.terms["country"].values]
    return {
        "countries": [term | group for term, group in zip(listed("country"), groups, strict=True)],
        "structures": listed("structure"),
        "fields": listed("fieldofwork"),
        "tags": [{"name": tag, "slug": tag.replace(" ", "-")} for tag in writer.tags.values],
    }


def _peer_names(terms: list[Named]) -> list[str]:
    return [term.name[:PEER_NAME] for term in terms]


def _slug(release: Made) -> str:
    letters = re.sub(r"[^a-z0-9]+", "-", release.title.lower()).strip("-")
    return f"{letters[:60].strip('-') or 'release'}-{release.number + 1}"
