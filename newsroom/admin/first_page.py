"""What editors put on the first page: its lead, and events for the media."""

import datetime as dt
import zoneinfo
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Exists, ForeignKey, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.desks import own_desk, roles_of
from accounts.models import Desk, Role, central_desk
from accounts.staff import member
from taxonomy.admin_input import CarefulAdmin

from .. import first_page_actions, schedule
from ..models import Edition, Lead, MediaEvent, Release
from ..permissions import seen_by
from .first_page_forms import EventForm, LeadForm, SpanForm


class ChosenAdmin(CarefulAdmin):
    """A list and a form of releases with their time; what is saved and deleted goes through the verbs."""

    span_form: ClassVar[type[SpanForm]]
    list_select_related = ["release__desk", "chosen_by"]
    list_per_page = 50
    search_fields = ["release__title"]
    autocomplete_fields = ["release"]
    view_on_site = False
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Those of releases whose existence the user may know of, with what their standing is told by."""
        live = Edition.objects.live().filter(release_id=OuterRef("release_id"))
        rows = super().get_queryset(request).filter(release__in=Release.objects.filter(seen_by(member(request))))
        return rows.annotate(is_live=Exists(live))

    def zone_for(self, request: HttpRequest, obj: Any) -> zoneinfo.ZoneInfo:
        """By whose clocks the form speaks."""
        raise NotImplementedError

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        made: Any = super().get_form(request, obj, change, **{"form": self.span_form} | kwargs)
        made.zone = self.zone_for(request, obj)
        return made

    @admin.display(description=gettext_lazy("from"), ordering="starts")
    def begins(self, chosen: Any) -> str:
        return schedule.told(chosen.starts, self.zone_of(chosen))

    @admin.display(description=gettext_lazy("until"), ordering="ends")
    def finishes(self, chosen: Any) -> str:
        return schedule.told(chosen.ends, self.zone_of(chosen)) if chosen.ends else ""

    def zone_of(self, chosen: Any) -> zoneinfo.ZoneInfo:
        raise NotImplementedError


@admin.register(Lead)
class LeadAdmin(ChosenAdmin):
    span_form = LeadForm
    list_display = ["release", "standing", "begins", "finishes", "chosen_by"]
    fields = ["release", ("start_day", "start_hour"), ("end_day", "end_hour")]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Lead]:
        leading = Subquery(Lead.objects.showing().values("pk")[:1])
        zone = Subquery(Desk.objects.filter(structure=None).values("time_zone")[:1])
        return super().get_queryset(request).annotate(leading=leading, time_zone=zone)

    def zone_for(self, request: HttpRequest, obj: Lead | None) -> zoneinfo.ZoneInfo:
        return Desk.objects.get(pk=central_desk()).zone

    def zone_of(self, chosen: Any) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(chosen.time_zone)

    @admin.display(description=gettext_lazy("standing"))
    def standing(self, lead: Any) -> str:
        now = timezone.now()
        if lead.ends and lead.ends <= now:
            return _("over")
        if lead.starts > now:
            return _("ahead")
        if not lead.is_live:
            return _("waits: readers do not see this release")
        return _("leads now") if lead.leading == lead.pk else _("behind one that began later")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and first_page_actions.may_choose_leads(member(request))

    def has_change_permission(self, request: HttpRequest, obj: Lead | None = None) -> bool:
        may = super().has_change_permission(request, obj)
        return may and first_page_actions.may_choose_leads(member(request))

    def has_delete_permission(self, request: HttpRequest, obj: Lead | None = None) -> bool:
        may = super().has_delete_permission(request, obj)
        return may and first_page_actions.may_choose_leads(member(request))

    def save_model(self, request: HttpRequest, obj: Lead, form: Any, change: bool) -> None:
        said: dict[str, dt.datetime | None] = {name: form.cleaned_data[name] for name in ("starts", "ends")}
        first_page_actions.change_lead(lead=obj, by=member(request), **said)

    def delete_model(self, request: HttpRequest, obj: Lead) -> None:
        first_page_actions.remove_lead(lead=obj, by=member(request))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Lead]) -> None:
        for lead in queryset:
            first_page_actions.remove_lead(lead=lead, by=member(request))


@admin.register(MediaEvent)
class MediaEventAdmin(ChosenAdmin):
    span_form = EventForm
    list_display = ["release", "standing", "begins", "finishes", "venue", "chosen_by"]
    fields = ["release", "venue", ("start_day", "start_hour"), ("end_day", "end_hour"), "time_zone", "register_by"]

    def zone_for(self, request: HttpRequest, obj: MediaEvent | None) -> zoneinfo.ZoneInfo:
        return obj.zone if obj else own_desk(member(request)).zone

    def zone_of(self, chosen: MediaEvent) -> zoneinfo.ZoneInfo:
        return chosen.zone

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"time_zone": own_desk(member(request)).time_zone} | super().get_changeform_initial_data(request)

    def formfield_for_foreignkey(self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        """Only releases of desks at which the user is an editor."""
        if db_field.name == "release":
            kwargs["queryset"] = Release.objects.filter(desk__in=_edited_by(request))
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field and db_field.name == "release":
            field.help_text = _("The advisory that says what it is. It has to be of a desk where you are an editor.")
        return field

    @admin.display(description=gettext_lazy("standing"))
    def standing(self, event: Any) -> str:
        if event.over_at <= timezone.now():
            return _("over")
        return _("announced") if event.is_live else _("waits: readers do not see this release")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and bool(_edited_by(request))

    def has_change_permission(self, request: HttpRequest, obj: MediaEvent | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or _may(request, obj))

    def has_delete_permission(self, request: HttpRequest, obj: MediaEvent | None = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or _may(request, obj))

    def save_model(self, request: HttpRequest, obj: MediaEvent, form: Any, change: bool) -> None:
        said = {name: form.cleaned_data[name] for name in ("starts", "ends", "venue", "time_zone", "register_by")}
        first_page_actions.change_event(event=obj, by=member(request), **said)

    def delete_model(self, request: HttpRequest, obj: MediaEvent) -> None:
        first_page_actions.remove_event(event=obj, by=member(request))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[MediaEvent]) -> None:
        for event in queryset.select_related("release"):
            first_page_actions.remove_event(event=event, by=member(request))


def _may(request: HttpRequest, event: MediaEvent) -> bool:
    return first_page_actions.may_announce(member(request), event.release)


def _edited_by(request: HttpRequest) -> list[int]:
    """Keys of the desks at which the user is an editor at least."""
    return [desk for desk, role in roles_of(member(request)).items() if role.rank >= Role.EDITOR.rank]
