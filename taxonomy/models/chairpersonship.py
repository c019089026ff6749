import datetime as dt
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from .country import Country


class ChairpersonshipManager(models.Manager["Chairpersonship"]):
    def get_by_natural_key(self, year: int) -> "Chairpersonship":
        return self.get(year=year)

    def on(self, day: dt.date) -> "Chairpersonship | None":
        """The Chairpersonship of the calendar year of `day`, if there is one."""
        return self.select_related("country").filter(year=day.year).first()


class Chairpersonship(models.Model):
    """Which State chairs the organisation in a calendar year."""

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    country = models.ForeignKey(
        Country,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="chairpersonships",
        verbose_name=_("country"),
    )
    held_by = models.CharField(
        _("held by"), max_length=100, blank=True, help_text=_("Only for a State that no longer exists.")
    )

    objects: ClassVar[ChairpersonshipManager] = ChairpersonshipManager()

    class Meta:
        verbose_name = _("Chairpersonship of a year")
        verbose_name_plural = _("Chairpersonships by year")
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(country__isnull=False, held_by="")
                | models.Q(country__isnull=True) & ~models.Q(held_by=""),
                name="chairpersonship_held_by_one",
            )
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.country or self.held_by}"

    def natural_key(self) -> tuple[int]:
        return (self.year,)

    natural_key.dependencies = ["taxonomy.country"]  # type: ignore[attr-defined]
