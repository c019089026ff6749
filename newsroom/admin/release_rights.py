"""Whose release is whose in the admin: what of them somebody sees, and what they may do, by desk and state."""

from typing import Any

from django.contrib import admin
from django.db.models import ForeignKey, QuerySet
from django.http import HttpRequest

from accounts.desks import desk_for, roles_of
from accounts.models import Desk, Role
from accounts.staff import member

from ..models import Release
from ..permissions import has_role, may, seen_by
from ..workflow import Action


class ReleaseRightsAdmin(admin.ModelAdmin):
    def get_queryset(self, request: HttpRequest) -> QuerySet[Release]:
        """Those whose existence the user may know of: for the list, autocomplete, and every address of a release."""
        return super().get_queryset(request).filter(seen_by(member(request)))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and bool(roles_of(member(request)))

    def has_change_permission(self, request: HttpRequest, obj: Release | None = None) -> bool:
        mine = obj is None or may(member(request), Action.EDIT, obj)
        return super().has_change_permission(request, obj) and mine

    def has_delete_permission(self, request: HttpRequest, obj: Release | None = None) -> bool:
        mine = obj is None or has_role(member(request), obj.desk_id, Role.EDITOR)
        return super().has_delete_permission(request, obj) and mine

    def formfield_for_foreignkey(self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        """Only desks at which the user works, and releases that they may see."""
        if db_field.name == "desk":
            kwargs["queryset"] = Desk.objects.filter(pk__in=roles_of(member(request))).select_related("structure")
            kwargs["initial"] = desk_for(member(request))
        elif db_field.name == "translation_of":
            kwargs["queryset"] = self.get_queryset(request)
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field and db_field.name == "desk":
            field.widget.can_add_related = field.widget.can_change_related = field.widget.can_view_related = False
            field.empty_label = None
        return field
