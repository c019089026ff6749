"""Trying again what has failed in the background."""

import procrastinate.contrib.django.admin  # noqa: F401 - registers what is taken down below
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.staff import member

from ..actions import Refused
from ..failed_jobs import try_again

# The queue's own pages speak to those who wrote it; the first page of the desk tells what has failed.
admin.site.unregister(ProcrastinateJob)


class ReleaseFailuresAdmin(admin.ModelAdmin):
    def get_urls(self) -> list:
        again = require_POST(self.admin_site.admin_view(self.try_again_view))
        return [path("failed/<int:job>/again/", again, name="newsroom_release_try_again"), *super().get_urls()]

    def try_again_view(self, request: HttpRequest, job: int) -> HttpResponse:
        """Put the job back into the queue, say so on the first page."""
        try:
            try_again(job=job, by=member(request))
        except Refused as refused:
            messages.warning(request, str(refused))
        else:
            messages.success(request, _("It is being tried again. If it fails once more, it is back on this page."))
        return redirect("admin:index")
