"""The registry of public addresses: for every URL pattern, where on it an unpublished release could show.

A pattern that is not here fails a test. To add one: a line in ADDRESSES, its name → a function that yields addresses.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from ..archive import Archive, current_archive
from ..facets import FACETS
from ..former_addresses import address_of
from ..map import current_sheets, picture_address
from ..models import Attachment, Edition, Image, LegacyAddress, Page, Release
from ..sitemaps import SITEMAPS
from .words import words_of

#: Words of a title or a sentence that a search is made of: a search takes 300 characters.
_MOST_WORDS = 12


@dataclass(frozen=True)
class Subject:
    """What is asked about: a release, its hidden texts (the working text first), and what belongs to them."""

    release: Release
    hidden: list[Edition]
    images: list[Image]
    attachments: list[Attachment]
    archive: Archive

    @property
    def text(self) -> Edition:
        return self.hidden[0]


def subject_of(release: Release, hidden: list[Edition]) -> Subject:
    """Read what belongs to the hidden texts of `release`."""
    images = {key for text in hidden for key in text.image_ids}
    attachments = {key for text in hidden for key in text.attachment_ids}
    return Subject(
        release,
        hidden,
        list(Image.objects.filter(pk__in=images)),
        list(Attachment.objects.filter(pk__in=attachments)),
        current_archive(),
    )


def public_names(patterns: Iterable[Any] | None = None) -> set[str]:
    """The names of all URL patterns that are not the admin's; what has no name goes by its route."""
    found = set()
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLPattern):
            found.add(pattern.name or str(pattern.pattern))
        elif isinstance(pattern, URLResolver) and pattern.namespace != "admin":
            found |= public_names(pattern.url_patterns)
    return found


def plain(name: str) -> Callable[[Subject], list[str]]:
    """Of an address that stands by itself."""
    return lambda subject: [reverse(name)]


def _values(subject: Subject) -> Iterator[tuple[str, str]]:
    """Facet and value for all that the working text names, and for what stands above it in the vocabulary."""
    for facet in FACETS:
        field = getattr(subject.text, facet.field)
        for value in field if facet.is_list else [field]:
            choices, at = subject.archive.choices[facet.name], value
            yield facet.name, at
            while at in choices and (above := choices[at].parent):
                yield facet.name, above
                at = above


def _searches(subject: Subject) -> Iterator[str]:
    """Words that find a text, in an order in which it does not have them: what a page repeats is then no leak."""
    for text in subject.hidden:
        sentence = " ".join(text.body_text.split()[:_MOST_WORDS])
        for words in (words_of(text.title), words_of(text.summary), words_of(sentence)):
            yield " ".join(reversed(words[:_MOST_WORDS]))[:300]


def selections(name: str) -> Callable[[Subject], Iterator[str]]:
    """The list or a feed: whole, and narrowed by everything that a release says of itself."""

    def addresses(subject: Subject) -> Iterator[str]:
        address = reverse(name)
        day = subject.text.date.isoformat()
        yield address
        for pair in _values(subject):
            yield f"{address}?{urlencode([pair])}"
        yield f"{address}?{urlencode({'from': day, 'to': day})}"
        for words in filter(None, _searches(subject)):
            yield f"{address}?{urlencode({'q': words})}"
            yield f"{address}?{urlencode({'q': words, 'sort': 'relevance'})}"

    return addresses


def release_pages(subject: Subject) -> Iterator[str]:
    """Its page without and with its slugs, and the pages that could name it: translations and related ones."""
    key = subject.release.pk
    yield reverse("release", args=[key])
    for text in subject.hidden:
        yield reverse("release", args=[key, text.slug])
    near = [kin.edition_id for kin in subject.archive.related(subject.text)]
    group = {text.translation_group for text in subject.hidden}
    live = Edition.objects.live().for_lists().exclude(release=key)
    for other in [*live.filter(pk__in=near), *live.filter(translation_group__in=group)]:
        yield other.get_absolute_url()


def of_editions(name: str, *more: str) -> Callable[[Subject], Iterator[str]]:
    """The pages and files of every edition, those that are yet to come too."""

    def addresses(subject: Subject) -> Iterator[str]:
        for number in range(1, max(text.number for text in subject.hidden) + 2):
            yield reverse(name, args=[subject.release.pk, number, *more])

    return addresses


def term_page(name: str) -> Callable[[Subject], Iterator[str]]:
    """The pages of the terms of one kind that a release names, and of those above them."""
    facets = {facet.name for facet in FACETS if facet.model and facet.terms.url_name == name}
    return lambda subject: (
        reverse(name, args=[value])
        for facet, value in _values(subject)
        if facet in facets and value in subject.archive.choices[facet]
    )


def sitemaps(subject: Subject) -> Iterator[str]:
    """Every section: its first and its last page."""
    for section, sitemap in SITEMAPS.items():
        address = reverse("sitemap-section", kwargs={"section": section})
        yield address
        last = sitemap().paginator.num_pages
        if last > 1:
            yield f"{address}?p={last}"


def images(subject: Subject) -> Iterator[str]:
    return (image.rendition_url(*shown) for image in subject.images for shown in image.all_renditions())


def attachments(subject: Subject) -> Iterator[str]:
    return (file.get_absolute_url() for file in subject.attachments)


def former(subject: Subject) -> list[str]:
    """Where it stood on the former site."""
    paths = LegacyAddress.objects.filter(release=subject.release).values_list("path", flat=True)
    return [address_of(path) for path in paths]


def previews(subject: Subject) -> list[str]:
    """By a link that nobody was given."""
    return [reverse("preview", args=["0" * 43])]


def preview_media(name: str) -> Callable[[Subject], Iterator[str]]:
    """As previews(), for pictures and files."""
    ordinary = {"preview-image": images, "preview-attachment": attachments}[name]
    return lambda subject: (reverse("preview", args=["0" * 43]).rstrip("/") + at for at in ordinary(subject))


def pdfs(subject: Subject) -> Iterator[str]:
    """The PDFs of the hidden texts, and of no other: being asked for may make one."""
    for text in subject.hidden:
        yield reverse("edition-pdf", args=[subject.release.pk, text.number])


_TERMS = {facet.terms.url_name for facet in FACETS if facet.model}


def verify(subject: Subject) -> Iterator[str]:
    """The page that says whether a text was published, asked for each hidden one."""
    yield reverse("verify")
    for text in subject.hidden:
        for digest in filter(None, [text.sha256, text.record_sha256]):
            yield f"{reverse('verify')}?{urlencode({'sha256': digest})}"
    for file in subject.attachments:
        yield f"{reverse('verify')}?{urlencode({'sha256': file.sha256 or '0' * 64})}"


ADDRESSES: dict[str, Callable[[Subject], Iterable[str]]] = {
    **{name: plain(name) for name in ("home", "about", "healthz", "robots", "sitemap", "sign_in_again", "styleguide")},
    **{f"{name}-list": plain(f"{name}-list") for name in _TERMS},
    **{name: term_page(name) for name in _TERMS},
    **{name: selections(name) for name in ("release-list", "release-map", "feed-atom", "feed-json")},
    "map-shapes": lambda subject: (picture_address(sheet) for sheet in current_sheets()),
    "about-page": lambda subject: (page.get_absolute_url() for page in Page.objects.exclude(slug="")),
    "release": release_pages,
    "edition": of_editions("edition"),
    "edition-text": of_editions("edition-text"),
    "edition-record": of_editions("edition-record"),
    "edition-cite": of_editions("edition-cite", "ris"),
    "edition-pdf": pdfs,
    "versions": lambda subject: [reverse("versions", args=[subject.release.pk])],
    "verify": verify,
    "sitemap-section": sitemaps,
    "image": images,
    "attachment": attachments,
    "preview": previews,
    "preview-image": preview_media("preview-image"),
    "preview-attachment": preview_media("preview-attachment"),
}
#: Addresses that no pattern stands for: what the former site had, and the admin's doors.
BESIDES: list[Callable[[Subject], Iterable[str]]] = [
    former,
    lambda subject: [
        reverse("admin:newsroom_release_changelist"),
        *(reverse(f"admin:newsroom_release_{page}", args=[subject.release.pk]) for page in ("change", "history")),
    ],
]
