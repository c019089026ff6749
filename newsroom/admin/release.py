"""Releases: the form in which they are written."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from accounts.staff import member

from .. import actions, languages
from ..models import Release
from ..snapshot import content
from .editor import EditorAdmin
from .release_calendar import ReleaseCalendarAdmin
from .release_checks import ReleaseChecksAdmin
from .release_editing import ReleaseEditingAdmin
from .release_failures import ReleaseFailuresAdmin
from .release_form import ReleaseForm
from .release_inlines import AttachmentInline, ImageInline, SourceInline
from .release_leak_check import ReleaseLeakCheckAdmin
from .release_list import ReleaseListAdmin
from .release_moved_on import ReleaseMovedOnAdmin
from .release_previews import ReleasePreviewsAdmin
from .release_publishing import ReleasePublishingAdmin
from .release_rights import ReleaseRightsAdmin
from .release_together import ReleaseTogetherAdmin
from .release_translations import ReleaseTranslationsAdmin

#: What publishing, withdrawing and importing write, and no form may: an older text keeps today's.
NOT_EDITED = ["state", "published_at", "updated_by", "legacy_id", "import_digest"]


@admin.register(Release)
class ReleaseAdmin(
    ReleaseRightsAdmin,
    ReleaseEditingAdmin,
    ReleasePreviewsAdmin,
    ReleaseLeakCheckAdmin,
    ReleaseFailuresAdmin,
    ReleaseChecksAdmin,
    ReleasePublishingAdmin,
    ReleaseMovedOnAdmin,
    ReleaseCalendarAdmin,
    ReleaseTranslationsAdmin,
    ReleaseTogetherAdmin,
    EditorAdmin,
    ReleaseListAdmin,
    SimpleHistoryAdmin,
):
    form = ReleaseForm
    fieldsets = [
        (
            _("Text"),
            {
                "fields": [
                    ("kind", "language"),
                    "title",
                    "summary",
                    ("place", "date"),
                    "dateline_shown",
                    "body",
                    "seen",
                ]
            },
        ),
        (
            _("What it is about"),
            {"fields": ["countries", "fields_of_work", "meetings", "projects", "tags"]},
        ),
        (_("For readers and journalists"), {"fields": ["contacts", "translation_of"]}),
        (_("At the desk"), {"fields": ["desk", "confidential"]}),
    ]
    readonly_fields = ["dateline_shown"]
    autocomplete_fields = [
        "countries",
        "fields_of_work",
        "meetings",
        "projects",
        "contacts",
        "translation_of",
    ]
    inlines = [SourceInline, ImageInline, AttachmentInline]
    view_on_site = False  # the publishing box leads to the editions

    class Media:
        js = ["js/release-form.js"]

    @admin.display(description=_("dateline"))
    def dateline_shown(self, release: Release) -> str:
        """As readers will see it; the form's script asks anew as place, date and language change."""
        return format_html(
            '<output id="dateline" for="id_place id_date id_language" dir="{}">{}</output>',
            languages.direction_of(release.language),
            release.dateline,
        )

    def save_model(self, request: HttpRequest, obj: Release, form: Any, change: bool) -> None:
        if change:
            obj.refresh_from_db(fields=NOT_EDITED, from_queryset=Release.objects.select_for_update())
            form.before = content(obj.pk)
        else:
            obj.updated_by = member(request)
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if change and content(form.instance.pk) != form.before:
            changed = actions.edited(release=form.instance, by=member(request))
            form.instance.state, form.instance.updated_by = changed.state, changed.updated_by
