"""The vocabulary: who may, keeps its names, its trees and its order here."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from .admin_input import CarefulAdmin
from .forms import TermForm
from .models import (
    Chairpersonship,
    Country,
    FieldOfWork,
    MeetingSeries,
    PartnerGroup,
    Project,
    Structure,
    Term,
)
from .term_use import reasons_to_stay

NAMES = [f"name_{code}" for code, _name in settings.LANGUAGES]
FORMAL_NAMES = [f"formal_name_{code}" for code, _name in settings.LANGUAGES]
LIFE = (_("Life"), {"fields": [("opened", "closed"), "successor", "is_former_name"]})


class LifeFilter(admin.SimpleListFilter):
    title, parameter_name = _("life"), "life"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [("open", _("open")), ("closed", _("closed"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() not in ("open", "closed"):
            return queryset
        return queryset.filter(closed="") if self.value() == "open" else queryset.exclude(closed="")


class TermAdmin(CarefulAdmin):
    """One kind of term. Subclasses name the fields it has beside those of all terms."""

    form = TermForm
    own_fields: list[Any] = []
    more_fieldsets: list[Any] = []
    autocomplete_fields = ["successor"]
    search_fields = ["slug", *NAMES, "also_known_as"]
    search_help_text = _("Names in any language, former and variant names too.")
    prepopulated_fields = {"slug": ["name_en"]}
    list_display = ["name_en", "slug", "life", "position"]
    list_per_page = 200
    ordering = ["position", "name_en"]

    def get_fieldsets(self, request: HttpRequest, obj: Term | None = None) -> list:
        return [
            (None, {"fields": ["slug", *self.own_fields, "position"]}),
            (_("Names"), {"fields": [*NAMES, "also_known_as"]}),
            *self.more_fieldsets,
            (_("Description"), {"fields": ["description"]}),
            LIFE,
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Term | None = None) -> list[str]:
        return ["slug"] if obj else []  # published texts hold it

    def get_prepopulated_fields(self, request: HttpRequest, obj: Term | None = None) -> dict[str, Any]:
        return {} if obj else self.prepopulated_fields

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple:
        """Django's answer, with what else holds on to a term in front."""
        to_delete, counts, permissions, protected = super().get_deleted_objects(objs, request)
        reasons = [f"{term}: {reason}" for term in objs for reason in self._reasons(term)]
        return to_delete, counts, permissions, reasons + protected

    def _reasons(self, term: Term) -> list[str]:
        return reasons_to_stay(term)

    @admin.display(description=_("life"))
    def life(self, term: Term) -> str:
        return term.years

    def suggestion(self, term: Term) -> dict[str, str]:
        return {"text": f"{term.name} ({term.years})" if term.closed else term.name}


class TreeChangeList(ChangeList):
    def get_ordering(self, request: HttpRequest, queryset: QuerySet) -> list[Any]:
        return ["tree_ordering"]


class TreeTermAdmin(TermAdmin):
    """Terms that stand below one another: listed as a tree, and suggested with what they stand below."""

    autocomplete_fields = ["parent", "successor"]
    own_fields = ["parent"]
    list_display = ["in_tree", "slug", "life", "position"]
    sortable_by = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return self.model._default_manager.with_tree_fields().select_related("parent").order_by("tree_ordering")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return TreeChangeList

    def _reasons(self, term: Any) -> list[str]:
        below = term.children.count()
        sentence = ngettext(
            "%d term stands below it: move or delete it first.",
            "%d terms stand below it: move or delete them first.",
            below,
        )
        return ([sentence % below] if below else []) + super()._reasons(term)

    @admin.display(description=_("name"))
    def in_tree(self, term: Any) -> str:
        return format_html('<span class="depth-{}">{}</span>', min(term.tree_depth, 5), term.name)

    def suggestion(self, term: Any) -> dict[str, str]:
        text = super().suggestion(term)["text"]
        return {"text": f"{text} ‹ {term.parent.name}" if term.parent else text}


@admin.register(FieldOfWork)
class FieldOfWorkAdmin(TreeTermAdmin):
    pass


@admin.register(Structure)
class StructureAdmin(TreeTermAdmin):
    own_fields = [("kind", "parent"), "country", "in_menu"]
    more_fieldsets = [
        (
            _("Formal names"),
            {
                "fields": FORMAL_NAMES,
                "description": _("As a release names its source, such as “OSCE Secretariat”. Empty: the name."),
            },
        )
    ]
    autocomplete_fields = ["parent", "successor", "country"]
    list_display = ["in_tree", "kind", "country", "life", "in_menu", "position"]
    list_filter = ["kind", LifeFilter, "in_menu"]
    search_fields = [*TermAdmin.search_fields, *FORMAL_NAMES]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("parent", "country")


@admin.register(Country)
class CountryAdmin(TermAdmin):
    own_fields = [("code", "capital"), ("status", "joined"), "partner_group"]
    autocomplete_fields = ["successor", "partner_group"]
    list_display = ["name_en", "code", "status", "joined", "partner_group"]
    list_filter = ["status", "partner_group"]
    list_select_related = ["partner_group"]
    search_fields = [*TermAdmin.search_fields, "=code"]
    ordering = ["name_en"]


@admin.register(PartnerGroup, MeetingSeries)
class PlainTermAdmin(TermAdmin):
    pass


@admin.register(Project)
class ProjectAdmin(TermAdmin):
    list_filter = [LifeFilter]


@admin.register(Chairpersonship)
class ChairpersonshipAdmin(CarefulAdmin):
    list_display = ["year", "country", "held_by"]
    list_select_related = ["country"]
    search_fields = ["=year", "country__name_en", "held_by"]
    autocomplete_fields = ["country"]
    fields = ["year", "country", "held_by"]
