"""Published states: the only news that public code reads."""

import datetime as dt
import functools
import hashlib
from typing import ClassVar, Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeBoundary, RangeOperators
from django.contrib.postgres.indexes import GinIndex, HashIndex
from django.db import models
from django.db.models import F, Q, Value
from django.urls import get_script_prefix, reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .. import languages
from ..dateline import dateline, dateline_html
from .dated import Dated
from .release import Kind, Release
from .vectors import WordsField, title_words


class EditionQuerySet(models.QuerySet["Edition"]):
    def live(self, at: dt.datetime | None = None) -> Self:
        """Those that readers see at that instant (default: now). The only definition of "published"."""
        at = at or timezone.now()
        return self.filter(Q(live_until__isnull=True) | Q(live_until__gt=at), live_from__lte=at)

    def begun(self, at: dt.datetime | None = None) -> Self:
        """Those that readers see or saw by that instant (default: now), not those cancelled before their time."""
        return self.filter(live_from__lte=at or timezone.now()).exclude(live_until=F("live_from"))

    def ahead(self, at: dt.datetime | None = None) -> Self:
        """Those that are to begin after that instant (default: now)."""
        return self.filter(live_from__gt=at or timezone.now()).exclude(live_until=F("live_from"))

    def newest_first(self) -> Self:
        return self.order_by("-published_at", "-release_id")

    def for_page(self) -> Self:
        return self.defer("search")  # which only full-text search reads

    def for_links(self) -> Self:
        """With what a link to their pages says, and no more."""
        return self.only("release_id", "language", "title", "slug")

    def for_lists(self) -> Self:
        """Without the columns that only the page of a release shows."""
        return self.defer("body", "body_text", "attachments", "contacts", "search")


#: As get_kind_display() has it, which makes such a table anew each time: pages name the types of many editions.
_KINDS = dict(Kind.choices)


@functools.lru_cache(maxsize=64)
def _folder(language: str, script_prefix: str) -> str:
    """The address below which the pages of releases stand. To look that up is dear, and pages name many."""
    return reverse("release-list")


def _slugs(verbose_name, max_length: int = 100) -> ArrayField:
    return ArrayField(models.CharField(max_length=max_length), verbose_name=verbose_name, default=list, blank=True)


_own = functools.partial(models.Func, function="int8range")
_span = functools.partial(models.Func, function="tstzrange", output_field=DateTimeRangeField())


def words_on_one_line() -> models.Func:
    """The text of an edition without its line breaks: the only white space in it then is single blanks."""
    return models.Func("body_text", Value("\n"), Value(" "), function="replace", output_field=models.TextField())


def never_emptied() -> pgtrigger.Trigger:
    """Refuses to TRUNCATE the table, which row triggers do not see."""
    return pgtrigger.Trigger(
        name="never_emptied",
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        func="RAISE EXCEPTION 'pgtrigger: Cannot empty % table', TG_TABLE_NAME;",
    )


class Change(models.TextChoices):
    """What a further edition is to readers."""

    FIRST = "first", _("first edition")
    MINOR = "minor", _("minor fix")  # no notice, nothing re-sent
    UPDATE = "update", _("update")  # a dated note
    CORRECTION = "correction", _("correction")  # what was wrong stands at the top for good


class Edition(Dated, models.Model):
    """One published state of a release, complete in itself and never changed afterwards.

    Triggers in the database refuse to delete an edition and to change anything but `live_until`, and that only
    while it has not passed.
    """

    # Found by the index of "edition_number_once", which begins with it.
    release = models.ForeignKey(Release, models.PROTECT, related_name="editions", db_index=False)
    number = models.PositiveIntegerField(_("number"))
    #: Key of the release that this one and its translations go back to: its own, or that of the original.
    translation_group = models.BigIntegerField(db_index=True)

    kind = models.CharField(_("type"), max_length=20, choices=Kind)
    language = models.CharField(_("language"), max_length=3, choices=languages.CHOICES)
    title = models.CharField(_("title"), max_length=300)
    slug = models.CharField(max_length=100)
    summary = models.TextField(_("summary"), blank=True)
    body = models.TextField(_("text"), blank=True)
    body_text = models.TextField(blank=True)
    place = models.CharField(_("place"), max_length=100, blank=True)
    date = models.DateField(_("date"))

    #: "structure:<slug>" or "partner:<slug>", in the order in which the release names them. PostgreSQL cuts
    #: without a word what is longer, and there are structures whose slug nearly fills its 100 characters.
    sources = _slugs(_("sources"), max_length=120)
    structures = _slugs(_("structures"))
    partner_groups = _slugs(_("partner groups"))
    countries = _slugs(_("countries"))
    fields_of_work = _slugs(_("fields of work"))
    meetings = _slugs(_("meetings"))
    projects = _slugs(_("projects"))
    tags = _slugs(_("tags"))
    #: name, role, email, phone, and the last day of those that have one: see newsroom/press_contacts.py.
    contacts = models.JSONField(default=list, blank=True)
    #: Slug of the structure of the desk it comes from; empty where that is the desk of the whole organisation.
    desk = models.CharField(max_length=100, blank=True, default="")
    images = models.JSONField(default=list, blank=True)
    attachments = models.JSONField(default=list, blank=True)
    #: Keys of all pictures and files this edition shows, those in its text too: what opens their addresses.
    image_ids = ArrayField(models.BigIntegerField(), default=list, blank=True)
    attachment_ids = ArrayField(models.BigIntegerField(), default=list, blank=True)

    published_at = models.DateTimeField(_("published"))
    live_from = models.DateTimeField(_("live from"))
    live_until = models.DateTimeField(_("live until"), null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    change = models.CharField(_("kind of change"), max_length=10, choices=Change, default=Change.FIRST)
    change_note = models.TextField(_("change note"), blank=True)
    sha256 = models.CharField(max_length=64)
    #: Of all that it tells readers: newsroom/records. Empty for editions of before there was such a record.
    record_sha256 = models.CharField(max_length=64, blank=True, default="")
    languages_to_follow = ArrayField(models.CharField(max_length=3), default=list, blank=True)  # promised: following.py
    search = WordsField(serialize=False, editable=False)

    objects: ClassVar[models.Manager] = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["release", "number"]
        indexes = [
            models.Index("published_at", "release", name="edition_order"),  # in which the archive reads all
            models.Index("live_until", name="edition_live_until"),
            models.Index("live_from", name="edition_live_from"),
            GinIndex("search", name="edition_search"),
            # Only ever asked whether they are equal, for which a hash index keeps four bytes of a text of any length.
            HashIndex("sha256", name="edition_sha256"),
            HashIndex("record_sha256", name="edition_record_sha256", condition=~Q(record_sha256="")),
            HashIndex(words_on_one_line(), name="edition_words", condition=~Q(body_text="")),
            GinIndex(title_words(), name="edition_title"),
            GinIndex(fields=["image_ids"], name="edition_images", condition=~Q(image_ids=[])),
            GinIndex(fields=["attachment_ids"], name="edition_attachments", condition=~Q(attachment_ids=[])),
        ]
        constraints = [
            models.UniqueConstraint("release", "number", name="edition_number_once"),
            models.CheckConstraint(
                condition=Q(live_until__isnull=True) | Q(live_until__gte=F("live_from")),
                name="edition_ends_after_it_begins",
            ),
            # A release has one live edition at the most. The key as a range, since GiST compares plain
            # integers only with an extension that not every server has.
            ExclusionConstraint(
                name="edition_alone_in_its_time",
                expressions=[
                    (_own("release_id", "release_id", Value("[]")), RangeOperators.OVERLAPS),
                    (_span("live_from", "live_until", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="sealed", exclude=["live_until", "search"]),
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
            never_emptied(),
            # What readers have seen ends now or later, never in hindsight. A minute for clocks that disagree.
            pgtrigger.Protect(
                name="ends_no_earlier_than_now",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.live_from <= now() AND NEW.live_until < now() - interval '1 minute'"
                    " AND OLD.live_until IS DISTINCT FROM NEW.live_until"
                ),
            ),
            pgtrigger.Protect(
                name="past_stays_past",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.live_until <= clock_timestamp() AND OLD.live_until IS DISTINCT FROM NEW.live_until"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    def get_absolute_url(self) -> str:
        return f"{_folder(get_language() or '', get_script_prefix())}{self.release_id}/{self.slug}/"

    @property
    def modified_at(self) -> dt.datetime:
        """When readers first saw this edition."""
        return max(self.published_at, self.live_from)

    @property
    def dateline(self) -> str:
        return dateline(self.place, self.date, self.language)

    @property
    def dateline_html(self) -> SafeString:
        return dateline_html(self.place, self.date, self.language)

    @property
    def digest(self) -> str:
        """What it is cited with: the digest of its record, or of its words where it is older than records are."""
        return self.record_sha256 or self.sha256

    @property
    def direction(self) -> str:
        return languages.direction_of(self.language)

    @property
    def kind_label(self) -> str:
        return str(_KINDS.get(self.kind, self.kind))


def text_digest(title: str, summary: str, body_text: str) -> str:
    """SHA-256 (FIPS 180-4), in hexadecimal, of the words a reader sees: title, summary and text as UTF-8 paragraphs."""
    return hashlib.sha256("\n\n".join([title, summary, body_text]).encode()).hexdigest()
