"""What all terms of the vocabulary have in common."""

import datetime as dt
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from tree_queries.models import TreeNode
from tree_queries.query import TreeManager, TreeQuerySet

from ..partial_date import PartialDateField, has_passed


class TermManager(models.Manager["Term"]):
    def get_by_natural_key(self, slug: str) -> "Term":
        return self.get(slug=slug)


class Term(models.Model):
    """An entry of the controlled vocabulary, known for good by its slug, whatever its name becomes."""

    slug = models.SlugField(
        _("slug"),
        max_length=100,
        unique=True,
        help_text=_("Part of public addresses and of every published text: it stays when the name changes."),
    )
    name = models.CharField(_("name"), max_length=200)
    also_known_as = ArrayField(
        models.CharField(max_length=200),
        verbose_name=_("also known as"),
        default=list,
        blank=True,
        help_text=_("Former, variant and short names, separated by commas. Imports and searches understand them."),
    )
    description = models.TextField(_("description"), blank=True)
    position = models.PositiveIntegerField(_("position"), default=0, db_index=True)
    opened = PartialDateField(_("opened"), help_text=_("As exact as it is known: 1995, 1995-09 or 1995-09-28."))
    closed = PartialDateField(_("closed"))
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("succeeded by"),
    )
    is_former_name = models.BooleanField(
        _("former name of its successor"),
        default=False,
        help_text=_(
            "The successor is the same body under another name, or has taken this one in: this one's page leads there, "
            "and what was published under this name is found there too."
        ),
    )

    #: Name of the URL pattern of this kind of term's pages, such as "country" for /countries/<slug>/.
    url_name: ClassVar[str]

    objects: ClassVar[models.Manager] = TermManager()

    class Meta:
        abstract = True
        ordering = ["position", "name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opened="") | models.Q(closed="") | models.Q(closed__gte=models.F("opened")),
                name="%(class)s_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=models.Q(is_former_name=False) | models.Q(successor__isnull=False),
                name="%(class)s_former_name_has_successor",
                violation_error_message=_("Say whose former name it is: a successor is missing."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def clean(self) -> None:
        """Refuse a name that another term of this kind goes by, which imports could not tell apart, and circles."""
        super().clean()
        self._refuse_a_circle()
        from ..names import owners

        taken = owners(type(self), [self.name, *self.also_known_as], excluding=self.pk)
        if taken:
            name, other = next(iter(taken.items()))
            raise ValidationError(_("“%(name)s” already stands for %(other)s."), params={"name": name, "other": other})

    def _refuse_a_circle(self) -> None:
        passed, after = {self.pk}, self.successor
        while after is not None:
            if after.pk in passed:
                raise ValidationError({"successor": _("A term cannot succeed itself, nor those that succeed it.")})
            passed.add(after.pk)
            after = after.successor

    def get_absolute_url(self) -> str:
        return reverse(self.url_name, args=[self.slug])

    @classmethod
    def list_address(cls) -> str:
        """The page that lists all terms of this kind."""
        return reverse(f"{cls.url_name}-list")

    def is_closed(self, today: dt.date | None = None) -> bool:
        """Whether the closing day (month, year) has begun by `today` (default: now, in the house's time zone)."""
        return has_passed(self.closed, today or timezone.localdate())

    @property
    def years(self) -> str:
        """The years of its life, such as "1994–2012", "since 2009" or "until 2003"; empty where unknown."""
        opened, closed = self.opened[:4], self.closed[:4]
        if closed:
            return f"{opened}–{closed}" if opened else _("until %(year)s") % {"year": closed}
        return _("since %(year)s") % {"year": opened} if opened else ""


class TreeTermManager(TreeManager.from_queryset(TreeQuerySet)):  # type: ignore[misc]
    _with_tree_fields = False  # the library sets this on managers of its own making only

    def get_by_natural_key(self, slug: str) -> "TreeTerm":
        return self.get(slug=slug)


class TreeTerm(TreeNode, Term):
    """A term that may stand below another of its kind; a choice of it stands for its whole branch."""

    objects: ClassVar[models.Manager] = TreeTermManager()

    class Meta(Term.Meta):
        abstract = True

    @property
    def siblings(self) -> models.QuerySet[Self]:
        return type(self)._default_manager.filter(parent=self.parent_id).exclude(pk=self.pk)
