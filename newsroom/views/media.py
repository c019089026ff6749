"""Pictures and files, given out while an edition that can be read shows them, and to staff for the preview."""

import logging
from collections.abc import Callable
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp
from django.db.models import Exists
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from ..media.usage import showing
from ..models import Attachment, Image
from ..public_record import readable

logger = logging.getLogger(__name__)

#: What is withdrawn is gone after five minutes from a proxy and from the browsers behind it, together: a proxy need not
#: tell them how long it has had it.
PUBLIC = "public, max-age=270, s-maxage=30"
PRIVATE = "private, no-store"

IMAGE_TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument"
CONTENT_TYPES = {
    Attachment.Type.PDF: "application/pdf",
    Attachment.Type.DOCX: f"{_OFFICE}.wordprocessingml.document",
    Attachment.Type.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
    Attachment.Type.PPTX: f"{_OFFICE}.presentationml.presentation",
    Attachment.Type.ODT: f"{_OPEN_DOCUMENT}.text",
    Attachment.Type.ODS: f"{_OPEN_DOCUMENT}.spreadsheet",
    Attachment.Type.ODP: f"{_OPEN_DOCUMENT}.presentation",
}
# Browsers show a picture in a page of their own making too, which they style.
_IMAGE_POLICY = {"default-src": [NONE], "img-src": [SELF], "style-src": [UNSAFE_INLINE], "frame-ancestors": [NONE]}
# Browsers show a PDF in a page of their own making, which a sandbox or "default-src 'none'" leaves blank.
PDF_POLICY = {"script-src": [NONE], "object-src": [SELF], "base-uri": [NONE], "frame-ancestors": [NONE]}
_OTHER_POLICY = {"default-src": [NONE], "frame-ancestors": [NONE], "sandbox": []}


@csrf_exempt  # nothing is ever written here; a POST is to hear 405 and no talk of tokens
@require_safe
def image(request: HttpRequest, pk: int, width: int, extension: str) -> HttpResponseBase:
    """One rendition of a picture. The original has no address."""
    rendition = width, extension
    picture, cache_control = _may_see(request, Image, pk, lambda found: rendition in found.all_renditions())
    return give_image(request, picture, rendition, cache_control)


@csrf_exempt  # as above
@require_safe
def attachment(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """A file under the name that its edition tells: a PDF to read, all others to download."""
    file, cache_control = _may_see(request, Attachment, pk, lambda found: name == found.filename)
    return give_attachment(request, file, cache_control)


def give_image(
    request: HttpRequest, picture: Image, rendition: tuple[int, str], cache_control: str
) -> HttpResponseBase:
    """Answer with a rendition, for those who may see it. Raises Http404 where the storage has lost it."""

    @csp(_IMAGE_POLICY)
    def give(request: HttpRequest) -> HttpResponseBase:
        content_type = IMAGE_TYPES[rendition[1]]
        return _give(request, picture, picture.rendition_path(*rendition), cache_control, content_type=content_type)

    return give(request)


def give_attachment(request: HttpRequest, file: Attachment, cache_control: str) -> HttpResponseBase:
    """Answer with a file, for those who may see it. Raises Http404 where the storage has lost it."""
    is_pdf = file.type == Attachment.Type.PDF

    @csp(PDF_POLICY if is_pdf else _OTHER_POLICY)
    def give(request: HttpRequest) -> HttpResponseBase:
        options = {"content_type": CONTENT_TYPES[Attachment.Type(file.type)], "as_attachment": not is_pdf}
        return _give(request, file, str(file.file.name), cache_control, **options)

    response = give(request)
    response.headers["Content-Language"] = file.language
    return response


def _may_see(
    request: HttpRequest, model: type[Image] | type[Attachment], pk: int, fits: Callable[[Any], bool]
) -> tuple[Any, str]:
    """Return the medium, and how its answer may be cached.

    Raises Http404, the same whether it may not be seen or never was.
    """
    shown = readable().filter(showing(model, pk))
    found = model._default_manager.filter(pk=pk).annotate(is_shown=Exists(shown)).first()
    fitting = found if found and fits(found) else None
    if fitting and fitting.is_shown:
        return fitting, PUBLIC
    # Asked whether it exists or not, so that no answer tells the one from the other.
    if request.user.is_staff and request.user.has_perm("newsroom.view_release") and fitting:
        return fitting, PRIVATE
    raise Http404(_("There is no such file."))


def _give(
    request: HttpRequest, medium: Image | Attachment, path: str, cache_control: str, **options: Any
) -> HttpResponseBase:
    # The folder is named at random for each upload, and what lies in it never changes.
    etag = quote_etag(f"{PurePath(path).parent.name}-{quote(PurePath(path).name)}")
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if response is None:
        try:
            response = FileResponse(medium.file.storage.open(path), filename=PurePath(path).name, **options)
        except FileNotFoundError as error:
            logger.error("The storage has lost %s", path)
            raise Http404(_("There is no such file.")) from error
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = cache_control
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
