"""Preview links on the form of a release: who was shown it, when, what they said; making and revoking links."""

import datetime as dt
import zoneinfo
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.staff import member
from taxonomy.tidy_fields import TidyCharField

from .. import preview_actions, schedule
from ..actions import Refused
from ..models import PreviewLink, Release
from ..permissions import reads_everything
from ..preview_actions import may_link
from ..preview_rules import LinkAction
from .moment_form import MomentForm
from .release_page import about

USUAL_DAYS = 7


class PreviewLinkForm(MomentForm):
    """For whom a link is, and when it closes by the clocks of the desk."""

    #: A link may well close too early, not too late.
    of_two = schedule.EARLIER

    recipient = TidyCharField(
        label=gettext_lazy("For whom"),
        max_length=150,
        help_text=gettext_lazy("One person, with their medium or office. The page will name them."),
        widget=forms.TextInput(attrs={"class": "vTextField", "autocomplete": "off"}),
    )
    day = forms.DateField(
        label=gettext_lazy("Open until"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    hour = forms.TimeField(label=gettext_lazy("Time"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))

    def __init__(self, data: Any = None, *, zone: zoneinfo.ZoneInfo):
        usual = timezone.now().astimezone(zone) + dt.timedelta(days=USUAL_DAYS)
        super().__init__(data, initial={"day": usual.date(), "hour": usual.time()})
        self.zone = zone
        self.fields["hour"].help_text = _(
            "By the clocks of %(place)s. Once readers see the text, the link leads to the public page."
        ) % {"place": schedule.place(zone)}


class ReleasePreviewsAdmin(admin.ModelAdmin):
    def get_urls(self) -> list:
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/previews/add/", wrap(self.make_preview_view), name="newsroom_release_preview_add"),
            path(
                "<int:pk>/previews/<int:link_pk>/revoke/",
                wrap(self.revoke_preview_view),
                name="newsroom_release_preview_revoke",
            ),
            *super().get_urls(),
        ]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        original, user = context.get("original"), member(request)
        # As the database has it: the object of a form that was refused holds what was typed.
        release = Release.objects.select_related("desk").filter(pk=original.pk).first() if original else None
        if release and sees_previews(user, release):
            context |= {
                "preview_links": links_of(release),
                "preview_zone": release.desk.zone,
                "may_make_preview": may_link(user, LinkAction.MAKE, release),
                "may_revoke_preview": may_link(user, LinkAction.REVOKE, release),
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def make_preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask for whom and until when; then show the address, this once."""
        try:
            release = self._release_for_links(request, pk, LinkAction.MAKE)
        except Refused as refused:
            self.message_user(request, str(refused), messages.ERROR)
            return HttpResponseRedirect(reverse("admin:newsroom_release_change", args=[pk]))
        form = PreviewLinkForm(request.POST or None, zone=release.desk.zone)
        context = about(self, request, release, _("Make a preview link")) | {"form": form}
        if form.is_valid():
            said = form.cleaned_data
            try:
                link, token = preview_actions.make_link(
                    release=release, recipient=said["recipient"], expires_at=said["at"], by=member(request)
                )
            except Refused as refused:
                form.add_error(None, list(refused.reasons))
            else:
                address = request.build_absolute_uri(reverse("preview", args=[token]))
                context |= {"link": link, "address": address, "closes": schedule.told(link.expires_at, form.zone)}
        return render(request, "admin/newsroom/release/preview_add.html", context)

    def revoke_preview_view(self, request: HttpRequest, pk: int, link_pk: int) -> HttpResponse:
        """Ask once more, then close the link."""
        release = self._release_for_links(request, pk, LinkAction.REVOKE)
        link = get_object_or_404(release.preview_links, pk=link_pk)
        context = about(self, request, release, _("Revoke this preview link?"))
        if request.method != "POST":
            return render(request, "admin/newsroom/release/preview_revoke.html", context | {"link": link})
        try:
            preview_actions.revoke_link(link=link, by=member(request))
        except Refused as refused:
            self.message_user(request, str(refused), messages.ERROR)
        else:
            sentence = _("Revoked. The link of %(name)s opens nothing any more.") % {"name": link.recipient}
            self.message_user(request, sentence, messages.SUCCESS)
        return HttpResponseRedirect(context["back"])

    def _release_for_links(self, request: HttpRequest, pk: int, action: LinkAction) -> Release:
        """The release. Raises Http404 where the user may not know of it, else as preview_actions.check_role()."""
        release: Release = get_object_or_404(self.get_queryset(request).select_related("desk__structure"), pk=pk)
        if not self.has_view_permission(request, release):
            raise PermissionDenied
        preview_actions.check_role(release=release, action=action, by=member(request))
        return release


def sees_previews(user: User, release: Release) -> bool:
    """Whether names of recipients and what they said are for `user`: those who work on it, and auditors."""
    return may_link(user, LinkAction.SEE, release) or reads_everything(user)


def links_of(release: Release) -> QuerySet[PreviewLink]:
    """All links of `release`, the newest first, with their use and comments: two queries, however many there are."""
    return release.preview_links.with_use().select_related("made_by", "revoked_by").prefetch_related("comments")
