"""Checks of what is being typed: the form goes the whole way of saving, and all of it is undone, as for a preview."""

import datetime as dt
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .. import checks
from ..models import Release
from .release_steps import StepForm

#: Values of the button that asks for a preview: what is asked for instead. The second is for the form's script.
PAGE, FRAGMENT = "checks", "checks-fragment"


class ReleaseChecksAdmin(admin.ModelAdmin):
    class Media:
        css = {"all": ["css/release-checks.css"]}
        js = ["js/release-checks.js"]

    def _preview(self, request: HttpRequest, release: Release) -> HttpResponse:
        wanted = request.POST.get("_preview")
        if wanted not in (PAGE, FRAGMENT):
            return super()._preview(request, release)  # type: ignore[misc]
        release = Release.objects.select_related("desk").get(pk=release.pk)  # as publishing would read it
        found = checks.problems(release, _moment(request, release))
        context: dict[str, Any] = {"problems": found, "checked": True, "release": release}
        if wanted == FRAGMENT:
            return render(request, "admin/newsroom/release/checks.html", context)
        context |= {**self.admin_site.each_context(request), "alone": True, "title": release.title}
        return render(request, "admin/newsroom/release/checked.html", context)


def _moment(request: HttpRequest, release: Release) -> dt.datetime | None:
    """When it is to be published: as typed into the publishing box, or else as it is scheduled."""
    step = StepForm(request.POST, zone=release.desk.zone)
    step.is_valid()
    scheduled = release.editions.ahead().first()
    return step.cleaned_data.get("at") or (scheduled.live_from if scheduled else None)
