"""What the page of a release is made of: the edition, what leads on from it, and what is known of its time."""

import datetime as dt
import functools
import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .announcements import announcement_of
from .archive import Archive, Around, Related
from .body_layout import laid_out
from .citation import Citation
from .edition_addresses import addresses_of
from .following import to_follow
from .models import Edition
from .models.prepared import Prepared
from .pictures import address, with_pictures
from .presentation import chips
from .press_contacts import press_contacts
from .public_record import changes_of
from .release_facts import Facts, facts_of
from .search import TooSlow
from .selection import Malformed, Selection

#: Rows of a page of the list, which a release leads back to.
LIST_PAGE = 20
#: Titles of more characters are set smaller.
LONG_TITLE = 140
REASONS: dict[str, str | Promise] = {
    "country_field": _("Same country and field of work"),
    "source_field": _("Same source and field of work"),
    "field": _("Same field of work"),
    "country": _("Same country"),
}
#: Pixels across of a picture that stands for a release elsewhere.
SHARED = 1_200
#: What most pages do not have. Templates look for what no context says in all of them, which is dear.
_ABSENT: dict[str, Any] = dict.fromkeys(["preview", "picture", "superseded_by", "retraction", "robots"])
_BESIDE = 6  # four that are related, and the neighbours
_SOME_DAY = dt.datetime(1907, 1, 2, 3, 4, 5, 6, tzinfo=dt.UTC)
_SOME_KEYS = {f"beside{number}": -7_000_000_001 - number for number in range(_BESIDE)}

_live = Prepared(
    lambda release, at: Edition.objects.live(at).filter(release_id=release).order_by().defer("search", "body_text"),
    release=-7_000_000_000,
    at=_SOME_DAY,
)
_links = Prepared(
    lambda group, at, **keys: (
        Edition.objects.live(at)
        .filter(Q(translation_group=group) | Q(pk__in=keys.values()))
        .order_by("release_id")
        .only("release_id", "translation_group", "kind", "language", "title", "slug", "date")
    ),
    group=-7_000_000_000,
    at=_SOME_DAY,
    **_SOME_KEYS,
)


class Link(NamedTuple):
    """A way to the page of another release."""

    edition: Edition
    reason: str | Promise  # why readers may want it

    @property
    def kind_and_date(self) -> str:
        return f"{self.edition.kind_label}, {_written(self.edition.date)}"


class CameFrom(NamedTuple):
    """The selection in which a reader goes from release to release."""

    selection: Selection
    name: str  # what was chosen, as one line
    around: Around

    @property
    def list_query(self) -> str:
        """The query string of that page of the list on which the release stands; of the first one, by relevance."""
        page = 1 if self.selection.sort else (self.around.number - 1) // LIST_PAGE + 1
        return self.selection.query_string + (f"&page={page}" if page > 1 else "")


def live_edition(release_id: int, at: dt.datetime) -> Edition | None:
    """The edition of a release that is live at that instant. One query."""
    return next(iter(_live(release=release_id, at=at)), None)


def came_from(query: QueryDict, edition: Edition, archive: Archive) -> CameFrom | None:
    """The selection that the address names, if it is one and has `edition`; whatever else it says is no matter."""
    if not query:
        return None
    try:
        selection = Selection.parse(query)
        if not selection or archive.unknown(selection):
            return None
        around = archive.around(edition, selection)
    except (Malformed, TooSlow):
        return None
    name = ", ".join(str(chip.label) for chip in chips(selection, archive))
    return CameFrom(selection, name, around) if around else None


def release_context(edition: Edition, archive: Archive, within: CameFrom | None = None) -> dict[str, Any]:
    """What the template of a release needs; the preview renders the same template from the same context.

    One query, one for the changes of a further edition, one where languages were promised, one for the event of a media
    advisory, and for contacts that end.
    """
    now = timezone.now()
    facts = facts_of(archive)
    changes = changes_of([edition])[edition.release_id]
    related = archive.related(edition)
    around = within.around if within else archive.around(edition, Selection())
    beside = _read_beside(edition, now, [kin.edition_id for kin in related], around)
    return {
        **_ABSENT,
        "edition": edition,
        "changes": changes,
        "kind": facts.kind(edition),
        "body": laid_out(with_pictures(edition), edition.dateline_html),
        "has_long_title": len(edition.title) > LONG_TITLE,
        "facts": facts.lines(edition),
        "sources": facts.sources(edition),
        "history": facts.notes(edition, timezone.localdate(now)),
        "date": _written(edition.date),
        "translations": [
            other
            for other in beside.values()
            if other.translation_group == edition.translation_group and other.release_id != edition.release_id
        ],
        "to_follow": to_follow(edition),
        "related": _related(edition, related, beside),
        "within": within,
        "newer": beside.get(around.newer) if around else None,
        "older": beside.get(around.older) if around else None,
        "contacts": press_contacts(edition, now),
        "announcement": announcement_of(edition, now),
    }


def _read_beside(
    edition: Edition, at: dt.datetime, related: Sequence[int], around: Around | None
) -> dict[int | None, Edition]:
    """Key → edition for its translations and for what its page leads to."""
    keys = [*related, *([around.newer, around.older] if around else [])]
    named = dict(zip(_SOME_KEYS, [*(key or 0 for key in keys), *[0] * _BESIDE], strict=False))
    return {other.pk: other for other in _links(group=edition.translation_group, at=at, **named)}


def _related(edition: Edition, related: list[Related], beside: dict[int | None, Edition]) -> list[Link]:
    """Those that are live still; of a preview, not the edition that it is to replace."""
    found = [(beside.get(kin.edition_id), kin.reason) for kin in related]
    return [Link(other, REASONS[why]) for other, why in found if other and other.release_id != edition.release_id]


def _written(day: dt.date) -> str:
    return _written_in(get_language() or "", day)


@functools.lru_cache(maxsize=4096)
def _written_in(language: str, day: dt.date) -> str:
    """A page names six days, and to write one takes longer than to find what it stands beside."""
    return date_format(day)


def citation_of(edition: Edition, base: str, facts: Facts) -> Citation:
    """How to cite `edition` in the active language; `base` is where the site stands: "https://…"."""
    address, language = base + addresses_of(edition).page, get_language() or settings.LANGUAGE_CODE
    return Citation(edition, facts.sources(edition), settings.ORGANISATION_NAME, address, language)


def picture_of(edition: Edition, base: str) -> str:
    """The address of the picture that stands for `edition` where it is linked to; empty where it has none."""
    return base + address(edition.images[0], SHARED) if edition.images else ""


def structured_data(
    edition: Edition, modified_at: dt.datetime, sources: list[str], base: str, picture: str
) -> SafeString:
    """The edition as a NewsArticle of schema.org, in JSON-LD, fit to stand in a script element.

    Such an element is data: browsers run nothing of it, and a Content-Security-Policy has no say in it (HTML, 4.12.1).
    """
    publisher = {"@type": "Organization", "name": settings.ORGANISATION_NAME}
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": edition.title,
        "inLanguage": edition.language,
        "datePublished": edition.published_at.isoformat(),
        "dateModified": modified_at.isoformat(),
        "mainEntityOfPage": base + edition.get_absolute_url(),
        "author": [{"@type": "Organization", "name": name} for name in sources] or publisher,
        "publisher": publisher,
        "version": edition.number,
    }
    if edition.summary:
        data["description"] = edition.summary
    if picture:
        data["image"] = picture
    written = json.dumps(data, ensure_ascii=False)
    for character in "<>&\u2028\u2029":
        written = written.replace(character, f"\\u{ord(character):04x}")
    return mark_safe(written)  # noqa: S308 - JSON without anything that HTML could read
