"""What every page has: the name of the house and its menu."""

import datetime as dt
import functools
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language

from taxonomy.menu import build_menu

from .archive import archive_for


def site(request: HttpRequest) -> dict[str, Any]:
    return {
        "site_name": settings.SITE_NAME,
        "organisation_name": settings.ORGANISATION_NAME,
        "identity": settings.IDENTITY,
        "menu": lambda: _menu(archive_for(request).version, get_language(), timezone.localdate()),
    }


@functools.lru_cache(maxsize=16)
def _menu(version: int, language: str, today: dt.date) -> str:
    """The menu as HTML. It changes with the vocabulary, the language and, for the Chairpersonship, the day."""
    return render_to_string("components/menu.html", {"entries": build_menu(today)})
