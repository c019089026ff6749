"""The page on which a picture is chosen for a text. The rich text editor opens it as a window of its own."""

from typing import Any

from django import forms
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from taxonomy.tidy_fields import TidyCharField

from .. import pictures
from ..models import Image

PAGE_SIZE = 24
#: Pixels across of what is put into a text, and of the button's picture.
IN_TEXT, FETCHED = 800, 400


class PickerForm(forms.Form):
    """What the editor and the search box send. The number is that of the editor's waiting question."""

    CKEditorFuncNum = forms.IntegerField(required=False, widget=forms.HiddenInput)
    q = TidyCharField(label=_("Words in title, description or credit"), max_length=200, required=False)


def pick(model_admin: ModelAdmin, request: HttpRequest) -> HttpResponse:
    """Show the pictures that match, newest first. Raises PermissionDenied for who may not see them."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    form = PickerForm(request.GET)
    form.is_valid()  # what cannot be understood is told beside the field, and all pictures are shown
    usable = model_admin.get_queryset(request).exclude(renditions=[])
    found, _duplicates = model_admin.get_search_results(request, usable, form.cleaned_data.get("q", ""))
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Choose a picture"),
        "is_popup": True,
        "form": form,
        "page": page,
        "choices": [_choice(image) for image in page],
        "may_add": model_admin.has_add_permission(request),
    }
    return TemplateResponse(request, "admin/newsroom/image/pick.html", context)


def _choice(image: Image) -> dict[str, Any]:
    """What the button of one picture shows, and what it hands to the editor."""
    in_text = image.width_up_to(IN_TEXT)
    return {
        "image": image,
        "url": image.rendition_url(in_text or min(image.renditions)),
        "thumbnail": thumbnail(image),
    }


def thumbnail(image: Image, alt: str = "") -> str:
    """The picture as lists show it, cut around its point of interest."""
    if not image.renditions:
        return "–"
    return pictures.picture(image.as_kept() | {"alt": alt}, most=FETCHED, css="thumbnail")
