"""The admin of this project: Django's own, with its sections in the order in which a newsroom needs them."""

from functools import update_wrapper
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.apps import AdminConfig
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

#: Section → its models. What is not named here comes after, in Django's order.
SECTIONS: dict[str, list[str]] = {
    "newsroom": ["Release", "Lead", "MediaEvent", "Image", "Attachment", "Contact", "Page"],
    "taxonomy": [
        "FieldOfWork",
        "Structure",
        "Country",
        "PartnerGroup",
        "MeetingSeries",
        "Project",
        "Chairpersonship",
        "Tag",
    ],
    "accounts": ["User", "Desk"],
}
#: Sections that are shown as part of another one.
PART_OF = {"taggit": "taxonomy"}


class Suggestions(AutocompleteJsonView):
    """Answers of autocomplete fields, in the words and under the keys that a model's admin may give."""

    def process_request(self, request: HttpRequest) -> tuple:
        term, *rest = super().process_request(request)
        return term.replace("\x00", ""), *rest  # which PostgreSQL cannot look for

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        result = super().serialize_result(obj, to_field_name)
        suggestion = getattr(self.model_admin, "suggestion", None)
        return result | suggestion(obj) if suggestion else result


class NewsroomAdminSite(admin.AdminSite):
    site_header = site_title = settings.SITE_NAME
    index_title = _("Newsroom desk")
    # The sections are in the header: forms need the width.
    enable_nav_sidebar = False
    empty_value_display = "–"

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """The first page. Who has no view of releases gets Django's list of sections alone."""
        context = extra_context or {}
        if request.user.has_perm("newsroom.view_release"):
            # Not above: the site is made before there are models.
            from accounts.staff import member
            from newsroom.dashboard import Dashboard

            context = {"dashboard": Dashboard(member(request)), **context}
        return super().index(request, context)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Django's, where a form that is posted by somebody who has been signed out is not lost to the log-in page."""
        guarded = super().admin_view(view, cacheable)

        def carrying(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            from accounts import sign_in_again  # its forms need the models, which this module comes before

            if request.method == "POST" and not self.has_permission(request) and sign_in_again.is_form(request):
                return sign_in_again.ask(request)
            return guarded(request, *args, **kwargs)

        return update_wrapper(carrying, guarded)

    def autocomplete_view(self, request: HttpRequest) -> Any:
        return Suggestions.as_view(admin_site=self)(request)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Django's list of sections and models, those of SECTIONS first and in that order."""
        if app_label:
            return super().get_app_list(request, app_label)
        apps = {app["app_label"]: app for app in super().get_app_list(request)}
        for part, whole in PART_OF.items():
            if part in apps and whole in apps:
                apps[whole]["models"] += apps.pop(part)["models"]
        for label, names in SECTIONS.items():
            if label in apps:
                apps[label]["models"].sort(key=lambda model, names=names: _rank(model["object_name"], names))
        return sorted(apps.values(), key=lambda app: _rank(app["app_label"], list(SECTIONS)))


def _rank(name: str, order: list[str]) -> int:
    return order.index(name) if name in order else len(order)


class NewsroomAdminConfig(AdminConfig):
    default_site = "osce_cms.admin_site.NewsroomAdminSite"
