"""Translations at the desk: beginning one, the original beside the editor, the table of languages."""

import logging
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Role
from accounts.staff import member

from .. import languages, translation_actions
from ..actions import Refused
from ..models import Release, TranslationBasis
from ..permissions import has_role, seen_by
from .release_group import beside, group_for, publishes_some
from .release_page import about

logger = logging.getLogger(__name__)

#: The check box beside the original; its value says which state of the original was there to be read.
UP_TO_DATE = "up_to_date"


class TranslationForm(forms.Form):
    """Into which language. Those of the public pages come first."""

    into = forms.ChoiceField(label=gettext_lazy("Language"))

    def __init__(self, *args: Any, there: set[str], first: list[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        left = {code: language.name for code, language in languages.LANGUAGES.items() if code not in there}
        common = [(code, left.pop(code)) for code in first if code in left]
        others = sorted(left.items(), key=lambda item: str(item[1]))
        field: Any = self.fields["into"]
        field.choices = [(_("Languages of this site"), common), (_("Other languages"), others)]


class ReleaseTranslationsAdmin(admin.ModelAdmin):
    class Media:
        css = {"all": ["css/translations.css"]}

    def get_urls(self) -> list:
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/translate/", wrap(self.translate_view), name="newsroom_release_translate"),
            *super().get_urls(),
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Release]:
        queryset = super().get_queryset(request)
        if request.resolver_match and request.resolver_match.url_name == "newsroom_release_changelist":
            # Not as a column of the query: that would look at all translations there are for fifty rows.
            outdated = TranslationBasis.objects.outdated().only("translation")
            return queryset.prefetch_related(Prefetch("basis", outdated, to_attr="outdated_basis"))
        return queryset

    @admin.display(description=gettext_lazy("title"), ordering="title")
    def headline(self, release: Release) -> str:
        """The title, or what stands for it in a translation that has no words yet."""
        return str(release)

    @admin.display(description=gettext_lazy("language"), ordering="language")
    def language_label(self, release: Release) -> str:
        name = release.get_language_display()
        if not release.outdated_basis:  # type: ignore[attr-defined] # fetched above
            return name
        return format_html('{}<br><span class="behind">{}</span>', name, _("behind its original"))

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Release | None = None,
    ) -> HttpResponse:
        if obj and obj.pk:
            user, release = member(request), Release.objects.get(pk=obj.pk)  # not as somebody has typed it
            group = group_for(release, user)
            context["group"] = group
            context["beside"] = beside(release, user)
            context["may_translate"] = any(
                one.is_original and has_role(user, one.release.desk_id, Role.AUTHOR) for one in group.members
            )
            context["may_publish_group"] = len(group.members) > 1 and publishes_some(user, group.members)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if change and UP_TO_DATE in request.POST and "_preview" not in request.POST:
            try:
                translation_actions.bring_up_to_date(
                    release=form.instance, by=member(request), read=request.POST[UP_TO_DATE]
                )
            except Refused as refused:  # the text is saved all the same
                self.message_user(request, str(refused), messages.WARNING)

    def translate_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask for the language, then make the sister release and open its form."""
        user = member(request)
        release = get_object_or_404(Release.objects.filter(seen_by(user)), pk=pk)
        group = translation_actions.group_of(release)
        original = group.get(pk=release.translation_of_id or release.pk)
        if not has_role(user, original.desk_id, Role.AUTHOR):
            logger.warning("%s may not translate release %s", user.pk, pk)
            raise PermissionDenied
        there = set(group.values_list("language", flat=True))
        form = TranslationForm(request.POST or None, there=there, first=[code for code, name in settings.LANGUAGES])
        if form.is_valid():
            try:
                sister = translation_actions.translate(release=release, into=form.cleaned_data["into"], by=user)
            except Refused as refused:
                form.add_error("into", str(refused))
            else:
                told = _("A draft in %s: all but the words is carried over. Write beside the original.")
                self.message_user(request, told % sister.get_language_display(), messages.SUCCESS)
                return HttpResponseRedirect(reverse("admin:newsroom_release_change", args=[sister.pk]))
        back = reverse("admin:newsroom_release_change", args=[pk])  # where one came from, perhaps another translation
        context = about(self, request, original, _("Translate into…")) | {"form": form, "back": back}
        return render(request, "admin/newsroom/release/translate.html", context)
