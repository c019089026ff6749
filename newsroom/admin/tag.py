"""Free keywords."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

admin.site.unregister(Tag)


@admin.register(Tag)
class TagAdmin(admin.ModelAdmin):
    list_display = ["name", "slug", "uses"]
    search_fields = ["name", "slug"]
    ordering = ["name"]
    fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tag]:
        return super().get_queryset(request).annotate(_uses=Count("taggit_taggeditem_items"))

    def get_readonly_fields(self, request: HttpRequest, obj: Tag | None = None) -> list[str]:
        return ["slug"] if obj else []  # editions hold it

    def get_prepopulated_fields(self, request: HttpRequest, obj: Tag | None = None) -> dict[str, Any]:
        return {} if obj else self.prepopulated_fields

    @admin.display(description=_("press releases"), ordering="_uses")
    def uses(self, tag: Tag) -> int:
        return tag._uses

    def suggestion(self, tag: Tag) -> dict[str, str]:
        """A release takes tags by name, those that do not exist yet as well."""
        return {"id": tag.name, "text": tag.name}
