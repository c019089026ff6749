from django.db import models
from django.utils.translation import gettext_lazy as _

from .term import Term


class PartnerGroup(Term):
    """The Asian or the Mediterranean Partners for Co-operation."""

    url_name = "partner-group"

    class Meta(Term.Meta):
        verbose_name = _("partner group")
        verbose_name_plural = _("partner groups")


class Country(Term):
    """A participating State or a Partner for Co-operation."""

    class Status(models.TextChoices):
        PARTICIPATING = "participating", _("participating State")
        PARTNER = "partner", _("Partner for Co-operation")

    code = models.CharField(_("ISO 3166-1 code"), max_length=2, unique=True)
    capital = models.CharField(_("capital"), max_length=100, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=Status)
    joined = models.PositiveSmallIntegerField(_("year of joining"), null=True, blank=True)
    partner_group = models.ForeignKey(
        PartnerGroup,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="countries",
        verbose_name=_("partner group"),
    )

    url_name = "country"

    class Meta(Term.Meta):
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        constraints = [
            *Term.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(status="partner", partner_group__isnull=False)
                | models.Q(status="participating", partner_group__isnull=True),
                name="country_in_a_group_if_partner",
            ),
        ]
