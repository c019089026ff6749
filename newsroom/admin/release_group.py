"""Where the languages of a release stand, and what has become of an original, for the tables and forms of the desk."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from accounts.models import Role, User

from .. import languages, rich_text
from ..following import to_follow
from ..models import Edition, Release, TranslationBasis
from ..permissions import has_role, seen_by
from ..translation_actions import group_of


@dataclass(frozen=True)
class Member:
    """A release among its translations."""

    release: Release
    live: Edition | None
    scheduled: Edition | None
    has_begun: bool  # whether readers have seen an edition of it, whatever became of it
    promised: bool  # whether readers of the others are told that it follows

    @property
    def is_original(self) -> bool:
        return self.release.translation_of_id is None

    @property
    def is_behind(self) -> bool:
        """Whether its original says something else than what it was brought up to date with."""
        return self.release.is_behind  # type: ignore[attr-defined] # annotated by _releases

    @property
    def has_basis(self) -> bool:
        """Whether anybody has noted with what it was brought up to date."""
        return self.release.has_basis  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Group:
    """A release and its translations, the original first, as far as somebody may know of them."""

    members: list[Member]
    abandoned: list[str]  # names of languages that readers are told to expect, and that nobody has in work


def group_for(release: Release, user: User) -> Group:
    """The group of `release` as `user` may see it. As many queries for any number of members, and one for each edition
    with which others were announced."""
    now = timezone.now()
    releases = list(_releases(release, user))
    editions = Edition.objects.filter(release__in=releases).for_lists()
    begun = set(editions.begun(now).values_list("release", flat=True))
    open_ = editions.filter(Q(live_until=None) | Q(live_until__gt=now)).exclude(live_until=F("live_from"))
    live: dict[int, Edition] = {}
    ahead: dict[int, Edition] = {}
    for edition in open_.order_by("live_from"):
        (live if edition.live_from <= now else ahead).setdefault(edition.release_id, edition)
    promised = {language for edition in live.values() for language in to_follow(edition)}
    return Group(
        members=[
            Member(one, live.get(one.pk), ahead.get(one.pk), one.pk in begun, one.language in promised)
            for one in releases
        ],
        abandoned=_abandoned(release, promised),
    )


def _abandoned(release: Release, promised: set[str]) -> list[str]:
    there = set(group_of(release).values_list("language", flat=True)) if promised else set()
    return sorted(str(languages.name_of(code)) for code in promised - there)


def _releases(release: Release, user: User) -> list[Release]:
    bases = TranslationBasis.objects.filter(translation=OuterRef("pk"))
    rows = group_of(release).filter(seen_by(user)).select_related("desk__structure")
    rows = rows.annotate(
        is_behind=Exists(bases.outdated()), has_basis=Exists(bases.filter(original=OuterRef("translation_of")))
    )
    found = rows.defer("body", "summary", "import_digest").order_by("pk")
    return sorted(found, key=lambda one: (one.translation_of_id is not None, str(one.get_language_display())))


def publishes_some(user: User, group: list[Member]) -> bool:
    """Whether `user` is publisher at the desk of any of `group`."""
    return any(has_role(user, one.release.desk_id, Role.PUBLISHER) for one in group)


@dataclass(frozen=True)
class Beside:
    """The original of a translation, to be read beside the editor."""

    original: Release
    basis: TranslationBasis | None
    changed: dict[str, tuple[str, str]]  # part → its words when it was translated, and now; those that differ

    @property
    def direction(self) -> str:
        return languages.direction_of(self.original.language)

    @property
    def moved_on(self) -> bool:
        return bool(self.basis) and any(
            getattr(self.basis, name) != getattr(self.original, name) for name in ("title", "summary", "body")
        )

    @property
    def read(self) -> str:
        """What the form gives back, so that nobody marks as translated what they have not seen."""
        return self.original.updated_at.isoformat()

    @property
    def saved_at(self) -> dt.datetime:
        return self.original.updated_at


def beside(translation: Release, user: User) -> Beside | None:
    """The original of the saved `translation`; None where it has none, or none that `user` may know of."""
    key = translation.translation_of_id
    original = Release.objects.filter(seen_by(user), pk=key).first() if key else None
    if original is None:
        return None
    basis = TranslationBasis.objects.filter(translation=translation, original=original).select_related("by").first()
    return Beside(original, basis, _changed(basis, original) if basis else {})


def _changed(basis: TranslationBasis, original: Release) -> dict[str, tuple[str, str]]:
    pairs = {
        "title": (basis.title, original.title),
        "summary": (basis.summary, original.summary),
        "body": (_plain(basis.body), _plain(original.body)),
    }
    return {name: (before, after) for name, (before, after) in pairs.items() if before != after}


def _plain(html: str) -> str:
    return rich_text.plain_text(rich_text.clean(html))
