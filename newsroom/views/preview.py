"""A release before its time, for one named person: its page, pictures and files, behind a link of their own.

Opening the page writes that it was opened: the one exception to the rule that a request that only shows writes
nothing. Nobody comes here without a token of 256 bits, so nobody but recipients can cause such a write.
"""

import functools
import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from .. import preview_actions, schedule
from ..actions import Refused
from ..archive import archive_for
from ..models import Attachment, Image
from ..presentation import with_tags_of
from ..preview_actions import MAX_COMMENT, Closed, Shown
from ..release_page import release_context
from .media import PRIVATE, give_attachment, give_image

View = Callable[..., HttpResponseBase]

#: Kept by nobody, told to nobody: neither caches, nor the sites to which links lead, nor search engines.
HEADERS = {
    "Cache-Control": PRIVATE,
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive, nosnippet",
}
_MEDIA = re.compile(r'( (?:src|href)=")(?=/media/(?:images|files)/[0-9])')


def _through_a_link(view: View) -> View:
    """Answer for `view` where a token opens nothing, always in the same words; keep all answers private.

    A browser that fetches ahead is asked to come again when somebody really looks (it does so upon 503), or else
    openings would be noted that nobody made, and those that somebody made would not.
    """

    @csrf_exempt  # nothing here is done in anybody's name but by who has the token, which no other site knows
    @functools.wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        if any("prefetch" in request.headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Moz")):
            response: HttpResponseBase = HttpResponse(status=503)
        else:
            try:
                response = view(request, *args, **kwargs)
            except Closed:
                response = _closed(request)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    return guarded


@_through_a_link
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """The page of what readers are to see next, marked with its embargo and for whom it is; POST: a comment on it.

    Once readers see it too, it leads to the public page. Only a GET counts as an opening. What is around the text is in
    the language of the text, where the interface has it: its address is the same in all languages.
    """
    if request.method == "POST":
        return _comment(request, token)
    verb = preview_actions.open_link if request.method == "GET" else preview_actions.look
    shown = verb(token=token)
    with _in_its_language(shown):
        return _page(request, token, shown)


@_through_a_link
@require_safe
def image(request: HttpRequest, token: str, pk: int, width: int, extension: str) -> HttpResponseBase:
    """A rendition of a picture that the previewed text shows."""
    shown = preview_actions.look(token=token)
    if shown.edition is None:
        return redirect("image", pk, width, extension)
    picture = Image.objects.filter(pk=pk).first() if pk in shown.edition.image_ids else None
    if picture is None or (width, extension) not in picture.all_renditions():
        raise Closed
    return give_image(request, picture, (width, extension), PRIVATE)


@_through_a_link
@require_safe
def attachment(request: HttpRequest, token: str, pk: int, name: str) -> HttpResponseBase:
    """A file of the previewed text."""
    shown = preview_actions.look(token=token)
    if shown.edition is None:
        return redirect("attachment", pk, name)
    file = Attachment.objects.filter(pk=pk).first() if pk in shown.edition.attachment_ids else None
    if file is None or name != file.filename:
        raise Closed
    return give_attachment(request, file, PRIVATE)


def _comment(request: HttpRequest, token: str) -> HttpResponse:
    text = request.POST.get("text", "")
    try:
        with _in_its_language(preview_actions.look(token=token)):
            return _commented(request, token, text)
    except Closed:
        return _closed(request, kept=text)


def _commented(request: HttpRequest, token: str, text: str) -> HttpResponse:
    try:
        preview_actions.comment(token=token, text=text)
    except Refused as refused:
        shown = preview_actions.look(token=token)
        if shown.edition is None:
            return _closed(request, kept=text, problem=str(refused), status=400)
        return _page(request, token, shown, kept=text, problem=str(refused), status=400)
    return _page(
        request, token, preview_actions.look(token=token), said=_("The press desk has your comment. Thank you.")
    )


def _in_its_language(shown: Shown) -> translation.override:
    """Speak the language of the text meanwhile, or the one that is spoken already where the interface lacks it."""
    text = shown.edition or shown.link.release
    return translation.override(text.language if text.language in dict(settings.LANGUAGES) else get_language())


def _page(request: HttpRequest, token: str, shown: Shown, status: int = 200, **said: str) -> HttpResponse:
    """`said`: `kept`, a comment that was not taken; `problem`, why not; `said`, that one was."""
    edition, link = shown.edition, shown.link
    if edition is None:
        return redirect("release", link.release_id)
    prefix = request.path.rstrip("/")
    edition.body = _MEDIA.sub(rf"\g<1>{prefix}", edition.body)
    context = release_context(edition, with_tags_of(edition, archive_for(request)))
    zone = link.release.desk.zone
    context |= {
        "preview": True,
        "media_prefix": prefix,
        "robots": "noindex, nofollow",
        "link": link,
        "until": schedule.told(edition.live_from, zone) if shown.scheduled else "",
        "closes": schedule.told(link.expires_at, zone),
        "takes_comments": link.release.desk.fact_checking,
        "comments": [(schedule.told(comment.at, zone), comment.text) for comment in link.comments.all()],
        "most_characters": str(MAX_COMMENT),
    }
    response = render(request, "newsroom/preview.html", context | said, status=status)
    response.headers["Content-Language"] = get_language() or settings.LANGUAGE_CODE
    return response


def _closed(request: HttpRequest, status: int = 404, **said: str) -> HttpResponse:
    """The same for tokens that never were, were changed, were revoked or have expired."""
    return render(request, "newsroom/preview_closed.html", {"robots": "noindex, nofollow"} | said, status=status)
