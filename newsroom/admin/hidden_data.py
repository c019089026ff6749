"""What a file holds besides what its readers see: said on its page, and removed from a copy there."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.staff import member

from .. import media_actions
from ..actions import Refused
from ..media.office import can_clean, findings_of
from ..models import Attachment


class HiddenDataAdmin(admin.ModelAdmin):
    """The part of the admin of files that deals with it."""

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(self.clean_view)
        return [path("<int:pk>/clean/", view, name="newsroom_attachment_clean"), *super().get_urls()]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """With a button where something can be removed, by somebody who may."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or not self.has_change_permission(request, obj) or not _is_cleanable(obj):
            return fieldsets
        return [
            (
                name,
                options | {"fields": [*options["fields"], "removal"]}
                if "hidden_data" in options["fields"]
                else options,
            )
            for name, options in fieldsets
        ]

    def clean_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Keep a cleaned copy and show it. The original stays where it is used."""
        attachment = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_change_permission(request, attachment):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        try:
            copy = media_actions.clean_attachment(attachment=attachment, by=member(request))
        except Refused as refused:
            messages.error(request, " ".join(map(str, refused.reasons)))
            return redirect(_page(attachment))
        except OSError:
            messages.error(request, gettext("The storage has lost this file. Upload it again."))
            return redirect(_page(attachment))
        self.log_addition(request, copy, [{"added": {}}])
        messages.success(
            request,
            gettext(
                "This is a copy without the hidden data. The original has not changed and is marked “has hidden data”: "
                "choose the copy instead in the releases that use it."
            ),
        )
        return redirect(_page(copy))

    @admin.display(description=_("found"))
    def hidden_data(self, attachment: Attachment) -> str:
        found = findings_of(attachment)
        if found is None:
            return gettext("This file has not been searched yet.")
        if not found:
            return gettext("Nothing found.")
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((one.sentence,) for one in found)))

    @admin.display(description=_("remove"))
    def removal(self, attachment: Attachment) -> str:
        # A button of the form around it, with whose token it is sent.
        return format_html(
            '<button type="submit" class="button" formaction="{}" formnovalidate>{}</button><p class="help">{}</p>',
            reverse("admin:newsroom_attachment_clean", args=[attachment.pk]),
            gettext("Remove hidden data"),
            gettext(
                "Makes a copy: without properties, comments, notes and hidden text, with tracked changes accepted. "
                "Hidden rows, columns, sheets, slides and layers stay. Unsaved changes on this page are lost."
            ),
        )


def _is_cleanable(attachment: Attachment) -> bool:
    found = findings_of(attachment)
    return bool(found) and can_clean(found or [], attachment.type)


def _page(attachment: Attachment) -> str:
    return reverse("admin:newsroom_attachment_change", args=[attachment.pk])
