"""The verbs of preview links: make, revoke, open, comment. Each does all of its work or none."""

import datetime as dt
import logging
import secrets
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Role, User

from .actions import Refused, next_edition
from .models import Edition, PreviewComment, PreviewLink, PreviewOpening, Release, Withdrawal
from .models.preview import token_digest
from .permissions import has_role
from .preview_rules import LINK_ROLES, LinkAction
from .rich_text import printable
from .workflow import State

logger = logging.getLogger(__name__)

#: Days for which a link may be open at the most. An embargo that lasts longer wants new links, and a new look at who.
MOST_DAYS = 90
MAX_COMMENT = 2000
#: Comments by one link: more than any check of facts needs, and a bound to what a link that went astray can write.
MOST_COMMENTS = 50
_TOKEN_BYTES = 32  # 256 bits


class Closed(Exception):
    """A token opens nothing: it never existed, was revoked, or has expired. Which of these is not told."""


@dataclass(frozen=True)
class Shown:
    """Where a link leads now. `edition` is what readers are to see next; None once readers see it all themselves."""

    link: PreviewLink
    edition: Edition | None
    scheduled: bool  # whether the edition is to begin at its `live_from`; else nobody has said when


def may_link(user: User, action: str, release: Release) -> bool:
    """Whether `user` has the role at the desk of `release` that `action` (LinkAction) asks for in its state."""
    role = LINK_ROLES.get((release.state, action))
    return role is not None and has_role(user, release.desk_id, role)


@transaction.atomic
def make_link(*, release: Release, recipient: str, expires_at: dt.datetime, by: User) -> tuple[PreviewLink, str]:
    """Make the link by which `recipient` sees the next edition of `release`, and return it with its token.

    The token is told here and never again: only its digest is kept. Raises PermissionDenied unless `by` may, Refused
    where the name or the time will not do, where they have an open link already, or where there is nothing to show.
    """
    release = _lock(release, LinkAction.MAKE, by)
    now = timezone.now()
    recipient = " ".join(_plain(recipient).split())
    if not recipient or len(recipient) > 150:
        raise Refused(_("Say for whom the link is, in at most 150 characters: the page will name them."))
    if expires_at <= now:
        raise Refused(_("That moment has passed. Choose one that lies ahead."))
    if expires_at > now + dt.timedelta(days=MOST_DAYS):
        raise Refused(_("A link is open for %(days)d days at the most.") % {"days": MOST_DAYS})
    if release.preview_links.open(now).filter(recipient__iexact=recipient).exists():
        raise Refused(
            _("%(name)s has an open link already. Its address cannot be shown again: revoke it to make another.")
            % {"name": recipient}
        )
    if next_to_be_seen(release, now) is None:
        raise Refused(_("Readers see all of this already: send the address of the public page."))
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    link = PreviewLink.objects.create(
        release=release,
        recipient=recipient,
        digest=token_digest(token),
        made_at=now,
        made_by=by,
        expires_at=expires_at,
    )
    return link, token


@transaction.atomic
def revoke_link(*, link: PreviewLink, by: User) -> PreviewLink:
    """Close `link` now and for good. Raises PermissionDenied unless `by` may, Refused where it is revoked already."""
    _lock(link.release, LinkAction.REVOKE, by)
    link = PreviewLink.objects.select_for_update().get(pk=link.pk)
    if link.revoked_at:
        raise Refused(_("This link has been revoked already."))
    link.revoked_at, link.revoked_by = timezone.now(), by
    link.save(update_fields=["revoked_at", "revoked_by"])
    return link


def look(*, token: str) -> Shown:
    """Where the link with that token leads now. Raises Closed; the work is the same whatever the reason.

    It leads to what readers are to see next: to the scheduled edition where there is one, since that is what the
    embargo is on, else to the working text. Once an edition has begun or been withdrawn after the link was made, or
    nothing is in work, it leads to the public page for good: whoever was shown one text in confidence was not shown
    the next one.
    """
    now = timezone.now()
    found = PreviewLink.objects.open(now).filter(digest=token_digest(token))
    link = found.select_related("release__desk__structure").first()
    if link is None:
        logger.warning("A preview was asked for by a link that is not open")
        raise Closed
    if _is_over(link, now):
        return Shown(link, None, scheduled=False)
    try:
        edition = next_to_be_seen(link.release, now)
    except ValidationError as error:
        logger.warning("The text of release %s cannot be shown by link %s", link.release_id, link.pk)
        raise Closed from error
    return Shown(link, edition, scheduled=edition is not None and edition.pk is not None)


@transaction.atomic
def open_link(*, token: str) -> Shown:
    """As look(), and note that the recipient was shown the text. Raises Closed."""
    shown = look(token=token)
    if shown.edition is not None:
        PreviewOpening.objects.create(link=shown.link)
    return shown


@transaction.atomic
def comment(*, token: str, text: str) -> PreviewComment:
    """Keep what the recipient of a link says of the text, as plain text.

    The same words sent twice in a row are kept once. Raises Closed, and Refused where the desk asks for no comments,
    where there are none, too long ones or too many, or where readers see the text already.
    """
    shown = look(token=token)
    link = PreviewLink.objects.select_for_update().get(pk=shown.link.pk)
    text = _plain(text).replace("\r\n", "\n").strip()
    if not shown.link.release.desk.fact_checking or shown.edition is None:
        raise Refused(_("The press desk takes no comments here. Write to it directly."))
    if not text:
        raise Refused(_("Write a comment first."))
    if len(text) > MAX_COMMENT:
        raise Refused(
            _("The comment has %(length)d characters; at most %(most)d can be kept. Send it in two parts.")
            % {"length": len(text), "most": MAX_COMMENT}
        )
    last = link.comments.last()
    if last and last.text == text:
        return last
    if link.comments.count() >= MOST_COMMENTS:
        raise Refused(_("No more comments can be kept here. Write to the press desk directly."))
    return PreviewComment.objects.create(link=link, text=text)


@transaction.atomic
def forget_links(*, ended_before: dt.datetime) -> int:
    """Delete links that were closed by then, with their openings and comments; return how many links that were."""
    ended = PreviewLink.objects.filter(Q(expires_at__lt=ended_before) | Q(revoked_at__lt=ended_before))
    return ended.delete()[1].get(PreviewLink._meta.label, 0)


def next_to_be_seen(release: Release, now: dt.datetime) -> Edition | None:
    """What readers are to see next of `release`: the scheduled edition, or the working text as the next one (unsaved).

    None where nothing is on its way: the text is that of the last edition. Raises ValidationError where the text
    cannot be kept (see rich_text.clean).
    """
    if scheduled := release.editions.ahead(now).for_page().order_by("number").last():
        return scheduled
    return None if release.state in (State.PUBLISHED, State.WITHDRAWN) else next_edition(release, now)


def _plain(text: str) -> str:
    """`text` without control characters and halves of characters, which a crafted form may hold."""
    return printable(text.encode("utf-8", "replace").decode())


def _is_over(link: PreviewLink, now: dt.datetime) -> bool:
    seen = Edition.objects.begun(now).filter(release_id=link.release_id, live_from__gt=link.made_at)
    withdrawn = Withdrawal.objects.filter(edition__release_id=link.release_id, at__gt=link.made_at)
    return seen.exists() or withdrawn.exists()


def check_role(*, release: Release, action: LinkAction, by: User) -> None:
    """Raise Refused where the state of `release` lets nobody do this, PermissionDenied, noted, where `by` may not."""
    if (release.state, action) not in LINK_ROLES and has_role(by, release.desk_id, Role.EDITOR):
        raise Refused(_("This release is %(state)s: that cannot be done now.") % {"state": release.get_state_display()})
    if not may_link(by, action, release):
        logger.warning("%s may not %s of release %s", by.pk, action.value, release.pk)
        raise PermissionDenied(_("You do not have the role for this at the desk of this release: ask an editor."))


def _lock(release: Release, action: LinkAction, by: User) -> Release:
    """Return `release` as it is in the database, locked. Raises as check_role()."""
    rows = Release.objects.select_for_update(of=("self",)).select_related("desk__structure")
    locked: Release = rows.get(pk=release.pk)
    check_role(release=locked, action=action, by=by)
    return locked
