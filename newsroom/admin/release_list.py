"""The list of releases, usable with a hundred thousand of them."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from taxonomy.admin_input import CarefulAdmin, is_key

from .. import schedule
from ..models import Release
from .release_filters import BehindFilter, LanguageFilter, StructureFilter

#: Columns of a release that a list shows nothing of, and that weigh most.
HEAVY = ("body", "summary", "import_digest")


class ReleaseListAdmin(CarefulAdmin):
    list_display = ["headline", "kind", "language_label", "issued_by", "state_label", "dated", "last_saved"]
    list_filter = ["state", "kind", LanguageFilter, BehindFilter, StructureFilter, "date"]
    list_select_related = ["updated_by", "desk"]
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    search_fields = ["title", "place", "=legacy_id"]
    search_help_text = _("Words of the title, the place, or the number of a release here or in the former system.")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Release]:
        queryset = super().get_queryset(request)
        if request.resolver_match and request.resolver_match.url_name == "newsroom_release_changelist":
            return queryset.defer(*HEAVY).prefetch_related("sources__structure", "sources__partner_group")
        return queryset

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Release], search_term: str
    ) -> tuple[QuerySet[Release], bool]:
        """Django's search, and the key of a release. A translation can only go back to an original."""
        if request.GET.get("field_name") == "translation_of":
            queryset = queryset.filter(translation_of=None).defer(*HEAVY)
        found, duplicates = super().get_search_results(request, queryset, search_term)
        number = search_term.strip()
        if is_key(number):
            found |= queryset.filter(pk=number)
        return found, duplicates

    def suggestion(self, release: Release) -> dict[str, str]:
        """How a release reads where one is chosen: several may have the same title."""
        date = date_format(release.date, "SHORT_DATE_FORMAT")
        return {"text": f"{release.title} ({release.get_language_display()}, {date}, {release.pk})"}

    @admin.display(description=_("source"))
    def issued_by(self, release: Release) -> str:
        return ", ".join(str(source) for source in release.sources.all())

    @admin.display(description=_("state"), ordering="state")
    def state_label(self, release: Release) -> str:
        return format_html('<span class="state state-{}">{}</span>', release.state, release.get_state_display())

    @admin.display(description=_("date"), ordering="published_at")
    def dated(self, release: Release) -> str:
        """The day that readers see, and the instant by the clock of the desk where there is one."""
        day = date_format(release.date, "SHORT_DATE_FORMAT")
        at = schedule.told(release.published_at, release.desk.zone) if release.published_at else ""
        return format_html("{}<br><small>{}</small>", day, at)

    @admin.display(description=_("last saved"), ordering="updated_at")
    def last_saved(self, release: Release) -> str:
        return format_html("{}<br><small>{}</small>", schedule.moment(release.updated_at), release.updated_by or "")
