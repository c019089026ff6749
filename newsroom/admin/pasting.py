"""What the editor asks when something is pasted: what of it would be kept."""

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.utils.translation import gettext as _

from .. import rich_text


def pasted(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Clean the HTML in `html` as saving would: {"html": …, "left_out": [sentences]}. Nothing is stored.

    400 with {"error": sentence} where it cannot be a text. Raises PermissionDenied for staff without any role.
    """
    if not site.get_app_list(request, "newsroom"):
        raise PermissionDenied
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        body = rich_text.read(request.POST.get("html", ""))
    except ValidationError as error:
        return JsonResponse({"error": " ".join(error.messages)}, status=400)
    return JsonResponse({"html": body.html, "left_out": body.left_out.sentences()})


def left_out(html: str) -> list[str]:
    """What cleaning the sent `html` leaves out, in sentences: without script, saving is the first to say so."""
    try:
        return rich_text.read(html).left_out.sentences()
    except ValidationError:  # which the form has told
        return []


def texts_of_editor() -> dict[str, str]:
    """What the editor's script says, by attribute of the text field it stands in for."""
    return {
        "data-paste-failed": _("The formatting could not be checked, so only the words were pasted."),
        "data-paste-waiting": _("Pasting …"),
    }
