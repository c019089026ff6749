"""From a saved release to what checks look at: so many queries for any release in any archive."""

import datetime as dt
import re
from html import unescape

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models.functions import Left
from django.utils import timezone

from taxonomy.models import Country

from .. import rich_text
from ..media.office import told_of
from ..models import Attachment, Edition, Image, Release
from ..plain_text import PICTURE
from ..workflow import State
from .draft import AttachedFile, CountryFacts, Draft, Neighbour, Person, Picture
from .links import dead_links

#: Near-duplicates are looked for among what is so young, and of that among the newest so many.
RECENT, MOST_RECENT = dt.timedelta(days=90), 1_000
#: So much of a text is read for that: its opening, and the tags in it.
_OPENING = 800
_IMAGE = re.compile(r"<img((?:\s+[a-z-]+=\"[^\"]*\")*)\s*>")
_ATTRIBUTE = re.compile(r"([a-z-]+)=\"([^\"]*)\"")
_TAG = re.compile(r"<[^>]*>?")


def read_draft(release: Release, at: dt.datetime | None = None, *, for_warnings: bool = True) -> Draft:
    """Read the saved `release` as it would be published at that instant (None: at once).

    Countries, files, contacts and other releases are read only `for_warnings`.
    """
    now = timezone.now()
    begins = at or now
    not_kept: tuple[str, ...] = ()
    try:
        body = rich_text.clean(release.body)
    except ValidationError as error:
        body, not_kept = "", tuple(error.messages)
    sources = list(release.sources.select_related("structure"))
    draft = Draft(
        language=release.language,
        title=release.title,
        summary=release.summary,
        body=body,
        place=release.place,
        date=release.date,
        today=timezone.localdate(begins, release.desk.zone),
        scheduled=at is not None,
        first=not release.editions.begun(min(begins, now)).exists(),
        sources=len(sources),
        pictures=(*_pictures_beside(release), *_pictures_in(body)),
        dead_links=tuple(dead_links(body, release, begins)),
        not_kept=not_kept,
    )
    if not for_warnings:
        return draft
    return draft.but(
        files=tuple(map(_attached, release.attachments.order_by("releaseattachment"))),
        contacts=tuple(Person(contact.name, contact.valid_until) for contact in release.contacts.all()),
        countries=_countries(release, {source.structure.country_id for source in sources if source.structure},
                             {source.partner_group_id for source in sources}),
        neighbours=tuple(_neighbours(release, now)),
    )  # fmt: skip


def _pictures_beside(release: Release) -> list[Picture]:
    rows = release.releaseimage_set.select_related("image")
    return [Picture(row.image.title, _is_described(row.image, row.image.alt_text)) for row in rows]


def _pictures_in(body: str) -> list[Picture]:
    """Those in the text. Each tag has its own words for what it shows."""
    shown = [dict(_ATTRIBUTE.findall(attributes)) for attributes in _IMAGE.findall(body)]
    keyed = [(int(match[1]), tag.get("alt", "")) for tag in shown if (match := PICTURE.fullmatch(tag.get("src", "")))]
    if not keyed:
        return []
    images = Image.objects.in_bulk({key for key, _alt in keyed})
    return [
        Picture(images[key].title, _is_described(images[key], unescape(alt)), in_text=True)
        if key in images
        else Picture(str(key), described=True, in_text=True, exists=False)
        for key, alt in keyed
    ]


def _attached(attachment: Attachment) -> AttachedFile:
    told = told_of(attachment)
    return AttachedFile(attachment.title, None if told is None else tuple(told))


def _is_described(image: Image, words: str) -> bool:
    return image.decorative or bool(words.strip())


def _countries(release: Release, in_reach: set[int | None], groups: set[int | None]) -> tuple[CountryFacts, ...]:
    """All countries, as texts in the language of `release` may speak of them."""
    tagged = set(release.countries.values_list("pk", flat=True))
    known = release.language in dict(settings.LANGUAGES)
    return tuple(
        CountryFacts(
            label=country.name,
            names=(getattr(country, f"name_{release.language}") or country.name_en, *country.also_known_as)
            if known
            else (),
            tagged=country.pk in tagged,
            hints=(country.capital,) if country.capital else (),
            implied=country.pk in in_reach or (country.partner_group_id in groups - {None}),
        )
        for country in Country.objects.all()
    )


def _neighbours(release: Release, now: dt.datetime) -> list[Neighbour]:
    """The newest releases beside this one in its language: what readers see or soon will, and what is being written.

    Either by an index, and never more than MOST_RECENT: an archive that was imported yesterday is young as a whole.
    What is confidential stays with its desk.
    """
    since = now - RECENT
    mine = Edition.objects.filter(live_until=None, language=release.language).exclude(release=release.pk)
    editions = mine.order_by("-live_from").values_list("release_id", "title", Left("body_text", _OPENING))
    public = editions.filter(live_from__gte=since, live_from__lte=now)
    ahead = editions.filter(live_from__gt=now, release__confidential=False)
    working = (
        Release.objects.filter(
            updated_at__gte=since,
            state__in=[State.DRAFT, State.REVIEW, State.READY],
            language=release.language,
            confidential=False,
        )
        .exclude(pk=release.pk)
        .order_by("-updated_at")
        .values_list("pk", "title", Left("body", _OPENING))
    )
    found = {key: Neighbour(key, title, _words(html)) for key, title, html in working[:MOST_RECENT]}
    for rows in (ahead[:MOST_RECENT], public[:MOST_RECENT]):
        found |= {key: Neighbour(key, title, text.partition("\n")[0]) for key, title, text in rows}
    return list(found.values())


def _words(html: str) -> str:
    """The words of the first paragraph of the beginning of a body, well enough to be compared."""
    return " ".join(unescape(_TAG.sub(" ", html.partition("</p>")[0])).split())
