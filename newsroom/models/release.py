"""Working texts: what staff edit, and the public side never reads."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorField
from simple_history.models import HistoricalRecords
from taggit.managers import TaggableManager

from accounts.models import Desk, central_desk
from taxonomy.models import Country, FieldOfWork, MeetingSeries, PartnerGroup, Project, Structure

from .. import languages, rich_text
from ..dateline import dateline
from ..tagging import FoldedTags
from ..workflow import State
from .contact import Contact
from .media import Attachment, Image
from .revision import Relations


class Kind(models.TextChoices):
    PRESS_RELEASE = "press-release", _("Press release")
    NEWS = "news", _("News")
    STATEMENT = "statement", _("Statement")
    MEDIA_ADVISORY = "media-advisory", _("Media advisory")
    SPOT_REPORT = "spot-report", _("Spot report")
    DAILY_REPORT = "daily-report", _("Daily report")
    WEEKLY_REPORT = "weekly-report", _("Weekly report")


class Release(models.Model):
    """One item of news and its working text. What the public sees of it are its editions."""

    kind = models.CharField(_("type"), max_length=20, choices=Kind, default=Kind.PRESS_RELEASE)
    language = models.CharField(_("language"), max_length=3, choices=languages.CHOICES, default="en")
    translation_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="translations",
        verbose_name=_("translation of"),
        help_text=_("The release that this one says in another language."),
    )
    title = models.CharField(_("title"), max_length=300)
    summary = models.TextField(
        _("summary"),
        max_length=1000,
        blank=True,
        help_text=_("One or two sentences for lists, feeds and search engines."),
    )
    body = ProseEditorField(
        _("text"), blank=True, extensions=rich_text.EXTENSIONS, sanitize=rich_text.clean, preset="newsroom"
    )
    place = models.CharField(
        _("place"),
        max_length=100,
        blank=True,
        help_text=_("Where it is issued, such as Vienna. The dateline is made from place and date: do not type it."),
    )
    date = models.DateField(_("date"), default=timezone.localdate)

    countries = models.ManyToManyField(Country, blank=True, related_name="+", verbose_name=_("countries"))
    fields_of_work = models.ManyToManyField(FieldOfWork, blank=True, related_name="+", verbose_name=_("fields of work"))
    meetings = models.ManyToManyField(MeetingSeries, blank=True, related_name="+", verbose_name=_("meetings"))
    projects = models.ManyToManyField(Project, blank=True, related_name="+", verbose_name=_("projects"))
    tags = TaggableManager(
        _("tags"), blank=True, help_text=_("Free keywords, separated by commas."), manager=FoldedTags
    )
    contacts = models.ManyToManyField(Contact, blank=True, related_name="+", verbose_name=_("press contacts"))
    images = models.ManyToManyField(Image, through="ReleaseImage", related_name="releases")
    attachments = models.ManyToManyField(Attachment, through="ReleaseAttachment", related_name="releases")

    desk = models.ForeignKey(
        Desk,
        models.PROTECT,
        default=central_desk,
        related_name="+",
        verbose_name=_("desk"),
        help_text=_("Who works on it: the members of this desk and of those above it."),
    )
    confidential = models.BooleanField(
        _("confidential until published"),
        default=False,
        help_text=_("Until readers see it, only those who work on it see that it exists."),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.DRAFT, editable=False, db_index=True
    )
    published_at = models.DateTimeField(
        _("published"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("The instant readers see and lists sort by. Later editions keep it."),
    )
    legacy_id = models.CharField(
        _("key in the former system"), max_length=50, null=True, blank=True, unique=True, editable=False
    )
    #: SHA-256 of the imported line, by which an import recognises what it has brought already.
    import_digest = models.CharField(max_length=64, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last saved"), auto_now=True, db_index=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("last saved by"),
    )

    history = HistoricalRecords(
        bases=[Relations],
        excluded_fields=["import_digest", "desk", "confidential", "created_at", "updated_at", "updated_by"],
    )

    class Meta:
        verbose_name = _("press release")
        verbose_name_plural = _("press releases")
        ordering = ["-updated_at", "-pk"]
        permissions = [
            ("publish_release", _("Can publish press releases")),
            ("withdraw_release", _("Can withdraw press releases")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state__in=[State.PUBLISHED, State.WITHDRAWN])
                | models.Q(published_at__isnull=False),
                name="release_published_at_a_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(translation_of=models.F("id")), name="release_translates_another_one"
            ),
        ]

    def __str__(self) -> str:
        return self.title or _("Untitled (%(language)s)") % {"language": self.get_language_display()}

    @property
    def dateline(self) -> str:
        return dateline(self.place, self.date, self.language)


class ReleaseSource(models.Model):
    """Who issues a release: a structure or a partner group, in order."""

    release = models.ForeignKey(Release, models.CASCADE, related_name="sources")
    structure = models.ForeignKey(
        Structure, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("structure")
    )
    partner_group = models.ForeignKey(
        PartnerGroup,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("or partner group"),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(structure__isnull=False, partner_group__isnull=True)
                | models.Q(structure__isnull=True, partner_group__isnull=False),
                name="source_is_one_thing",
                violation_error_message=_("Choose a structure or a partner group in each row, not both."),
            ),
            models.UniqueConstraint("release", "structure", name="source_structure_once"),
            models.UniqueConstraint("release", "partner_group", name="source_partner_group_once"),
        ]

    def __str__(self) -> str:
        return str(self.structure or self.partner_group)


class ReleaseImage(models.Model):
    """A picture of a release beside those that stand in its text; the first one leads."""

    release = models.ForeignKey(Release, models.CASCADE)
    image = models.ForeignKey(Image, models.PROTECT, verbose_name=_("picture"))
    caption = models.CharField(_("caption"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint("release", "image", name="release_image_once")]

    def __str__(self) -> str:
        return str(self.image)


class ReleaseAttachment(models.Model):
    """A file of a release."""

    release = models.ForeignKey(Release, models.CASCADE)
    attachment = models.ForeignKey(Attachment, models.PROTECT, verbose_name=_("file"))
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint("release", "attachment", name="release_attachment_once")]

    def __str__(self) -> str:
        return str(self.attachment)
