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
from ..forms import DIGEST, DigestForm, FileForm, TextForm
from ..media.hashing import sha256_of
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
    """GET with `sha256` asks for a hash, POST with `text` or `file` for that; 400 with a sentence for anything else."""
    if request.method != "POST":
        return _of_digest(request)
    # Only the first megabytes of a file are in memory, and what lies on the disk goes with the request.
    return _of_file(request) if "file" in request.FILES or "hash" in request.POST else _of_text(request)


@public_page
def _of_digest(request: HttpRequest) -> HttpResponse:
    form = DigestForm(request.GET if "sha256" in request.GET else None)
    verdict = verify_digest(form.cleaned_data["sha256"]) if form.is_valid() else None
    return _answer(request, form, TextForm(), FileForm(), verdict)


def _of_file(request: HttpRequest) -> HttpResponse:
    form, verdict = FileForm(request.POST, request.FILES), None
    if form.is_valid():
        verdict = verify_digest(sha256_of(form.cleaned_data["file"]))
    return _unkept(_answer(request, DigestForm(), TextForm(), form, verdict))


def _of_text(request: HttpRequest) -> HttpResponse:
    """A text of 64 hexadecimal digits is taken for a hash."""
    form, verdict = TextForm(request.POST), None
    if form.is_valid():
        text = form.cleaned_data["text"]
        verdict = verify_digest(text) if DIGEST.fullmatch(text) else _compare(request, text)
    return _unkept(_answer(request, DigestForm(), form, FileForm(), verdict))


def _unkept(response: HttpResponse) -> HttpResponse:
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


def _answer(
    request: HttpRequest, by_digest: DigestForm, by_text: TextForm, by_file: FileForm, verdict: Verdict | None
) -> HttpResponse:
    asked = by_digest.is_bound or by_text.is_bound or by_file.is_bound
    context = {
        "by_digest": by_digest,
        "by_text": by_text,
        "by_file": by_file,
        "verdict": verdict,
        "robots": "noindex" if asked else "",
    }
    return render(request, "newsroom/verify.html", context, status=400 if asked and verdict is None else 200)
