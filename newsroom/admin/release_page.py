"""What pages beside the form of a release have in common; their templates extend admin/newsroom/release/page.html."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse

from ..models import Release


def about(model_admin: admin.ModelAdmin, request: HttpRequest, release: Release, title: str) -> dict[str, Any]:
    """The context of a page about `release`: that of the admin, with `release`, `title`, `opts` and the way `back`."""
    return {
        **model_admin.admin_site.each_context(request),
        "title": title,
        "opts": model_admin.opts,
        "release": release,
        "back": reverse("admin:newsroom_release_change", args=[release.pk]),
    }
