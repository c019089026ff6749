"""Links by which named people outside see a release before its time, and what comes back from them.

What is kept of a recipient: the name that the desk gave, the instants at which the link was opened, and comments. No
network address, no browser: to know that an embargo was broken, and by which link, needs neither. `forget_previews`
deletes all of it when its purpose is over.
"""

import datetime as dt
import hashlib
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Max, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .release import Release


def token_digest(token: str) -> str:
    """SHA-256 (FIPS 180-4) of a token, in hexadecimal: what is kept of it. Enough, since nobody guesses 256 bits."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    def open(self, at: dt.datetime | None = None) -> Self:
        """Those that lead somewhere at that instant (default: now): neither revoked nor expired."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=at or timezone.now())

    def with_use(self) -> Self:
        """Each with `times_opened` and `last_opened`."""
        return self.annotate(times_opened=Count("openings"), last_opened=Max("openings__at"))


class PreviewLink(models.Model):
    """The way of one named person to the next edition of a release."""

    release = models.ForeignKey(Release, models.CASCADE, related_name="preview_links", verbose_name=_("press release"))
    recipient = models.CharField(
        _("recipient"), max_length=150, help_text=_("A person, with their medium or office. The page will name them.")
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("made by"))
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True, editable=False)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("revoked by")
    )

    objects: ClassVar[models.Manager] = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        default_permissions = ()
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="preview_link_expires_later"),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="preview_link_revoked_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recipient}: {self.release}"

    @property
    def is_open(self) -> bool:
        """Whether it leads somewhere now; see PreviewLinkQuerySet.open."""
        return self.revoked_at is None and self.expires_at > timezone.now()


class PreviewOpening(models.Model):
    """That the page behind a link was shown, and when."""

    link = models.ForeignKey(PreviewLink, models.CASCADE, related_name="openings", verbose_name=_("preview link"))
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("opening of a preview")
        verbose_name_plural = _("openings of previews")
        default_permissions = ()
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.link} ({self.at})"


class PreviewComment(models.Model):
    """What a recipient says of the text: plain text."""

    link = models.ForeignKey(PreviewLink, models.CASCADE, related_name="comments", verbose_name=_("preview link"))
    at = models.DateTimeField(_("at"), default=timezone.now)
    text = models.TextField(_("comment"))

    class Meta:
        verbose_name = _("comment on a preview")
        verbose_name_plural = _("comments on previews")
        default_permissions = ()
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.link}: {self.text}"
