from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from ..archive import archive_for
from ..caching import hold_until
from ..first_page import first_page, where_we_work
from ..map import draw


def home(request: HttpRequest) -> HttpResponse:
    """What leads, what is new, what comes, where the organisation is at work, and ways to follow."""
    archive = archive_for(request)
    page = first_page(archive, timezone.now())
    hold_until(request, page.until)
    context = {
        "page": page,
        "total": len(archive),
        "places": where_we_work(archive),
        "drawing": draw(archive, archive.totals("country")),
        "feeds": [
            (name, [choice for value, choice in archive.choices[name].items() if value in totals and not choice.parent])
            for name, totals in (("country", archive.totals("country")), ("field", archive.totals("field")))
        ],
    }
    return render(request, "newsroom/home.html", context)
