"""The design as it is: every token and every component, for those who build the site. With DEBUG only.

A component is shown as templates/styleguide/<its name>.html includes it. For data, samples have what `_samples`
makes of the newest releases at hand, and may make their own with {% with %}.
"""

import re
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils import timezone

from newsroom.archive import Archive, archive_for
from newsroom.cards import cards
from newsroom.edition_addresses import addresses_of
from newsroom.models import Edition
from newsroom.presentation import chips, groups
from newsroom.selection import Selection
from newsroom.verification import verify_digest
from newsroom.versions import versions_of

_TOKEN = re.compile(r"(--[\w-]+): ([^;]+);")
_CONTRACT = re.compile(r"\{#(.+?)#\}", re.DOTALL)
#: What the name of a token says of its kind.
_KINDS = (("--step", "size"), ("--space", "space"), ("--sans", "face"), ("--serif", "face"), ("--mono", "face"))


class Token(NamedTuple):
    name: str
    value: str  # in the light theme
    kind: str  # "colour", "size", "space", "face" or "measure"


class Component(NamedTuple):
    name: str
    contract: str
    sample: str  # the template that shows it; "" where nobody has made one


def styleguide(request: HttpRequest) -> HttpResponse:
    """The style guide. 404 unless DEBUG is on: it is a tool, and no page of the site."""
    if not settings.DEBUG:
        raise Http404
    context = {
        "tokens": tokens(),
        "components": components(),
        "style_sheets": [static(f"css/components/{file.name}") for file in _style_sheets()],
        **_samples(archive_for(request)),
    }
    return render(request, "styleguide/index.html", context)


def tokens() -> list[Token]:
    """The tokens in the order of static/css/tokens.css, with their values in the light theme."""
    light = (settings.BASE_DIR / "static" / "css" / "tokens.css").read_text().partition("@media")[0]
    return [Token(name, value, _kind(name, value)) for name, value in _TOKEN.findall(light)]


def _kind(name: str, value: str) -> str:
    named = next((kind for start, kind in _KINDS if name.startswith(start)), "")
    return named or ("colour" if value.startswith("#") else "measure")


def components() -> list[Component]:
    """All components by name, each with the contract that its first comment states."""
    folder: Path = settings.BASE_DIR / "templates"
    return [
        Component(file.stem, _contract(file), _sample(folder, file.stem))
        for file in sorted((folder / "components").glob("*.html"))
    ]


def _contract(file: Path) -> str:
    found = _CONTRACT.search(file.read_text())
    return found[1].strip() if found else ""


def _sample(folder: Path, name: str) -> str:
    return f"styleguide/{name}.html" if (folder / "styleguide" / f"{name}.html").is_file() else ""


def _style_sheets() -> list[Path]:
    return sorted((settings.BASE_DIR / "static" / "css" / "components").glob("*.css"))


def _samples(archive: Archive) -> dict[str, Any]:
    """Real data, as views give it to templates: what is made up would not notice when a component changes."""
    country = next((value for value, size in archive.totals("country").items() if size), "")
    selection = Selection.of(country=country) if country else Selection()
    result = archive.select(selection, 1, 3)
    now = timezone.now()
    pictured = Edition.objects.live().for_page().exclude(images=[])
    edition = pictured.first() or Edition.objects.live().for_page().first()
    pages = Paginator(range(240), 20).page(4)
    return {
        "selection": selection,
        "chips": chips(selection, archive),
        "facet_groups": groups(selection, result, archive),
        "years": result.years,
        "cards": cards(result.edition_ids, archive, "h3"),
        "edition": edition,
        "addresses": addresses_of(edition) if edition else None,
        "versions": versions_of(edition.release_id, archive)[:2] if edition else [],
        "verdict": verify_digest(edition.sha256) if edition else None,
        "withdrawal": {"at": now, "reason": "The date of the meeting was wrong."},
        "notes": [
            {"change": "correction", "live_from": now, "change_note": "Corrects the name of the town."},
            {"change": "update", "live_from": now, "change_note": "Adds the hour of the briefing."},
        ],
        "pages": pages,
        "list_address": "/news/?",
        "page_numbers": list(pages.paginator.get_elided_page_range(pages.number, on_each_side=2, on_ends=1)),
        "some_terms": list(archive.choices["field"].values())[:3],
        "crumbs": [("Structures and institutions", "/structures/"), ("Field operations", "/structures/")],
    }
