"""The page on which several languages of a release are published in one go."""

import logging
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.staff import member
from taxonomy.tidy_fields import TidyCharField

from .. import actions, schedule, translation_actions
from ..models import Release
from ..permissions import may, seen_by
from ..workflow import Action, State
from .release_group import Member, group_for, publishes_some
from .release_page import about
from .release_steps import FURTHER, StepForm

logger = logging.getLogger(__name__)

PUBLISH, FOLLOWS, LEAVE = "publish", "follows", ""
NOW, LATER = "now", "later"
#: Whose working text says what readers see, or are about to see, or are not to see any more.
_AT_REST = (State.PUBLISHED, State.WITHDRAWN)


class TogetherForm(StepForm):
    """What is said of all languages: when, a comment for colleagues, why nobody else looked."""

    when = forms.ChoiceField(
        label=gettext_lazy("When"),
        choices=[(NOW, gettext_lazy("at once")), (LATER, gettext_lazy("at a set time"))],
        initial=NOW,
        widget=forms.RadioSelect,
    )
    change = change_note = None  # type: ignore[assignment] # each language has its own

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("when") != LATER:
            cleaned["at"] = None
            if cleaned.get("day") or cleaned.get("hour"):  # a slip here could not be called back
                self.add_error("when", _("You have given a day or a time: choose “at a set time”, or empty both."))
        elif not cleaned.get("at") and not self.errors:
            self.add_error("day", _("Give the day and the time at which they are to be published."))
        return cleaned


class LanguageForm(forms.Form):
    """What is to become of one language, and what a further edition of it is to its readers."""

    what = forms.ChoiceField(required=False)
    change = forms.ChoiceField(label=gettext_lazy("What this is to readers"), required=False, choices=FURTHER)
    note = TidyCharField(label=gettext_lazy("Note for readers"), required=False, max_length=1000)

    def __init__(self, data: Any = None, *, member: Member, may_publish: bool):
        what = PUBLISH if may_publish and member.release.state not in _AT_REST else LEAVE
        super().__init__(data, prefix=f"r{member.release.pk}", initial={"what": FOLLOWS if member.promised else what})
        choices = [(PUBLISH, _("publish")), (FOLLOWS, _("tell readers that it follows")), (LEAVE, _("leave as it is"))]
        field: Any = self.fields["what"]
        field.choices = choices  # the action refuses what is not open, in words
        # What the page offers: a publication where it is the user's, a promise where readers still wait.
        self.offered = [
            choice
            for choice in choices
            if (choice[0] != PUBLISH or may_publish) and (choice[0] != FOLLOWS or not member.live)
        ]
        field.widget.choices = self.offered


@dataclass(frozen=True)
class Line:
    """A language on the page."""

    member: Member
    form: LanguageForm
    may_publish: bool
    missing: list[str]  # sentences: what it lacks before it can be published


class ReleaseTogetherAdmin(admin.ModelAdmin):
    def get_urls(self) -> list:
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/together/", wrap(self.together_view), name="newsroom_release_together"),
            *super().get_urls(),
        ]

    def together_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The languages of a release, each with what it lacks, and one button for those that are chosen."""
        user = member(request)
        release = get_object_or_404(
            Release.objects.filter(seen_by(user)).select_related("desk", "translation_of"), pk=pk
        )
        group = group_for(release, user).members
        if not publishes_some(user, group):
            logger.warning("%s may not publish the languages of release %s", user.pk, pk)
            raise PermissionDenied
        form = TogetherForm(request.POST or None, zone=release.desk.zone)
        lines = [_line(one, user, request.POST or None) for one in group]
        if form.is_valid() and all([line.form.is_valid() for line in lines]):
            try:
                told = _publish(user, form.cleaned_data, lines, release)
            except actions.Refused as refused:
                form.add_error(None, [*refused.reasons, _("So nothing was published.")])
            except PermissionDenied:
                logger.warning("%s may not publish all that was chosen of release %s", user.pk, pk)
                raise
            else:
                self.message_user(request, told, messages.SUCCESS)
                return HttpResponseRedirect(reverse("admin:newsroom_release_change", args=[pk]))
        context = about(self, request, release, _("Publish together"))
        context |= {"form": form, "lines": lines, "zone": release.desk.zone}
        return render(request, "admin/newsroom/release/together.html", context)


def _line(one: Member, user: User, data: Any) -> Line:
    may_publish = may(user, Action.PUBLISH, one.release)
    form = LanguageForm(data, member=one, may_publish=may_publish)
    return Line(one, form, may_publish, actions.missing_for_publication(one.release))


def _publish(user: User, said: dict[str, Any], lines: list[Line], release: Release) -> str:
    chosen = [line for line in lines if line.form.cleaned_data["what"] == PUBLISH]
    editions = translation_actions.publish_together(
        releases=[line.member.release for line in chosen],
        by=user,
        at=said["at"],
        follow=[line.member.release.language for line in lines if line.form.cleaned_data["what"] == FOLLOWS],
        changes={
            line.member.release.pk: (line.form.cleaned_data["change"], line.form.cleaned_data["note"])
            for line in chosen
        },
        comment=said["comment"],
        reason=said["reason"],
    )
    names = ", ".join(str(edition.get_language_display()) for edition in editions)
    if said["at"]:
        return _("Scheduled for %(at)s: %(languages)s.") % {
            "at": schedule.told(said["at"], release.desk.zone),
            "languages": names,
        }
    return _("Published: %s.") % names
