"""Staff: who may sign in, and in which roles. Nobody hands out more than they have."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group, Permission
from django.db.models import ManyToManyField, Q, QuerySet
from django.forms import ModelMultipleChoiceField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from taxonomy.admin_input import CarefulAdmin

from .forms import NewUserForm, UserForm
from .models import User
from .staff import member

#: Roles are made from a table in the code; editing them here would last until the next start.
admin.site.unregister(Group)


def held(user: User) -> QuerySet[Permission]:
    """What `user` has been given, by roles or one by one, whether or not they may sign in at present."""
    return Permission.objects.filter(Q(group__user=user) | Q(user=user))


def grantable(user: User) -> QuerySet[Group]:
    """The roles that `user` may give: those that hold no permission which `user` does not have."""
    if user.is_superuser:
        return Group.objects.order_by("pk")
    lacking = Permission.objects.exclude(pk__in=held(user))
    return Group.objects.exclude(permissions__in=lacking).order_by("pk")


def reaches(user: User, other: User) -> bool:
    """Whether `user` has at least the powers of `other`, and so may edit them without gaining any."""
    if user.is_superuser:
        return True
    return not other.is_superuser and not held(other).exclude(pk__in=held(user)).exists()


@admin.register(User)
class UserAdmin(CarefulAdmin, DjangoUserAdmin):
    form, add_form = UserForm, NewUserForm
    list_display = ["email", "name", "roles", "is_active", "is_staff", "last_login"]
    list_filter = ["is_active", "groups"]
    search_fields = ["email", "name"]
    ordering = ["email"]
    filter_horizontal = ()
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
        return super().get_queryset(request).prefetch_related("groups")

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
                grantable(member(request)),
                label=_("Roles"),
                required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text=_("Each role may do all that the one before it may."),
            )
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    @admin.display(description=_("roles"))
    def roles(self, user: User) -> str:
        return ", ".join(group.name for group in user.groups.all())
