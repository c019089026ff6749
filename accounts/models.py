"""Staff, and the press desks they work at. The public has no accounts."""

import zoneinfo
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from taxonomy.models import Structure


class UserManager(BaseUserManager["User"]):
    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make and save a user; without a password nobody can sign in as them. Raises ValueError without e-mail."""
        if not email:
            raise ValueError("A user needs an e-mail address")
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, **{"is_staff": True, "is_superuser": True} | fields)

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """One member of staff, known by e-mail address."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    is_staff = models.BooleanField(_("may sign in to the admin"), default=True)
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("Switch off instead of deleting somebody who has left.")
    )
    date_joined = models.DateTimeField(_("date joined"), default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["email"]
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once_in_any_case")]

    def __str__(self) -> str:
        return self.name or self.email

    def natural_key(self) -> tuple[str]:
        return (self.email,)

    def get_full_name(self) -> str:
        return str(self)

    get_short_name = get_full_name


def time_zones() -> list[tuple[str, str]]:
    """Choices: every region of the IANA time zone database."""
    return [(name, name.replace("_", " ")) for name in sorted(zoneinfo.available_timezones())]


def house_time_zone() -> str:
    return settings.TIME_ZONE


class DeskManager(models.Manager["Desk"]):
    use_in_migrations = True

    def get_by_natural_key(self, slug: str | None) -> "Desk":
        return self.get(structure__slug=slug) if slug else self.get(structure=None)


class Desk(models.Model):
    """The press desk of a structure and all that stands below it; without one, that of the whole organisation."""

    structure = models.OneToOneField(
        Structure, models.PROTECT, null=True, blank=True, related_name="desk", verbose_name=_("structure")
    )
    time_zone = models.CharField(
        _("time zone"),
        max_length=50,
        choices=time_zones,
        default=house_time_zone,
        help_text=_("Schedules of this desk are entered and shown in it, with UTC beside it."),
    )
    single_handed = models.BooleanField(
        _("single-handed publishing"),
        default=False,
        help_text=_("A publisher may approve a text they were the last to change, with a reason that is recorded."),
    )
    fact_checking = models.BooleanField(
        _("comments on previews"),
        default=False,
        help_text=_("Those who open a preview link of this desk may leave comments."),
    )

    objects: ClassVar[DeskManager] = DeskManager()

    class Meta:
        verbose_name = _("press desk")
        verbose_name_plural = _("press desks")
        ordering = [models.F("structure__position").asc(nulls_first=True), "pk"]
        constraints = [models.UniqueConstraint("structure", name="desk_of_the_organisation_once", nulls_distinct=False)]

    def __str__(self) -> str:
        return str(self.structure) if self.structure else str(_("Central press desk"))

    def natural_key(self) -> tuple[str | None]:
        return (self.structure.slug if self.structure else None,)

    natural_key.dependencies = ["taxonomy.structure"]  # type: ignore[attr-defined] # Django's way to order a dump

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.time_zone)


def central_desk() -> int:
    """Key of the desk of the whole organisation, which is made where it is missing."""
    return Desk.objects.get_or_create(structure=None)[0].pk


class Role(models.TextChoices):
    """What a member of a desk may do there. Each may do all that the one before it may."""

    AUTHOR = "author", _("author")
    EDITOR = "editor", _("editor")
    PUBLISHER = "publisher", _("publisher")

    @property
    def rank(self) -> int:
        return list(Role).index(self)


#: Groups for the whole house, in which people are put by hand. The other groups come with a role at a desk.
ADMINISTRATOR, AUDITOR = FOR_THE_HOUSE = ("administrator", "auditor")


class Membership(models.Model):
    """A user at a desk, and so at the desks of all structures below it."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name=_("user"))
    desk = models.ForeignKey(Desk, models.CASCADE, related_name="memberships", verbose_name=_("desk"))
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.AUTHOR)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["user", "pk"]
        constraints = [models.UniqueConstraint("user", "desk", name="member_of_a_desk_once")]

    def __str__(self) -> str:
        return f"{self.desk}: {self.get_role_display()}"
