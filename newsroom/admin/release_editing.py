"""Two editors at one form: what was saved since it was opened is brought together with what is being saved."""

from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.staff import member
from taxonomy.admin_input import is_key

from .. import editing_actions
from ..models import Release
from .release_form import last_saved
from .release_history import ReleaseHistoryAdmin
from .release_merging import Merge, merge
from .release_page import about
from .release_reading import Compared, Reader
from .release_unsaved import ReleaseUnsavedAdmin, inputs, show
from .release_version import Version, form_class_of, pack, put, saved, typed, unpack

#: Buttons that save and do no more. Any other one waits until its user has seen what came in from others.
SAVING = {"_save", "_continue", "_addanother"}
#: Of the page of two versions: the button that leads to the form, and the choices ("mine" or "theirs"), by field.
BY_HAND, TAKE = "_by_hand", "take-"


class ReleaseEditingAdmin(ReleaseUnsavedAdmin, ReleaseHistoryAdmin, admin.ModelAdmin):
    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The form. What is posted from one that began with an older text is first brought up to the present."""
        if request.method != "POST":
            return super().changeform_view(request, object_id, *args, **kwargs)
        with transaction.atomic():
            release = self._to_be_changed(request, object_id)
            answer = self._before_saving(request, release) if release or object_id is None else None
            return answer or super().changeform_view(request, object_id, *args, **kwargs)

    def _to_be_changed(self, request: HttpRequest, object_id: str | None) -> Release | None:
        """The release with that key if the user may change its text now. Else Django's admin has the answer."""
        if object_id is None or not is_key(object_id):
            return None
        release = self.get_queryset(request).filter(pk=object_id).first()
        return release if release and self.has_change_permission(request, release) else None

    def _before_saving(self, request: HttpRequest, release: Release | None) -> HttpResponse | None:
        if "_discard" in request.POST:
            return self.discard(request, release)
        if "_restore" in request.POST:
            return self.restore(request, release)
        if release is None or "_preview" in request.POST:
            return None
        return self._bring_together(request, release)

    def _bring_together(self, request: HttpRequest, release: Release) -> HttpResponse | None:
        """Change what is posted so that nothing saved meanwhile is lost; the page that asks, where that is needed."""
        data = request.POST.copy()
        instant, who = last_saved(release, lock=True)
        release.refresh_from_db()
        form_class = form_class_of(self, request, release)
        base = unpack(data.get("base", ""), release, data.get("seen", ""))
        if base:
            put(data, {name: base[name] for name in _choices(data, "theirs") if name in base}, release)
        if data.get("seen") == instant:
            request.POST = data  # type: ignore[assignment]
            if BY_HAND in data:
                mine = typed(form_class, data)
                self._show_beside(request, data, Reader(form_class), mine, base or mine)
            return None
        mine, theirs = typed(form_class, data), saved(form_class, release)
        merged = merge(base, mine, theirs)
        put(data, merged.version, release)
        data["seen"], data["base"] = instant, pack(theirs, release, instant)
        reader, name = Reader(form_class), str(who or _("Somebody else"))
        if merged.conflicts:
            editing_actions.keep_unsaved(release=release, by=member(request), data=inputs(data))
            asked = [reader.compared(field, mine, theirs, base) for field in merged.conflicts]
            return self._ask(request, release, data, asked, name, _labels(reader, merged))
        self._tell(request, reader, merged, name)
        request.POST = data  # type: ignore[assignment]
        if _does_more_than_save(data):
            show(request, data)
            sentence = _(
                "Nothing has been saved or done yet. Read the text as it stands now, then press the button again."
            )
            self.message_user(request, sentence, messages.WARNING)
        return None

    def _show_beside(
        self, request: HttpRequest, data: QueryDict, reader: Reader, mine: Version, theirs: Version
    ) -> None:
        """The form with what was chosen, and beside it what the other one has in the fields that stay as they are."""
        asked = [name for name in _choices(data, "mine") if name in theirs and name in mine]
        request.theirs = [reader.compared(name, mine, theirs) for name in asked]  # type: ignore[attr-defined]
        show(request, data)
        sentence = _("Nothing is saved yet. Bring both texts together here, and save.")
        self.message_user(request, sentence, messages.WARNING)

    def _tell(self, request: HttpRequest, reader: Reader, merged: Merge, who: str) -> None:
        if merged.taken:
            sentence = _("%(who)s has saved this release since you opened it. Taken over from there: %(fields)s.")
            fields = _labels(reader, merged)
            self.message_user(request, sentence % {"who": who, "fields": fields}, messages.WARNING)

    def _ask(
        self, request: HttpRequest, release: Release, data: QueryDict, asked: list[Compared], who: str, taken: str
    ) -> HttpResponse:
        """The page of two versions. It holds all that was typed, and `seen` and `base` as they are now."""
        context = {
            **about(self, request, release, _("Two versions of this release")),
            "who": who,
            "taken": taken,
            "asked": asked,
            "carried": [(name, value) for name, values in inputs(data).items() for value in values if _is_text(name)],
        }
        return render(request, "admin/newsroom/release/merge.html", context)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        release, by = form.instance, member(request)
        version = saved(form_class_of(self, request, release), release)
        relations = {name: value for name, value in version.items() if isinstance(value, list)}
        editing_actions.note_saved(release=release, by=by, relations=relations)
        if not change:
            editing_actions.forget_unsaved(release=None, by=by)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Release | None = None,
    ) -> HttpResponse:
        release = self._to_be_changed(request, str(obj.pk)) if obj and obj.pk else None
        if release:
            fresh = request.method != "POST"
            context["base"] = self._packed(request, release) if fresh else request.POST.get("base", "")
            context["others"] = self.others(request, release)
            context["theirs"] = getattr(request, "theirs", [])
            context["unsaved_url"] = reverse("admin:newsroom_release_unsaved", args=[release.pk])
            context["presence_url"] = reverse("admin:newsroom_release_presence", args=[release.pk])
        elif add:
            context["unsaved_url"] = reverse("admin:newsroom_release_unsaved_new")
        if release or add:
            context["unsaved"] = self.unsaved(request, release)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _packed(self, request: HttpRequest, release: Release) -> str:
        """The text as it is now. Its moment is read last: what is saved in between does not fit, and is asked about."""
        version = saved(form_class_of(self, request, release), release)
        return pack(version, release, last_saved(release)[0])


def _choices(data: QueryDict, choice: str) -> list[str]:
    """The fields for which that was chosen on the page of two versions."""
    return [name.removeprefix(TAKE) for name in data if name.startswith(TAKE) and data.get(name) == choice]


def _is_text(name: str) -> bool:
    return not name.startswith(TAKE)


def _does_more_than_save(data: QueryDict) -> bool:
    return any(name.startswith("_") and name not in SAVING for name in data)


def _labels(reader: Reader, merged: Merge) -> str:
    return ", ".join(reader.label(name) for name in merged.taken)
