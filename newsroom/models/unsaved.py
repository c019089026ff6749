"""What is on somebody's screen and not saved: the words that were typed, and who has which form open."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .release import Release


class Unsaved(models.Model):
    """The form of a release as somebody typed it, kept against mishaps: one row for each, written over and over.

    It is no part of the release: nobody but its author is shown it, and saving the form removes it.
    """

    release = models.ForeignKey(
        Release, models.CASCADE, null=True, blank=True, related_name="+", help_text=_("Empty: one that is new.")
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    #: Name of an input → its values, as a browser posts them: what is not valid is kept too.
    data = models.JSONField()
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("unsaved text")
        verbose_name_plural = _("unsaved texts")
        constraints = [
            models.UniqueConstraint(
                fields=["release", "user"], name="unsaved_once_for_each_author", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.release or _('new')}"


class Presence(models.Model):
    """Somebody has the form of a release open; their browser says so every few seconds."""

    release = models.ForeignKey(Release, models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(_("seen"), db_index=True)

    class Meta:
        verbose_name = _("open form")
        verbose_name_plural = _("open forms")
        constraints = [models.UniqueConstraint(fields=["release", "user"], name="present_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.release}"
