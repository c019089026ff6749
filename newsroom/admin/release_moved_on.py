"""A text that went on to another desk while somebody was typing: it cannot be saved, and every word is given back."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.models import Role
from accounts.staff import member
from taxonomy.admin_input import is_key

from ..models import Release
from ..permissions import has_role
from .release_page import about
from .release_reading import Reader
from .release_version import form_class_of, saved, typed


class ReleaseMovedOnAdmin(admin.ModelAdmin):
    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """403 with what was typed, where its writer works at the desk and its state is no longer one to write in."""
        if request.method == "POST" and "title" in request.POST and object_id is not None and is_key(object_id):
            release = self.get_queryset(request).filter(pk=object_id).first()
            if release and self._has_moved_on(request, release):
                return self._give_back(request, release)
        return super().changeform_view(request, object_id, *args, **kwargs)

    def _has_moved_on(self, request: HttpRequest, release: Release) -> bool:
        is_theirs = has_role(member(request), release.desk_id, Role.AUTHOR)
        return is_theirs and not self.has_change_permission(request, release)

    def _give_back(self, request: HttpRequest, release: Release) -> HttpResponse:
        form_class = form_class_of(self, request, release)
        typed_fields = Reader(form_class).changes(typed(form_class, request.POST), saved(form_class, release))
        context = about(self, request, release, _("Your text could not be saved")) | {"typed": typed_fields}
        return render(request, "admin/newsroom/release/moved_on.html", context, status=403)
