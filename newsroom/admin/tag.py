"""Free keywords."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from taxonomy.admin_input import CarefulAdmin

from ..tagging import owner_of
from ..term_holders import editions_with_tag

admin.site.unregister(Tag)


class TagForm(forms.ModelForm):
    def clean_name(self) -> str:
        """Refuse a spelling of another tag: nobody could tell the two apart."""
        name = " ".join(self.cleaned_data["name"].split())
        if other := owner_of(name, excluding=self.instance.pk):
            raise forms.ValidationError(_("There is this tag already: %(tag)s."), params={"tag": other.name})
        return name


@admin.register(Tag)
class TagAdmin(CarefulAdmin):
    list_display = ["name", "slug", "uses"]
    search_fields = ["name", "slug"]
    ordering = ["name"]
    form = TagForm
    fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tag]:
        return super().get_queryset(request).annotate(_uses=Count("taggit_taggeditem_items"))

    def get_readonly_fields(self, request: HttpRequest, obj: Tag | None = None) -> list[str]:
        return ["slug"] if obj else []  # editions hold it

    def get_prepopulated_fields(self, request: HttpRequest, obj: Tag | None = None) -> dict[str, Any]:
        return {} if obj else self.prepopulated_fields

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple:
        """A tag that readers have seen stays: its editions are kept for good, and so is the address of its news."""
        to_delete, counts, permissions, protected = super().get_deleted_objects(objs, request)
        sentence = _("%(tag)s: published editions carry it, and editions are kept for good.")
        reasons = [sentence % {"tag": tag} for tag in objs if editions_with_tag(tag)]
        return to_delete, counts, permissions, reasons + protected

    @admin.display(description=_("press releases"), ordering="_uses")
    def uses(self, tag: Tag) -> int:
        return tag._uses

    def suggestion(self, tag: Tag) -> dict[str, str]:
        """A release takes tags by name, those that do not exist yet as well."""
        return {"id": tag.name, "text": tag.name}
