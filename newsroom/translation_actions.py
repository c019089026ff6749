"""The verbs for a release and its translations: begin one, bring it up to date, publish several together."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Role, User

from . import actions, languages
from .actions import Refused
from .models import Edition, Release, ReleaseAttachment, ReleaseImage, ReleaseSource, TranslationBasis
from .permissions import has_role, may
from .workflow import Action

#: What a translation has from its original. Its words are the translator's.
_COLUMNS = ("kind", "place", "date", "desk_id", "confidential")
_LISTS = ("countries", "fields_of_work", "meetings", "projects", "contacts", "tags")
_ROWS = {
    ReleaseSource: ("structure_id", "partner_group_id", "position"),
    ReleaseImage: ("image_id", "caption", "position"),
    ReleaseAttachment: ("attachment_id", "position"),
}


def group_of(release: Release) -> QuerySet[Release]:
    """`release`, the original that it translates, and all translations of that."""
    original = release.translation_of_id or release.pk
    return Release.objects.filter(Q(pk=original) | Q(translation_of=original))


@transaction.atomic
def translate(*, release: Release, into: str, by: User) -> Release:
    """Begin the translation of the original of `release` (itself, where it is none) into a language, and return it.

    A draft without words, with all the rest that the original has. Raises PermissionDenied unless `by` writes at the
    desk of the original, Refused where that language is there already, or no language of ours.
    """
    # Locked, so that of two who begin the same language at once the second one is told.
    original = Release.objects.select_for_update().get(pk=release.translation_of_id or release.pk)
    if not has_role(by, original.desk_id, Role.AUTHOR):
        raise PermissionDenied(_("You do not write for the desk of this release."))
    if into not in languages.LANGUAGES:
        raise Refused(_("Choose the language of the translation from the list."))
    if group_of(original).filter(language=into).exists():
        raise Refused(_("This release is there in %(language)s already.") % {"language": _name(into)})
    sister = Release(language=into, translation_of=original, updated_by=by)
    for name in _COLUMNS:
        setattr(sister, name, getattr(original, name))
    sister._history_user = by  # type: ignore[attr-defined] # whom its history names
    sister.save()
    _carry_over(original, sister)
    _rest(sister, original, by)
    return sister


def _carry_over(original: Release, sister: Release) -> None:
    for name in _LISTS:
        getattr(sister, name).set(getattr(original, name).all())
    for model, columns in _ROWS.items():
        rows = model._default_manager.filter(release=original).values(*columns)
        model._default_manager.bulk_create(model(release=sister, **row) for row in rows)


@transaction.atomic
def bring_up_to_date(*, release: Release, by: User, read: str) -> TranslationBasis:
    """Note that the translation `release` says what its original says, as `by` read it.

    `read`: when the original that was before their eyes had been saved (its updated_at, ISO 8601). Raises
    PermissionDenied where the text is not theirs to change, Refused where the original has been saved since.
    """
    release = Release.objects.select_for_update(of=("self",)).select_related("translation_of").get(pk=release.pk)
    if not may(by, Action.EDIT, release):
        raise PermissionDenied(_("This text is not yours to change at present."))
    original = release.translation_of
    if original is None:
        raise Refused(_("This release is not a translation."))
    if original.updated_at.isoformat() != read:
        raise Refused(_("The original has been saved again since you opened this page. Look at what has changed."))
    return _rest(release, original, by)


def _rest(translation: Release, original: Release, by: User) -> TranslationBasis:
    words = {name: getattr(original, name) for name in ("title", "summary", "body")}
    return TranslationBasis.objects.update_or_create(
        translation=translation,
        defaults={"original": original, "saved_at": original.updated_at, "by": by, **words},
    )[0]


@transaction.atomic
def publish_together(
    *,
    releases: Collection[Release],
    by: User,
    at: dt.datetime | None = None,
    follow: Sequence[str] = (),
    changes: Mapping[int, tuple[str, str]] | None = None,
    comment: str = "",
    reason: str = "",
) -> list[Edition]:
    """Publish several languages of one release, or none of them, and return their editions in order of their keys.

    At once or at a set instant, the same for all. `follow`: languages of the group that are not among them and that
    readers are told to expect. `changes`: key of release → what its further edition is to readers, and the note on
    it. The rest as for actions.publish.

    Raises PermissionDenied unless `by` may publish each of them, Refused with all that stands in the way.
    """
    # All of them first, in the order of their keys: two that publish overlapping groups wait for each other, and so
    # does whoever publishes one of them. Not against foreign keys: those who save a translation look at its original.
    rows = Release.objects.select_for_update(no_key=True).filter(pk__in={release.pk for release in releases})
    members = list(rows.order_by("pk"))
    _check_group(members, follow)
    editions, refused = [], dict[str, list[str]]()
    for member in members:
        change, note = (changes or {}).get(member.pk, ("", ""))
        try:
            edition = actions.publish(
                release=member,
                by=by,
                at=at,
                change=change,
                change_note=note,
                comment=comment,
                reason=reason,
                follow=follow,
            )
            editions.append(edition)
        except Refused as error:  # go on, to hear what stands in the way of the others
            for sentence in error.reasons:
                refused.setdefault(sentence, []).append(_name(member.language))
    if refused:
        raise Refused(*(f"{', '.join(names)}: {sentence}" for sentence, names in refused.items()))
    return editions


def _check_group(members: list[Release], follow: Sequence[str]) -> None:
    """Raise Refused unless `members` are of one group, and `follow` of its languages that are yet to come."""
    if not members:
        raise Refused(_("Choose at least one language to publish."))
    if len({member.translation_of_id or member.pk for member in members}) > 1:
        raise Refused(_("These are not translations of one another: publish them one by one."))
    others = group_of(members[0]).exclude(pk__in=[member.pk for member in members])
    up = Edition.objects.live().filter(release__in=others).values("release")
    awaited = set(others.exclude(pk__in=up).values_list("language", flat=True))
    if untrue := [language for language in follow if language not in awaited]:
        names = ", ".join(_name(language) for language in untrue)
        raise Refused(_("Only a translation that has been begun and is not public can be announced: %s.") % names)


def _name(language: str) -> str:
    return str(languages.name_of(language))
