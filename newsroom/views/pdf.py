"""The PDF of an edition, under the rule of the edition's own page."""

import logging
import threading
from typing import Any

from csp.decorators import csp
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from .. import pdf
from ..models import Edition
from ..pdf.installed import is_installed
from ..public_record import readable
from . import releases
from .media import PDF_POLICY

logger = logging.getLogger(__name__)

#: A reader waits so long at the most.
SECONDS = 20
#: Each process prints one PDF at a time for readers, so that the others of its threads are there for pages.
_turn = threading.BoundedSemaphore(1)


def edition_pdf(request: HttpRequest, release_id: int, number: int) -> HttpResponse:
    """The PDF of an edition that may be read; what its page answers where it may not.

    It is there, or is made now: once, for whoever asks first. Whoever asks meanwhile, or where it cannot be made,
    hears 503 with a sentence, and when to come back.
    """
    edition = readable().for_page().filter(release_id=release_id, number=number).first()
    if edition is None:
        return releases.edition(request, release_id, number)
    content = pdf.kept(edition)
    if content is not None:
        return _give(request, edition, content)
    if not is_installed():
        return _later(request, edition, _("This site cannot make PDFs at present. The page can be printed."), 3600)
    if not _turn.acquire(blocking=False):
        return _busy(request, edition)
    try:
        return _give(request, edition, pdf.make(edition, SECONDS))
    except pdf.Busy:
        return _busy(request, edition)
    except pdf.Failed:
        logger.exception("A reader asked for a PDF that could not be made")
        return _later(request, edition, _("This PDF could not be made. The page can be printed."), 600)
    finally:
        _turn.release()


def _give(request: HttpRequest, edition: Edition, content: bytes) -> HttpResponse:
    @csp(PDF_POLICY)
    def give(request: HttpRequest) -> HttpResponse:
        return HttpResponse(content, content_type="application/pdf")

    response: Any = give(request)
    response.headers["Content-Disposition"] = f'inline; filename="{edition.slug}-v{edition.number}.pdf"'
    response.headers["Content-Language"] = edition.language
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _busy(request: HttpRequest, edition: Edition) -> HttpResponse:
    return _later(request, edition, _("The PDF is being made. Ask again in a few seconds."), 5)


def _later(request: HttpRequest, edition: Edition, sentence: str, seconds: int) -> HttpResponse:
    context = {"edition": edition, "sentence": sentence, "robots": "noindex"}
    response = render(request, "newsroom/pdf_later.html", context, status=503)
    response.headers["Retry-After"] = str(seconds)
    return response
