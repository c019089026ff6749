"""Editions that were taken down, and what stands in their place."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .edition import Edition, never_emptied


class Withdrawal(models.Model):
    """The public trace of an edition that was taken down. Kept for good, like the edition."""

    class Kind(models.TextChoices):
        ERROR = "error", _("issued in error: the text is gone, the reason stands in its place")
        SUPERSEDED = "superseded", _("superseded: the reason and a link to what holds now")
        RETRACTED = "retracted", _("retracted: the text is kept for the record, under the reason")

    edition = models.OneToOneField(Edition, models.PROTECT, related_name="withdrawal")
    at = models.DateTimeField(_("withdrawn"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.ERROR)
    superseded_by = models.ForeignKey(
        "newsroom.Release",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("superseded by"),
    )
    reason = models.TextField(_("reason"), help_text=_("Readers see it at the address of the release."))

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
        triggers = [
            pgtrigger.ReadOnly(name="sealed"),
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
            never_emptied(),
        ]

    def __str__(self) -> str:
        return f"{self.edition}: {self.reason}"
