"""Preview, publish, withdraw: what the form of a release does beyond saving."""

import logging
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.desks import own_desk, roles_of
from accounts.models import Role
from accounts.staff import member
from taxonomy.admin_input import is_key

from .. import actions, rich_text, workflow
from ..archive import archive_for
from ..models import Release
from ..permissions import has_role, may
from ..presentation import with_tags_of
from ..release_page import release_context
from ..workflow import Action
from .release_form import DatelineForm, WithdrawalForm
from .release_page import about
from .release_standing import standing
from .release_steps import BUTTONS, StepForm

logger = logging.getLogger(__name__)


class ReleasePublishingAdmin(admin.ModelAdmin):
    def get_urls(self) -> list:
        wrap = self.admin_site.admin_view
        return [
            path("dateline/", wrap(self.dateline_view), name="newsroom_release_dateline"),
            path("<int:pk>/withdraw/", wrap(self.withdraw_view), name="newsroom_release_withdraw"),
            *super().get_urls(),
        ]

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The form. A preview goes the whole way of saving, and all of it is undone, whatever happened."""
        self._refuse_forged_step(request, object_id)
        if "_preview" not in request.POST:
            return super().changeform_view(request, object_id, *args, **kwargs)
        with transaction.atomic():
            response = super().changeform_view(request, object_id, *args, **kwargs)
            if hasattr(response, "render"):
                response.render()  # the form with its errors, while its rows are there to be read
            transaction.set_rollback(True)
        return response

    def _refuse_forged_step(self, request: HttpRequest, object_id: str | None) -> None:
        """Raise PermissionDenied, and note it, where somebody posts a button that their form does not have.

        A step that is open to nobody at present (the release has moved on meanwhile) is left to the action, which
        says so in words.
        """
        user = member(request)
        for action in {BUTTONS[name][0] for name in BUTTONS if name in request.POST}:
            if object_id is None:
                theirs = any(may(user, action, Release(desk_id=desk)) for desk in roles_of(user))
            else:
                release = get_object_or_404(self.get_queryset(request), pk=object_id if is_key(object_id) else None)
                theirs = may(user, action, release) or (
                    workflow.step(release.state, action) is None
                    and has_role(user, release.desk_id, workflow.least_role(action))
                )
            if not theirs:
                logger.warning("%s may not %s release %s", user.pk, action.value, object_id)
                raise PermissionDenied

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A new release is proposed the day that it is at the desk of the one who writes it."""
        today = timezone.localdate(timezone=own_desk(member(request)).zone)
        return {"date": today} | super().get_changeform_initial_data(request)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Release | None = None,
    ) -> HttpResponse:
        found = standing(obj.pk) if obj and obj.pk else None
        user = member(request)
        release = found.release if found else Release(desk=own_desk(user))
        context["standing"] = found
        context["may_save"] = self.has_change_permission(request, obj) if found else self.has_add_permission(request)
        context["open_steps"] = {
            action.value: context["may_save"] and may(user, action, release) for action in Action
        } | {"withdraw": bool(found and (found.live or found.scheduled)) and may(user, Action.WITHDRAW, release)}
        context["zone"] = release.desk.zone
        context["alone"] = release.updated_by_id == user.pk or not found
        kept = request.session.pop(_asked(release), None)  # what went with a step that was refused
        context["step_form"] = StepForm(request.POST or None, initial=kept, zone=release.desk.zone)
        context["dateline_url"] = reverse("admin:newsroom_release_dateline")
        context["most_characters"] = str(rich_text.MAX_LENGTH)  # for a script: without separators
        return super().render_change_form(request, context, add, change, form_url, obj)

    def response_add(self, request: HttpRequest, obj: Release, post_url_continue: str | None = None) -> HttpResponse:
        return self._response(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Release) -> HttpResponse:
        return self._response(request, obj) or super().response_change(request, obj)

    def _response(self, request: HttpRequest, release: Release) -> HttpResponse | None:
        """What follows upon saving, in the same transaction; None for what Django's admin does by itself."""
        if "_preview" in request.POST:
            return self._preview(request, release)
        if {"_popup", "_addanother"} & set(request.POST):
            return None
        if button := next((name for name in BUTTONS if name in request.POST), None):
            self._take_step(request, release, button)
        else:
            self.message_user(request, _saved(release), messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:newsroom_release_change", args=[release.pk]))

    def _take_step(self, request: HttpRequest, release: Release, button: str) -> None:
        """Do what the button says. Where that is refused, the text is saved all the same."""
        form = StepForm(request.POST, zone=release.desk.zone)
        problems = []
        if form.is_valid():
            try:
                with transaction.atomic():
                    told = BUTTONS[button][1](release, member(request), form.cleaned_data)
                return self.message_user(request, told, messages.SUCCESS)
            except actions.Refused as refused:
                problems = list(refused.reasons)
            except PermissionDenied as refused:
                problems = [str(refused)]
        else:
            problems = [str(error) for errors in form.errors.values() for error in errors]
        for problem in problems:
            self.message_user(request, problem, messages.ERROR)
        request.session[_asked(release)] = {name: request.POST.get(form.add_prefix(name), "") for name in form.fields}
        self.message_user(request, _("Nothing else was done: what you wrote has been saved."), messages.WARNING)

    def _preview(self, request: HttpRequest, release: Release) -> HttpResponse:
        release = Release.objects.get(pk=release.pk)  # as publishing would read it
        try:
            edition = actions.next_edition(release, timezone.now())
        except ValidationError as error:
            return render(request, "400.html", {"problem": " ".join(error.messages)}, status=400)
        context = release_context(edition, with_tags_of(edition, archive_for(request)))
        response = render(request, "newsroom/release.html", context | {"preview": True, "robots": "noindex"})
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex"
        return response

    def withdraw_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask for kind and reason, then take the live edition down, and cancel what is scheduled."""
        release = get_object_or_404(self.get_queryset(request), pk=pk)
        if not has_role(member(request), release.desk_id, Role.PUBLISHER):
            raise PermissionDenied
        form = WithdrawalForm(request.POST or None, release=release)
        back = reverse("admin:newsroom_release_change", args=[pk])
        live = release.editions.live().first() or release.editions.ahead().first()
        if live is None:
            self.message_user(request, _("Nothing of this release is public at the moment."), messages.ERROR)
        elif form.is_valid():
            self._withdraw(request, release, form.cleaned_data)
        else:
            context = about(self, request, release, _("Withdraw this release?")) | {"form": form, "live": live}
            return render(request, "admin/newsroom/release/withdraw.html", context)
        return HttpResponseRedirect(back)

    def _withdraw(self, request: HttpRequest, release: Release, asked: dict[str, Any]) -> None:
        try:
            trace = actions.withdraw(release=release, by=member(request), **asked)
        except actions.Refused as refused:
            self.message_user(request, str(refused), messages.ERROR)
        else:
            seen = _("Withdrawn. Readers now find the reason in its place.")
            unseen = _("Cancelled before its time: readers saw nothing of it. It is a draft again.")
            self.message_user(request, seen if trace else unseen, messages.SUCCESS)

    def dateline_view(self, request: HttpRequest) -> JsonResponse:
        """The dateline for a place, a date and a language that are being typed."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        return JsonResponse(DatelineForm(request.GET).answer())


def _saved(release: Release) -> str:
    if live := release.editions.live().first():
        return _("Saved. Readers go on seeing edition %d until you publish.") % live.number
    return _("Saved. Readers see nothing of it until it is published.")


def _asked(release: Release) -> str:
    """Where a session keeps what was said to a step of `release`, until its form is shown again."""
    return f"step of release {release.pk}"
