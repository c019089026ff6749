"""The rows of a release: who issues it, its pictures and its files."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms import ModelForm
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext as _

from taxonomy.admin_input import CarefulFields

from ..models import ReleaseAttachment, ReleaseImage, ReleaseSource


class OnceFormSet(BaseInlineFormSet):
    """Rows of which no two may name the same thing."""

    model: type[Model]
    names: tuple[str, ...] = ()

    def clean(self) -> None:
        """Raise ValidationError where a thing is named twice: the database would refuse the whole form."""
        super().clean()
        seen = self._added_by_others()
        for form in self.forms:
            if not hasattr(form, "cleaned_data") or form in self.deleted_forms:
                continue
            for name in self.names:
                if thing := form.cleaned_data.get(name):
                    if thing in seen:
                        raise ValidationError(_("“%(name)s” is there twice."), params={"name": thing})
                    seen.add(thing)

    def _added_by_others(self) -> set:
        """What rows name that were saved since this form was opened."""
        if not self.instance.pk:
            return set()
        shown = [form.instance.pk for form in self.initial_forms]
        rows = self.model._default_manager.filter(**{self.fk.name: self.instance}).exclude(pk__in=shown)
        return {getattr(row, name) for row in rows.select_related(*self.names) for name in self.names}

    def save(self, commit: bool = True) -> list:
        """Save the rows. Those that change are taken out first: two that swap would collide half-way."""
        if commit:
            changed = [form.instance.pk for form in self.initial_forms if form.has_changed()]
            self.model._default_manager.filter(pk__in=changed).delete()
        return super().save(commit)


class RowForm(ModelForm):
    """A row of a OnceFormSet, which itself sees to it that nothing is named twice."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in ("structure", "partner_group"):
            if name in self.fields:
                widget = self.fields[name].widget
                widget.can_add_related = widget.can_change_related = widget.can_view_related = False

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() | {"release"}  # type: ignore[misc]


class SourceForm(RowForm):
    def clean(self) -> dict[str, Any]:
        """Refuse a row that names two issuers. One that names none and is otherwise untouched is no row."""
        data = super().clean() or self.cleaned_data
        if bool(data.get("structure")) == bool(data.get("partner_group")) and not self.errors:
            raise ValidationError(_("Choose a structure or a partner group in each row, not both."))
        return data


class SourceFormSet(OnceFormSet):
    names = ("structure", "partner_group")


class ImageFormSet(OnceFormSet):
    names = ("image",)


class AttachmentFormSet(OnceFormSet):
    names = ("attachment",)


class SourceInline(CarefulFields, admin.TabularInline):
    model = ReleaseSource
    form, formset = SourceForm, SourceFormSet
    verbose_name_plural = _("Source: who issues it")
    autocomplete_fields = ["structure", "partner_group"]
    fields = ["structure", "partner_group", "position"]

    def get_extra(self, request: Any, obj: Any = None, **kwargs: Any) -> int:
        return 0 if obj and obj.sources.exists() else 1


class ImageInline(CarefulFields, admin.TabularInline):
    model = ReleaseImage
    form, formset = RowForm, ImageFormSet
    autocomplete_fields = ["image"]
    extra = 0


class AttachmentInline(CarefulFields, admin.TabularInline):
    model = ReleaseAttachment
    form, formset = RowForm, AttachmentFormSet
    autocomplete_fields = ["attachment"]
    extra = 0
