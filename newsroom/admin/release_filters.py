"""The filters of the list of releases."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from taxonomy.admin_input import is_key
from taxonomy.branches import branch_keys, indented
from taxonomy.models import Structure

from .. import languages
from ..models import Release, ReleaseSource, TranslationBasis


class SelectFilter(admin.SimpleListFilter):
    """A filter of many values: a list to choose from instead of as many links."""

    template = "admin/select_filter.html"

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        """One entry, for the template: the values, and the other parameters of the query string to keep."""
        kept = [(name, value) for name, value in self._kept(changelist) if name not in (self.parameter_name, "p", "e")]
        yield {
            "name": self.parameter_name,
            "value": self.value(),
            "options": self.lookup_choices,
            "kept": kept,
        }

    def _kept(self, changelist: ChangeList) -> list[tuple[str, str]]:
        lists = changelist.filter_params | {name: [value] for name, value in changelist.params.items()}
        search = [("q", changelist.query)] if changelist.query else []
        return [(name, value) for name, values in lists.items() for value in values if name != "q"] + search


class LanguageFilter(SelectFilter):
    title, parameter_name = _("language"), "language"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return languages.CHOICES

    def queryset(self, request: HttpRequest, queryset: QuerySet[Release]) -> QuerySet[Release]:
        return queryset.filter(language=self.value()) if self.value() in languages.LANGUAGES else queryset


class BehindFilter(admin.SimpleListFilter):
    """Translations whose original has moved on since they were last brought up to date."""

    title, parameter_name = _("translation"), "translation"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [("behind", _("behind its original"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Release]) -> QuerySet[Release]:
        if self.value() != "behind":
            return queryset
        return queryset.filter(pk__in=TranslationBasis.objects.outdated().values("translation"))


class StructureFilter(SelectFilter):
    """By who issues a release: a structure stands for its whole branch."""

    title, parameter_name = _("structure"), "structure"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        # Indented with no-break spaces: a list to choose from strips others.
        return [(str(structure.pk), "\u00a0" * 3 * depth + structure.name) for structure, depth in indented(Structure)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Release]) -> QuerySet[Release]:
        value = self.value() or ""
        if not is_key(value):
            return queryset
        branch = branch_keys(Structure, int(value))
        sources = ReleaseSource.objects.filter(release=OuterRef("pk"), structure__in=branch)
        return queryset.filter(Exists(sources))
