"""Answers to requests that no view has one for."""

import re
from urllib.parse import unquote

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from newsroom.archive import archive_for
from newsroom.cards import cards
from newsroom.search import TooSlow
from newsroom.selection import Selection
from newsroom.urls import TERM_FOLDERS

#: Of a longer address, these first words are looked for; and so many releases are shown.
MOST_WORDS, MOST_HITS = 8, 5
#: A path of fewer words names a folder or a number, not a title: worth no search.
FEWEST_WORDS = 2
#: Words of addresses that say nothing of what stood there.
_FOLDERS = {"news", "about", "node", "index", "html", "htm", "php", "aspx", *TERM_FOLDERS}
_LANGUAGES = {code for code, _name in settings.LANGUAGES}
_WORD = re.compile(r"[^\W\d_]{2,40}")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400 in plain words; 413 (RFC 9110, 15.5.14) for a form that carries more than the site takes in."""
    if not isinstance(exception, RequestDataTooBig):
        return HttpResponse(render_to_string("400.html"), status=400)
    problem = _(
        "The form holds more than this site takes in: a text with pictures pasted into it, perhaps. "
        "Nothing was saved. Go back, where what you wrote still stands, and shorten the text or attach it "
        "as a file."
    )
    return HttpResponse(render_to_string("400.html", {"problem": problem}), status=413)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 with the words of the address in the search field, and the live releases that hold all of them."""
    words = words_of(request.path_info)
    context = {"words": " ".join(words), "hits": _hits(request, words), "robots": "noindex"}
    return render(request, "404.html", context, status=404)


def words_of(path: str) -> list[str]:
    """What a path says in words: "/ru/news/12/border-college/" has "border" and "college"."""
    parts = [part for part in unquote(path).split("/") if part]
    if parts and parts[0] in _LANGUAGES:
        parts = parts[1:]
    words = [word for part in parts if part not in _FOLDERS for word in _WORD.findall(part.lower())]
    return [word for word in dict.fromkeys(words) if word not in _FOLDERS][:MOST_WORDS]


def _hits(request: HttpRequest, words: list[str]) -> list[SafeString]:
    if len(words) < FEWEST_WORDS or request.path_info.startswith(("/admin/", "/media/", "/preview/", "/static/")):
        return []
    archive = archive_for(request)
    try:
        return cards(archive.latest(Selection(q=" ".join(words)), MOST_HITS), archive, "h3")
    except TooSlow:
        return []
