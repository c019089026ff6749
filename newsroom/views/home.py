from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from ..archive import archive_for
from ..models import Kind
from ..presentation import items
from ..selection import Selection

LATEST, STATEMENTS = 9, 4


def home(request: HttpRequest) -> HttpResponse:
    """The latest in the reader's language (in all, where there is nothing in it), statements, and ways on."""
    archive = archive_for(request)
    latest = archive.latest(Selection.of(lang=get_language()), LATEST) or archive.latest(Selection(), LATEST)
    statements = archive.latest(Selection.of(kind=Kind.STATEMENT), STATEMENTS)
    shown = {item.edition.pk: item for item in items(list(dict.fromkeys(latest + statements)), archive)}
    fields = archive.totals("field")
    context = {
        "items": [shown[pk] for pk in latest if pk in shown],
        "statements": [shown[pk] for pk in statements if pk in shown],
        "total": len(archive),
        "fields": [
            (choice, fields.get(choice.value, 0)) for choice in archive.choices["field"].values() if not choice.parent
        ],
    }
    return render(request, "newsroom/home.html", context)
