"""What a form with the rich-text editor needs under the strict Content-Security-Policy."""

from typing import Any

from django.forms import Media
from django.http import HttpRequest, HttpResponse
from js_asset import Media as MediaWithNonce

from taxonomy.admin_input import CarefulAdmin


def with_nonce(media: Media, request: HttpRequest) -> Media:
    """`media` whose import map, the one inline script there is, carries the nonce of this answer.

    Reading the nonce makes the middleware name it in the header.
    """
    return MediaWithNonce.from_media(media).with_nonce(str(request.csp_nonce))  # type: ignore[attr-defined]


class EditorAdmin(CarefulAdmin):
    """An admin whose form has the rich-text editor."""

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["media"] = with_nonce(context["media"], request)
        return super().render_change_form(request, context, *args, **kwargs)
