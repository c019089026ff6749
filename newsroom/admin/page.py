"""Pages of About us."""

from django.contrib import admin

from ..models import Page
from .editor import EditorAdmin


@admin.register(Page)
class PageAdmin(EditorAdmin):
    list_display = ["title", "address", "position", "is_public"]
    list_filter = ["is_public"]
    search_fields = ["title", "slug"]
    fields = ["title", "slug", "body", ("position", "is_public")]

    @admin.display(description=Page._meta.get_field("slug").verbose_name, ordering="slug")
    def address(self, page: Page) -> str:
        return page.get_absolute_url()
