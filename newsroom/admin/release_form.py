"""The form of a release."""

import datetime as dt
import re
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminRadioSelect
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from taxonomy.tidy_fields import TidyCharField

from .. import languages
from ..dateline import dateline
from ..models import Edition, Release, Withdrawal
from .release_tags import TagsField, TagsWidget

#: What the form's admin brings together before (release_editing.py) has no need of this: it is the last guard.
STALE = _(
    "%(who)s has saved this release since you opened it, so your version has not been saved. Nothing you typed is "
    "lost: it is below. Save again, and you will see both versions."
)

#: "123", or the address of a release in full or in part.
_RELEASE_NAMED = re.compile(r"(?:\A|/news/)([0-9]{1,18})(?:\Z|/)", re.ASCII)
#: Among what is posted: the form is to show it, and save nothing.
SHOWN = "_shown"


def last_saved(release: Release, lock: bool = False) -> tuple[str, User | None]:
    """When and by whom `release` was last saved, as the database has it; `lock` holds it until the transaction ends."""
    rows = Release.objects.select_for_update(of=("self",)) if lock else Release.objects.all()
    saved = rows.select_related("updated_by").only("updated_at", "updated_by").get(pk=release.pk)
    return saved.updated_at.isoformat(), saved.updated_by


class ReleaseForm(forms.ModelForm):
    tags = TagsField(
        label=_("Tags"),
        required=False,
        widget=TagsWidget(Release._meta.get_field("tags"), admin.site),
        help_text=_("Free keywords, beside the vocabulary. Type a new one and end it with Enter or a comma."),
    )

    #: When the text that this form began with was saved: what has been saved since must not be overwritten.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Release
        fields = ("title", "body")  # the admin names the others
        widgets = {
            # The language of the text is not that of the interface: each shows its own way round.
            "title": forms.Textarea(attrs={"rows": 2, "maxlength": 300, "dir": "auto", "class": "vLargeTextField"}),
            "summary": forms.Textarea(attrs={"rows": 3, "dir": "auto", "class": "vLargeTextField"}),
        }

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if widget := getattr(self.fields.get("translation_of"), "widget", None):
            widget.can_add_related = widget.can_change_related = widget.can_view_related = False
        if self.instance.pk and "seen" in self.fields:
            self.fields["seen"].initial = self.instance.updated_at.isoformat()

    def is_multipart(self) -> bool:
        """Yes: a Cyrillic letter is then two bytes of what a form may carry instead of six."""
        return True

    def is_valid(self) -> bool:
        return super().is_valid() and SHOWN not in self.data

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk and cleaned.get("seen") and not {"_preview", SHOWN} & set(self.data):
            instant, who = last_saved(self.instance, lock=True)
            if cleaned["seen"] != instant:
                raise forms.ValidationError(STALE % {"who": who or _("Somebody else")})
        return cleaned

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def clean_translation_of(self) -> Release | None:
        """A translation goes back to an original, and nothing goes back to a translation."""
        original = self.cleaned_data["translation_of"]
        if original is None:
            return None
        if original.pk == self.instance.pk:
            raise forms.ValidationError(_("A release cannot be a translation of itself."))
        if original.translation_of_id:
            raise forms.ValidationError(_("That one is a translation itself: choose the original."))
        if self.instance.pk and self.instance.translations.exists():
            raise forms.ValidationError(_("This release has translations: it is an original."))
        if original.language == self.cleaned_data.get("language"):
            raise forms.ValidationError(_("Both are in the same language: change the language of this one above."))
        return original


class DatelineForm(forms.Form):
    """Place, date and language as somebody types them: what cannot be understood yet is left out."""

    place = TidyCharField(required=False, max_length=100)
    date = forms.DateField(required=False)
    language = forms.ChoiceField(choices=languages.CHOICES)

    def answer(self) -> dict[str, str]:
        self.is_valid()
        known: dict[str, Any] = self.cleaned_data
        date: dt.date | None = known.get("date")
        language = known.get("language", "en")
        return {
            "dateline": dateline(known.get("place", ""), date, language),
            "direction": languages.direction_of(language),
        }


class WithdrawalForm(forms.Form):
    """Why a release comes down, and what readers find in its place. In: `release`, the one to be withdrawn."""

    kind = forms.ChoiceField(
        label=_("What readers find"),
        required=False,
        choices=Withdrawal.Kind,
        widget=AdminRadioSelect(attrs={"class": "radiolist"}),
        initial=Withdrawal.Kind.ERROR,
    )
    superseded_by = TidyCharField(
        label=_("Superseded by"),
        required=False,
        max_length=500,
        help_text=_("Only if it is superseded: the number or the address of the public release that holds now."),
        widget=forms.TextInput(attrs={"class": "vTextField", "autocomplete": "off"}),
    )
    reason = TidyCharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField", "dir": "auto"}),
        help_text=_("One or two sentences. Readers who follow an old link will see them."),
    )

    def __init__(self, *args: Any, release: Release, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.release = release

    def clean_kind(self) -> str:
        """What the form proposes, where nothing was sent."""
        return self.cleaned_data["kind"] or Withdrawal.Kind.ERROR

    def clean_superseded_by(self) -> Release | None:
        """The release that a number, or an address that holds one, stands for. Only public ones are known here."""
        typed = self.cleaned_data["superseded_by"].strip()
        if self.cleaned_data.get("kind") != Withdrawal.Kind.SUPERSEDED:
            return None
        if not typed:
            raise forms.ValidationError(_("Name the release that takes its place."))
        key = _RELEASE_NAMED.search(typed)
        live = Edition.objects.live().filter(release_id=key[1]).exists() if key else False
        if not key or not live:
            raise forms.ValidationError(_("There is no public release under that number or address."))
        if int(key[1]) == self.release.pk:
            raise forms.ValidationError(_("That is the release you are withdrawing."))
        return Release.objects.get(pk=key[1])
