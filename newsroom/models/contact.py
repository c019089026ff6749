from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Desk
from taxonomy.models import Structure


class ContactManager(models.Manager["Contact"]):
    use_in_migrations = False

    def get_by_natural_key(self, name: str, email: str, phone: str) -> "Contact":
        found = self.filter(name=name, email=email, phone=phone).order_by("pk").first()
        if found is None:
            raise self.model.DoesNotExist
        return found


class Contact(models.Model):
    """Whom journalists may call."""

    name = models.CharField(_("name"), max_length=150, help_text=_("A person or a desk."))
    role = models.CharField(_("role"), max_length=150, blank=True)
    structure = models.ForeignKey(
        Structure, models.PROTECT, null=True, blank=True, related_name="contacts", verbose_name=_("structure")
    )
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=50, blank=True)
    valid_until = models.DateField(
        _("valid until"),
        null=True,
        blank=True,
        help_text=_("The last day. After it pages show the duty contact of the release's desk instead."),
    )
    on_duty_for = models.OneToOneField(
        Desk,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="duty_contact",
        verbose_name=_("duty contact of"),
        help_text=_("The desk that answers here when nobody else does."),
    )

    objects: ClassVar[ContactManager] = ContactManager()

    class Meta:
        verbose_name = _("press contact")
        verbose_name_plural = _("press contacts")
        ordering = ["name"]

    def __str__(self) -> str:
        return f"{self.name}, {self.structure}" if self.structure else self.name

    def natural_key(self) -> tuple[str, str, str]:
        return (self.name, self.email, self.phone)

    natural_key.dependencies = ["accounts.desk"]  # type: ignore[attr-defined] # Django's way to order a dump

    def clean(self) -> None:
        if not (self.email or self.phone):
            raise ValidationError(_("Give an e-mail address or a telephone number."))
