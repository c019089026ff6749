"""What editors put on the first page beside what has just been published: its lead, and events for the media."""

import datetime as dt
import zoneinfo
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models import house_time_zone, time_zones

from .edition import Edition
from .release import Release


class ChosenQuerySet(models.QuerySet):
    def with_live_edition(self, at: dt.datetime | None = None) -> Self:
        """Those whose release readers see at that instant (default: now)."""
        return self.filter(Exists(Edition.objects.live(at).filter(release_id=OuterRef("release_id"))))


class Chosen(models.Model):
    """Something on the first page that an editor has chosen a release for, from one instant to another.

    Readers see it only while that release is live: what is embargoed or withdrawn does not get here either.
    """

    release = models.ForeignKey(Release, models.CASCADE, related_name="+", verbose_name=_("press release"))
    starts = models.DateTimeField(_("from"), db_index=True)
    ends = models.DateTimeField(_("until"), null=True, blank=True)
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("chosen by"),
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gt=F("starts")), name="%(class)s_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return str(self.release)


class LeadQuerySet(ChosenQuerySet):
    def showing(self, at: dt.datetime | None = None) -> Self:
        """Those that could lead at that instant (default: now), the one that does first."""
        at = at or timezone.now()
        in_time = self.filter(Q(ends__isnull=True) | Q(ends__gt=at), starts__lte=at)
        return in_time.with_live_edition(at).order_by("-starts", "-pk")


class Lead(Chosen):
    """A release at the head of the first page. Of several at once the one that began last leads."""

    objects: ClassVar[models.Manager] = LeadQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(Chosen.Meta):
        verbose_name = _("lead of the first page")
        verbose_name_plural = _("leads of the first page")
        ordering = ["-starts", "-pk"]


class MediaEventQuerySet(ChosenQuerySet):
    def not_over(self, at: dt.datetime | None = None) -> Self:
        """Those that lie ahead or go on at that instant (default: now), the next first."""
        over = self.alias(over=Coalesce("ends", "starts"))
        return over.filter(over__gt=at or timezone.now()).order_by("starts", "pk")


class MediaEvent(Chosen):
    """An event that journalists may come to. Its release, an advisory as a rule, says what it is.

    Without an end it is over as soon as it has begun: who is not there by then has missed it.
    """

    time_zone = models.CharField(
        _("time zone"),
        max_length=50,
        choices=time_zones,
        default=house_time_zone,
        help_text=_("That of the place. Both times above are by its clocks, and readers see UTC beside."),
    )
    venue = models.CharField(
        _("place"), max_length=200, help_text=_("Building and town, such as “Congress Centre, Lugano”, or “Online”.")
    )
    register_by = models.DateField(
        _("accreditation until"), null=True, blank=True, help_text=_("The last day. Empty: nobody has to register.")
    )
    history = HistoricalRecords()

    objects: ClassVar[models.Manager] = MediaEventQuerySet.as_manager()

    class Meta(Chosen.Meta):
        verbose_name = _("media event")
        verbose_name_plural = _("media events")
        ordering = ["-starts", "-pk"]

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.time_zone)

    @property
    def over_at(self) -> dt.datetime:
        return self.ends or self.starts

    @property
    def is_closed(self) -> bool:
        """Whether the last day for accreditation is over, by the calendar of the house."""
        return self.register_by is not None and self.register_by < timezone.localdate()
