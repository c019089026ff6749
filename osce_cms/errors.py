"""Answers to requests that the site refuses before any view sees them."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _


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
