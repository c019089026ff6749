"""The leak check on the form of a release."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils.translation import gettext as _

from accounts.staff import member

from ..leak_check import leak_check
from .release_page import about
from .release_previews import sees_previews


class ReleaseLeakCheckAdmin(admin.ModelAdmin):
    def get_urls(self) -> list:
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/leak-check/", wrap(self.leak_check_view), name="newsroom_release_leak_check"),
            *super().get_urls(),
        ]

    def leak_check_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Say what is about to be asked; upon POST ask, since it takes seconds, and report."""
        release = get_object_or_404(self.get_queryset(request).select_related("desk"), pk=pk)
        if not self.has_view_permission(request, release) or not sees_previews(member(request), release):
            raise PermissionDenied
        context = about(self, request, release, _("Leak check"))
        if request.method == "POST":
            try:
                context["report"] = leak_check(release, host=request.get_host())
            except ValidationError as error:
                context["problem"] = " ".join(error.messages)
        return render(request, "admin/newsroom/release/leak_check.html", context)
