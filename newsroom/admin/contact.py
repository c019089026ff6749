"""Press contacts."""

import datetime as dt
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from taxonomy.admin_input import CarefulAdmin

from ..models import Contact


class StateFilter(admin.SimpleListFilter):
    """By the calendar of the house; on the pages of a desk, a contact ends at its own midnight."""

    title = _("state")
    parameter_name = "validity"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("expired", _("expired")),
            ("soon", _("ends within 30 days")),
            ("valid", _("valid")),
            ("duty", _("on duty")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Contact]) -> QuerySet[Contact]:
        today = timezone.localdate()
        match self.value():
            case "expired":
                return queryset.filter(valid_until__lt=today)
            case "soon":
                return queryset.filter(valid_until__range=(today, today + dt.timedelta(days=30)))
            case "valid":
                return queryset.exclude(valid_until__lt=today)
            case "duty":
                return queryset.exclude(on_duty_for=None)
        return queryset


@admin.register(Contact)
class ContactAdmin(CarefulAdmin):
    list_display = ["name", "role", "structure", "email", "phone", "valid_until", "is_on_duty"]
    list_select_related = ["structure"]
    list_filter = [StateFilter]
    search_fields = ["name", "role", "email", "structure__name_en"]
    autocomplete_fields = ["structure"]
    fields = [("name", "role"), "structure", ("email", "phone"), "valid_until", "on_duty_for"]

    @admin.display(description=_("on duty"), boolean=True)
    def is_on_duty(self, contact: Contact) -> bool:
        return contact.on_duty_for_id is not None
