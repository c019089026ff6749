"""What reaches the admin from other than its own pages: typed addresses and crafted forms, answered in words."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import BaseModelAdmin, IncorrectLookupParameters
from django.contrib.admin.views.main import ERROR_FLAG, ChangeList
from django.contrib.admin.widgets import AutocompleteMixin, AutocompleteSelect, AutocompleteSelectMultiple
from django.db import DataError
from django.db.models import Field, ForeignKey, ManyToManyField, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from .tidy_fields import TidyCharField

#: How filters of the lists look at the field that they are declared for.
_LOOKUPS = ("", "__exact", "__id__exact", "__isnull", "__gte", "__lt")


def is_key(text: str) -> bool:
    """Whether `text` can be the key of a row: a number that the database can hold."""
    return text.isascii() and text.isdecimal() and len(text) < 19


class _KeysOnly(AutocompleteMixin):
    """Looks up only what can be a key; the field itself refuses the rest in words."""

    def optgroups(self, name: str, value: Any, attr: dict | None = None) -> list:
        return super().optgroups(name, [key for key in value if is_key(str(key))], attr)


class _Select(_KeysOnly, AutocompleteSelect):
    pass


class _SelectMultiple(_KeysOnly, AutocompleteSelectMultiple):
    pass


class CarefulFields(BaseModelAdmin):
    """Forms, and rows of forms, that can be shown again whatever was posted as a key. Texts are tidied."""

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if type(field) is forms.CharField:  # not those that read an address, or a slug
            field = super().formfield_for_dbfield(db_field, request, **kwargs | {"form_class": TidyCharField})
        return field

    def formfield_for_foreignkey(self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", _Select(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: ManyToManyField, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", _SelectMultiple(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class CarefulAdmin(CarefulFields, admin.ModelAdmin):
    """The base of the admins of this project: a list takes its own filters only, with values that can be."""

    def lookup_allowed(self, lookup: str, value: Any, request: Any = None) -> bool:
        """Whether a declared filter asks so; not, as in Django, any condition on any field of the model."""
        return lookup in self._lookups(request) and super().lookup_allowed(lookup, value, request)

    def _lookups(self, request: HttpRequest) -> set[str]:
        found: set[str] = set()
        declared: Any
        for declared in self.get_list_filter(request):
            if isinstance(declared, type):
                found.add(str(getattr(declared, "parameter_name", "")))
            else:
                field = declared if isinstance(declared, str) else declared[0]
                found |= {f"{field}{lookup}" for lookup in _LOOKUPS}
        return found

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        """The list. Values that the database cannot hold are answered as those that Django itself refuses."""
        try:
            return super().get_changelist_instance(request)
        except (ValueError, OverflowError, DataError) as error:
            if set(request.GET) <= {ERROR_FLAG}:
                raise  # nobody asked for anything: the mistake is ours
            raise IncorrectLookupParameters from error

    def response_action(
        self, request: HttpRequest, queryset: QuerySet, *args: Any, **kwargs: Any
    ) -> HttpResponse | None:
        """Do what was chosen with the rows that were ticked; what cannot be a row is as good as none."""
        if all(is_key(key) for key in request.POST.getlist(ACTION_CHECKBOX_NAME)):
            return super().response_action(request, queryset, *args)
        sentence = _("Items must be selected in order to perform actions on them. No items have been changed.")
        self.message_user(request, sentence, messages.WARNING)
        return None
