"""Preview, publish, withdraw: what the form of a release does beyond saving."""

import copy
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from accounts.models import Role
from accounts.staff import member
from taxonomy.admin_input import is_key

from .. import actions, rich_text
from ..archive import Archive, archive_for
from ..facets import Choice
from ..models import Release
from ..permissions import has_role, may
from ..views.releases import release_context
from ..workflow import Action
from .release_form import DatelineForm, WithdrawalForm
from .release_standing import standing


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
        release = Release.objects.filter(pk=object_id).first() if object_id and is_key(object_id) else Release()
        if "_publish" in request.POST and release and not may(member(request), Action.PUBLISH, release):
            raise PermissionDenied
        if "_preview" not in request.POST:
            return super().changeform_view(request, object_id, *args, **kwargs)
        with transaction.atomic():
            response = super().changeform_view(request, object_id, *args, **kwargs)
            if hasattr(response, "render"):
                response.render()  # the form with its errors, while its rows are there to be read
            transaction.set_rollback(True)
        return response

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
        context["standing"] = found
        context["may_save"] = self.has_change_permission(request, obj) if found else self.has_add_permission(request)
        context["may_publish"] = may(member(request), Action.PUBLISH, obj or Release()) and context["may_save"]
        context["may_withdraw"] = bool(found and (found.live or found.scheduled)) and may(
            member(request), Action.WITHDRAW, found.release
        )
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
        if "_publish" in request.POST:
            self._publish(request, release)
        else:
            self.message_user(request, _saved(release), messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:newsroom_release_change", args=[release.pk]))

    def _preview(self, request: HttpRequest, release: Release) -> HttpResponse:
        release = Release.objects.get(pk=release.pk)  # as publishing would read it
        try:
            edition = actions.next_edition(release, timezone.now())
        except ValidationError as error:
            return render(request, "400.html", {"problem": " ".join(error.messages)}, status=400)
        context = release_context(edition, _with_new_tags(archive_for(request), release))
        context["related"] = [item for item in context["related"] if item.edition.release_id != release.pk]
        response = render(request, "newsroom/release.html", context | {"preview": True, "robots": "noindex"})
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex"
        return response

    def _publish(self, request: HttpRequest, release: Release) -> None:
        try:
            edition = actions.publish(release=release, by=member(request))
        except actions.Refused as refused:
            for reason in refused.reasons:
                self.message_user(request, reason, messages.ERROR)
            self.message_user(request, _("Not published. What you wrote has been saved as a draft."), messages.WARNING)
            return
        text = format_html(
            '{} <a href="{}">{}</a>',
            _("Published, as edition %d.") % edition.number,
            edition.get_absolute_url(),
            _("Read it"),
        )
        self.message_user(request, text, messages.SUCCESS)

    def withdraw_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask for kind and reason, then take the live edition down, and cancel what is scheduled."""
        release = get_object_or_404(Release, pk=pk)
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
            context = {
                **self.admin_site.each_context(request),
                "form": form,
                "live": live,
                "back": back,
                "opts": self.opts,
                "title": _("Withdraw this release?"),
            }
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


def _with_new_tags(archive: Archive, release: Release) -> Archive:
    """The archive as it will be when tags that only this release has are published with it."""
    known = archive.choices["tag"] | {tag.slug: Choice(tag.slug, tag.name) for tag in release.tags.all()}
    ahead = copy.copy(archive)
    ahead.choices = archive.choices | {"tag": known}
    return ahead
