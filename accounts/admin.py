"""Staff: who may sign in, and in which roles. Nobody hands out more than they have."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.db.models import ForeignKey, ManyToManyField, QuerySet
from django.forms import ModelMultipleChoiceField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from taxonomy.admin_input import CarefulAdmin

from .forms import NewUserForm, UserForm
from .models import FOR_THE_HOUSE, Desk, Membership, User
from .staff import member

#: Roles are made from a table in the code; editing them here would last until the next start.
admin.site.unregister(Group)


def reaches(user: User, other: User) -> bool:
    """Whether `user`, who runs the users, may edit `other`: what makes them more than the roles do is for superusers.

    Nobody edits themselves so: what somebody may do is for somebody else to decide.
    """
    if user.is_superuser:
        return True
    beyond = other.is_superuser or other.user_permissions.exists() or other.groups.exclude(name__in=FOR_THE_HOUSE)
    return other.pk != user.pk and not beyond


class MembershipInline(admin.TabularInline):
    model = Membership
    extra = 0
    verbose_name_plural = _("At the desks")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        return super().get_queryset(request).select_related("desk__structure")

    def formfield_for_foreignkey(self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "desk":
            kwargs["queryset"] = Desk.objects.select_related("structure")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(User)
class UserAdmin(CarefulAdmin, DjangoUserAdmin):
    form, add_form = UserForm, NewUserForm
    list_display = ["email", "name", "roles", "is_active", "is_staff", "last_login"]
    list_filter = ["is_active", "groups"]
    search_fields = ["email", "name"]
    ordering = ["email"]
    filter_horizontal = ()
    inlines = [MembershipInline]
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["email", "name", "password"]}),
        (_("Role"), {"fields": ["groups", "is_active", "is_staff"]}),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"classes": ["wide"], "fields": ["email", "name", "groups", "password1", "password2"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups", "memberships__desk__structure")

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Only a superuser sees, and can grant, what makes one."""
        fieldsets = list(super().get_fieldsets(request, obj))
        if obj and request.user.is_superuser:
            fieldsets.insert(
                2,
                (
                    _("Beyond roles"),
                    {"fields": ["is_superuser", "user_permissions"], "classes": ["collapse"]},
                ),
            )
        return fieldsets

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or reaches(member(request), obj))

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or reaches(member(request), obj))

    def formfield_for_manytomany(
        self, db_field: ManyToManyField, request: HttpRequest, **kwargs: Any
    ) -> ModelMultipleChoiceField | None:
        if db_field.name == "groups":
            return forms.ModelMultipleChoiceField(
                Group.objects.filter(name__in=FOR_THE_HOUSE).order_by("pk"),
                label=_("For the whole house"),
                required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text=_(
                    "Administrators run the vocabulary and the users. Auditors read everything and change nothing. "
                    "Who writes and publishes is said by the desks below."
                ),
            )
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    @admin.display(description=_("roles"))
    def roles(self, user: User) -> str:
        return ", ".join([group.name for group in user.groups.all()] + [str(desk) for desk in user.memberships.all()])


@admin.register(Desk)
class DeskAdmin(CarefulAdmin):
    list_display = ["__str__", "time_zone", "single_handed", "fact_checking"]
    list_select_related = ["structure"]
    search_fields = ["structure__name"]
    autocomplete_fields = ["structure"]

    def has_delete_permission(self, request: HttpRequest, obj: Desk | None = None) -> bool:
        """The desk of the whole organisation stays: what has no other desk is its."""
        return super().has_delete_permission(request, obj) and (obj is None or obj.structure_id is not None)
