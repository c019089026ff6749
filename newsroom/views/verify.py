"""Whether a text, or its hash, is one that was published."""

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ..archive import archive_for
from ..caching import public_page
from ..forms import DIGEST, DigestForm, TextForm
from ..models import Edition
from ..pdf import document
from ..public_record import retraction_of
from ..verification import Verdict, verify_digest, verify_text
from . import releases


# A token against forged requests would need a cookie for every reader, and keep the page from being cached. What it
# guards against does not exist here: nothing is written, and everybody gets the same answer.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """GET with `sha256` asks for a hash, POST with `text` for a text; 400 with a sentence for what is neither."""
    return _of_text(request) if request.method == "POST" else _of_digest(request)


@public_page
def _of_digest(request: HttpRequest) -> HttpResponse:
    form = DigestForm(request.GET if "sha256" in request.GET else None)
    verdict = verify_digest(form.cleaned_data["sha256"]) if form.is_valid() else None
    return _answer(request, form, TextForm(), verdict)


def _of_text(request: HttpRequest) -> HttpResponse:
    """A text of 64 hexadecimal digits is taken for a hash."""
    form, verdict = TextForm(request.POST), None
    if form.is_valid():
        text = form.cleaned_data["text"]
        verdict = verify_digest(text) if DIGEST.fullmatch(text) else _compare(request, text)
    response = _answer(request, DigestForm(), form, verdict)
    response["Cache-Control"] = "private, no-store"
    return response


def _compare(request: HttpRequest, text: str) -> Verdict:
    def pages(edition: Edition) -> Iterator[str]:
        """All that may have been copied along with the words of `edition`, in the reader's language first."""
        spoken = translation.get_language() or settings.LANGUAGE_CODE
        yield document.html(edition, retraction_of(edition))
        for language in dict.fromkeys([spoken, *dict(settings.LANGUAGES)]):
            with translation.override(language):
                yield releases.edition(request, edition.release_id, edition.number).content.decode()

    return verify_text(text, archive_for(request), pages)


def _answer(request: HttpRequest, by_digest: DigestForm, by_text: TextForm, verdict: Verdict | None) -> HttpResponse:
    asked = by_digest.is_bound or by_text.is_bound
    context = {
        "by_digest": by_digest,
        "by_text": by_text,
        "verdict": verdict,
        "robots": "noindex" if asked else "",
    }
    return render(request, "newsroom/verify.html", context, status=400 if asked and verdict is None else 200)
