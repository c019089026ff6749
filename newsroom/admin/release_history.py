"""The revisions of a release: who saved what when, how each differs from the present text, and the way back to it."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from simple_history.admin import SimpleHistoryAdmin

from taxonomy.admin_input import is_key

from .. import schedule
from ..models import Release
from .release_form import last_saved
from .release_merging import same
from .release_page import about
from .release_reading import Reader
from .release_unsaved import posted, show
from .release_version import Version, form_class_of, pack, put, saved

#: Written by steps, never by somebody who edits.
NO_WORDS = {"state", "published_at", "legacy_id"}


class ReleaseHistoryAdmin(SimpleHistoryAdmin):
    object_history_template: Any = "admin/newsroom/release/history.html"
    object_history_list_template = "admin/newsroom/release/history_list.html"
    history_list_per_page = 50

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        _get(self, request, object_id)
        return super().history_view(request, object_id, extra_context)

    def set_history_delta_changes(self, request: HttpRequest, historical_records: Any, *args: Any) -> None:
        """Say of each revision on the page what its author changed: `changed`, None for the first one of all.

        A step on the way of a release leaves a row as well: that of one who changed no word has an empty list.
        """
        records = list(historical_records)
        before = records and records[-1].prev_record
        reader = Reader(form_class_of(self, request)) if records else None
        for record, earlier in zip(records, [*records[1:], before], strict=True):
            record.changed = earlier and _changed(reader, _version(earlier), _version(record))

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """One revision beside the present text; posting opens the form with it, unsaved."""
        release = _get(self, request, object_id)
        record = get_object_or_404(release.history, pk=version_id if is_key(version_id) else None)
        if request.method == "POST":
            return self._restore(request, release, record)
        form_class = form_class_of(self, request, release)
        reader, then, now = Reader(form_class), _version(record), saved(form_class, release)
        context = {
            **about(self, request, release, _("Revision of %s") % _moment(record)),
            "record": record,
            "changes": reader.changes(then, now),
            "complete": record.relations is not None,
            "may_restore": self.has_change_permission(request, release),
        }
        return render(request, "admin/newsroom/release/revision.html", context)

    def _restore(self, request: HttpRequest, release: Release, record: Any) -> HttpResponse:
        """The form with that text in it: what it does not know stays as it is. Nothing is saved."""
        if not self.has_change_permission(request, release):
            raise PermissionDenied
        form_class = form_class_of(self, request, release)
        now = saved(form_class, release)
        data = posted({})
        put(data, now | {name: value for name, value in _version(record).items() if name in now}, release)
        seen = last_saved(release)[0]
        data["seen"], data["base"] = seen, pack(now, release, seen)
        show(request, data)
        sentence = _("This is the text of %s. It is not saved yet: look through it, and save.") % _moment(record)
        self.message_user(request, sentence)
        form_url = reverse("admin:newsroom_release_change", args=[release.pk])
        return self.changeform_view(request, str(release.pk), form_url)


def _get(model_admin: SimpleHistoryAdmin, request: HttpRequest, key: str) -> Release:
    """The release with that key if it still exists and the user may look at it. Raises Http404, PermissionDenied."""
    if not is_key(key):
        raise Http404
    release = get_object_or_404(model_admin.get_queryset(request), pk=key)
    if not model_admin.has_view_or_change_permission(request, release):
        raise PermissionDenied
    return release


def _version(record: Any) -> Version:
    """A row of the history in the shape of release_version."""
    columns = {field.name for field in Release._meta.concrete_fields} - NO_WORDS - {"id"}
    tracked = [field for field in record.tracked_fields if field.name in columns]
    return {field.name: _text(getattr(record, field.attname)) for field in tracked} | (record.relations or {})


def _text(value: Any) -> str:
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


def _changed(reader: Reader | None, before: Version, after: Version) -> list[str]:
    names: Iterable[str] = [name for name in after if name in before and not same(name, before[name], after[name])]
    return [reader.label(name) for name in names] if reader else []


def _moment(record: Any) -> str:
    return schedule.moment(record.history_date)
