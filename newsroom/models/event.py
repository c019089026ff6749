from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..workflow import Action, State
from .edition import Edition
from .release import Release


class Event(models.Model):
    """One step of a release on its way: who took it, when, why, and where it led. What its timeline is made of."""

    release = models.ForeignKey(Release, models.CASCADE, related_name="events", verbose_name=_("press release"))
    action = models.CharField(_("action"), max_length=20, choices=Action)
    before = models.CharField(_("state before"), max_length=10, choices=State)
    after = models.CharField(_("state after"), max_length=10, choices=State)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    comment = models.TextField(_("comment"), blank=True, help_text=_("For colleagues; readers never see it."))
    #: Why one person alone approved and wrote, where their desk lets them.
    single_handed = models.TextField(_("reason for single-handed publishing"), blank=True)
    edition = models.ForeignKey(
        Edition, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("edition")
    )

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_action_display()}: {self.release}"
