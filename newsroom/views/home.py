from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from ..archive import archive_for
from ..cards import cards
from ..models import Kind
from ..presentation import items
from ..selection import Selection

LATEST, STATEMENTS = 9, 4


def home(request: HttpRequest) -> HttpResponse:
    """The latest in the reader's language (in all, where there is nothing in it), statements, and ways on."""
    archive = archive_for(request)
    latest = archive.latest(Selection.of(lang=get_language()), LATEST) or archive.latest(Selection(), LATEST)
    statements = archive.latest(Selection.of(kind=Kind.STATEMENT), STATEMENTS)
    fields = archive.totals("field")
    context = {
        "latest": cards(latest, archive, "h3"),
        "statements": items(statements, archive),
        "total": len(archive),
        "fields": [
            (choice, fields.get(choice.value, 0)) for choice in archive.choices["field"].values() if not choice.parent
        ],
    }
    return render(request, "newsroom/home.html", context)
