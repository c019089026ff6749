"""What the admins of pictures and files have in common."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from taxonomy.admin_input import CarefulAdmin

from .. import media_actions
from ..media.usage import uses_of


class MediumAdmin(CarefulAdmin):
    """Uploaded by a verb, described at leisure, never exchanged, and kept while anything uses it."""

    list_filter = ["uploaded_at", ("uploaded_by", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["uploaded_by"]
    ordering = ["-uploaded_at", "-pk"]
    list_per_page = 50
    show_full_result_count = False
    #: The form for what is new, its fieldsets, and the verb that takes its cleaned data and `by`.
    add_form: type[ModelForm]
    add_fieldsets: list
    add_verb: Callable[..., Any]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> type[ModelForm]:
        if obj is None:
            kwargs["form"] = self.add_form
        return super().get_form(request, obj, change, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fieldsets if obj else self.add_fieldsets

    def save_form(self, request: HttpRequest, form: ModelForm, change: bool) -> Any:
        instance = super().save_form(request, form, change)
        return instance if change else self.add_verb(by=request.user, **form.cleaned_data)

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:
        if change:  # what is new has been saved by its verb
            super().save_model(request, obj, form, change)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple:
        """As Django does, with each use of a medium as a reason not to delete it."""
        to_delete, counts, perms_needed, protected = super().get_deleted_objects(objs, request)
        uses = [sentence for medium in objs for sentence in uses_of(medium)]
        return to_delete, counts, perms_needed, uses or protected

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        media_actions.remove(medium=obj, by=cast(User, request.user))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        for medium in queryset:
            self.delete_model(request, medium)

    @admin.display(description=_("used by"))
    def uses(self, medium: Any) -> str:
        return "\n".join(uses_of(medium)) or gettext("Nothing uses it.")
