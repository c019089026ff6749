from django.db import models
from django.utils.translation import gettext_lazy as _

from .term import Term, TreeTerm


class Structure(TreeTerm):
    """A part of the organisation: an office, an institution, a field operation, a decision-making body."""

    class Kind(models.TextChoices):
        GROUP = "group", _("heading")  # holds others together, issues nothing itself
        CHAIRPERSONSHIP = "chairpersonship", _("Chairpersonship")
        SECRETARIAT = "secretariat", _("Secretariat")
        DEPARTMENT = "department", _("department or office")
        INSTITUTION = "institution", _("institution")
        FIELD_OPERATION = "field_operation", _("field operation")
        BODY = "body", _("body")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    formal_name = models.CharField(
        _("formal name"),
        max_length=200,
        blank=True,
        help_text=_("As a release names its source, such as “OSCE Secretariat”. Empty: the name."),
    )
    country = models.ForeignKey(
        "taxonomy.Country",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="structures",
        verbose_name=_("works in"),
    )
    in_menu = models.BooleanField(_("in the site's menu"), default=False)

    url_name = "structure"

    class Meta(Term.Meta):
        verbose_name = _("structure")
        verbose_name_plural = _("structures")

    @property
    def source_name(self) -> str:
        """How a release names this structure as its source."""
        return self.formal_name or self.name
