"""What somebody typed and has not saved, and who has a form open: kept while they write, offered when they are back."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.forms import Script
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.staff import member

from .. import editing_actions, schedule
from ..models import Release, Unsaved
from .release_form import SHOWN, last_saved
from .release_version import ROWS, form_class_of, put, saved, typed


class ReleaseUnsavedAdmin(admin.ModelAdmin):
    class Media:
        js = [Script("js/release-editing.js", type="module")]

    def get_urls(self) -> list:
        return [
            path("unsaved/", self._for_script(self.unsaved_view), name="newsroom_release_unsaved_new"),
            path("<int:pk>/unsaved/", self._for_script(self.unsaved_view), name="newsroom_release_unsaved"),
            path("<int:pk>/presence/", self._for_script(self.presence_view), name="newsroom_release_presence"),
            *super().get_urls(),
        ]

    def _for_script(self, view: Callable[..., JsonResponse]) -> Callable[..., HttpResponse]:
        """`view` for staff who are signed in. Where nobody is, the form's script is told so, and asks them in."""

        def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
            if not self.admin_site.has_permission(request):
                return JsonResponse({"signed_out": True}, status=403)
            return view(request, *args, **kwargs)

        return never_cache(require_POST(asked))

    def unsaved_view(self, request: HttpRequest, pk: int | None = None) -> JsonResponse:
        """Keep what is in the form, which is posted as it stands. Answers with a sentence to be shown."""
        release = get_object_or_404(self.get_queryset(request), pk=pk) if pk is not None else None
        if release is None and not self.has_add_permission(request):
            raise PermissionDenied
        kept = editing_actions.keep_unsaved(release=release, by=member(request), data=inputs(request.POST))
        return JsonResponse({"sentence": _("Not saved, but kept for you at %s.") % _moment(kept)})

    def presence_view(self, request: HttpRequest, pk: int) -> JsonResponse:
        """Note that the form is open. Answers with sentences: who else has it open, who has saved meanwhile."""
        release = get_object_or_404(self.get_queryset(request), pk=pk)
        editing_actions.note_presence(release=release, by=member(request))
        instant, who = last_saved(release)
        newer = ""
        if request.POST.get("seen") != instant:
            newer = _("%(who)s has saved this release since you opened it. When you save, both texts come together.")
        return JsonResponse(
            {
                "others": self.others(request, release),
                "newer": newer and newer % {"who": who or _("Somebody else")},
            }
        )

    def others(self, request: HttpRequest, release: Release) -> str:
        """The sentence that says who else has the form open; "" where nobody."""
        names = ", ".join(str(user) for user in editing_actions.others_at(release, member(request)))
        return _("Also open at this moment: %(names)s.") % {"names": names} if names else ""

    def unsaved(self, request: HttpRequest, release: Release | None) -> str:
        """When the user typed what is offered for that form; "" where nothing is, or nothing but what is saved."""
        if request.method != "GET":
            return ""
        kept = Unsaved.objects.filter(release=release, user=member(request)).first()
        if kept is None:
            return ""
        if release:
            form_class = form_class_of(self, request, release)
            if typed(form_class, posted(kept.data)) == saved(form_class, release):
                return ""
        return _moment(kept)

    def restore(self, request: HttpRequest, release: Release | None) -> HttpResponse | None:
        """Let the form show what the user typed and never saved; where there is none, the form as it is."""
        kept = Unsaved.objects.filter(release=release, user=member(request)).first()
        if kept is None:
            self.message_user(request, _("There is no unsaved text of yours any more."), messages.WARNING)
            return HttpResponseRedirect(request.path)
        data = posted(kept.data)
        if release:  # its rows may have got other keys since
            rows = typed(form_class_of(self, request, release), data)
            put(data, {name: rows[name] for name in ROWS}, release)
        show(request, data)
        sentence = _("This is what you had typed at %s. It is not saved yet: look through it, and save.")
        self.message_user(request, sentence % _moment(kept), messages.WARNING)
        return None

    def discard(self, request: HttpRequest, release: Release | None) -> HttpResponse:
        editing_actions.forget_unsaved(release=release, by=member(request))
        self.message_user(request, _("Your unsaved text is gone. This is the text as it was saved."), messages.SUCCESS)
        return HttpResponseRedirect(request.path)


def inputs(data: QueryDict) -> dict[str, list[str]]:
    """What the inputs of a form hold, without its buttons and its token."""
    return {name: values for name, values in data.lists() if name != "csrfmiddlewaretoken" and not name.startswith("_")}


def posted(values: dict[str, list[str]]) -> QueryDict:
    """`values` as if a form had posted them."""
    data = QueryDict(mutable=True)
    for name, several in values.items():
        data.setlist(name, several)
    return data


def show(request: HttpRequest, data: QueryDict) -> None:
    """Let `request` be answered with a form that shows `data` and has saved nothing of it."""
    data = posted(inputs(data))
    data[SHOWN] = "1"
    request.FILES  # noqa: B018 - read now: reading it later would put back what was posted
    request.POST = data  # type: ignore[assignment]


def _moment(kept: Unsaved) -> str:
    return schedule.moment(kept.at)
