"""What a form with the rich-text editor needs under the strict Content-Security-Policy."""

from typing import Any

from django.contrib import messages
from django.db.models import Field as ModelField
from django.forms import Field, Media
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django_prose_editor.fields import ProseEditorField
from js_asset import Media as MediaWithNonce

from taxonomy.admin_input import CarefulAdmin

from .pasting import left_out, pasted, texts_of_editor


def with_nonce(media: Media, request: HttpRequest) -> Media:
    """`media` whose import map, the one inline script there is, carries the nonce of this answer.

    Reading the nonce makes the middleware name it in the header.
    """
    return MediaWithNonce.from_media(media).with_nonce(str(request.csp_nonce))  # type: ignore[attr-defined]


class EditorAdmin(CarefulAdmin):
    """An admin whose form has the rich-text editor."""

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_paste"
        view = self.admin_site.admin_view(lambda request: pasted(request, self.admin_site))
        return [path("paste/", view, name=name), *super().get_urls()]

    def formfield_for_dbfield(self, db_field: ModelField, request: HttpRequest, **kwargs: Any) -> Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(db_field, ProseEditorField):
            url = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_paste")
            field.widget.attrs |= {"data-paste-url": url} | texts_of_editor()
        return field

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if sentences := left_out(form.data.get(form.add_prefix("body"), "")):
            self.message_user(request, " ".join(sentences), messages.WARNING)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["media"] = with_nonce(context["media"], request)
        return super().render_change_form(request, context, *args, **kwargs)
