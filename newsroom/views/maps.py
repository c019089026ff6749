"""The map of a selection, and the pictures with the shapes of countries that all maps are put together from."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from ..archive import archive_for
from ..facets import BY_NAME
from ..map import current_sheets, draw
from ..presentation import chips
from ..search import TooSlow
from ..selection import Malformed, Selection

A_YEAR = 365 * 24 * 60 * 60


def selection_map(request: HttpRequest) -> HttpResponse:
    """Which countries the releases of a selection are about: the map and its table. Refuses what the list refuses.

    The list has components/map_fold.html, which fetches the map from here when it is opened.
    """
    archive = archive_for(request)
    selection, problem, status = Selection(), "", 200
    try:
        selection = Selection.parse(request.GET).sorted_by("")
        if unknown := archive.unknown(selection):
            name, value = unknown[0]
            sentence = _("Nothing here is called “%(value)s” under %(facet)s. Remove it, or choose from the list.")
            problem, status = sentence % {"value": value, "facet": BY_NAME[name].label}, 404
        result = archive.select(selection, 1, 1)
    except Malformed as error:
        problem, status = str(error), 400
    except TooSlow as error:
        problem, status = str(error), 503
    crumbs = [(pgettext("heading", "News"), reverse("release-list"))]
    context = {"selection": selection, "chips": chips(selection, archive), "problem": problem, "crumbs": crumbs}
    if not problem:
        drawing = draw(archive, result.counts["country"], selection)
        context |= {"drawing": drawing, "total": result.total}
        context["places"] = sorted((place for place in drawing.places if place.address), key=lambda place: -place.count)
    return render(request, "newsroom/map.html", context | {"robots": "noindex, nofollow"}, status=status)


@require_safe
def shapes(request: HttpRequest, name: str, digest: str) -> HttpResponse:
    """The shapes of one map as an SVG, for good under its digest; under an earlier one, what there is now."""
    sheet = next((sheet for sheet in current_sheets() if sheet.name == name), None)
    if sheet is None:
        raise Http404
    zipped = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(sheet.svg_gzipped if zipped else sheet.svg, content_type="image/svg+xml")
    if zipped:
        response["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ["Accept-Encoding"])
    kept = f"public, max-age={A_YEAR}, immutable" if digest == sheet.digest else "no-cache"
    response["Cache-Control"] = kept
    return response
