"""Where an edition and what belongs to it stand for good."""

import functools
from typing import NamedTuple

from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language

from .models import Edition
from .pdf.installed import is_installed

# They stand where a release's key and an edition's number belong, while Django's resolver says what is around them.
_KEY, _NUMBER = 7_000_000_001, 7_000_000_002


class EditionAddresses(NamedTuple):
    """Paths in the active language."""

    page: str
    text: str
    record: str  # as JSON; of editions that have one
    bibtex: str
    ris: str
    pdf: str  # empty where this machine can make none
    versions: str


def addresses_of(edition: Edition) -> EditionAddresses:
    """To look six addresses up for each page is dear: their patterns are kept."""
    patterns = _patterns(get_language() or "", get_script_prefix())
    found = EditionAddresses(*(path.format(edition.release_id, edition.number) for path in patterns))
    return found if is_installed() else found._replace(pdf="")


@functools.lru_cache(maxsize=64)
def _patterns(language: str, script_prefix: str) -> EditionAddresses:
    """Addresses with {0} for the key of the release and {1} for the number of the edition."""
    one = [_KEY, _NUMBER]
    found = EditionAddresses(
        page=reverse("edition", args=one),
        text=reverse("edition-text", args=one),
        record=reverse("edition-record", args=one),
        bibtex=reverse("edition-cite", args=[*one, "bib"]),
        ris=reverse("edition-cite", args=[*one, "ris"]),
        pdf=reverse("edition-pdf", args=one),
        versions=reverse("versions", args=[_KEY]),
    )
    return EditionAddresses(*(path.replace(str(_KEY), "{0}").replace(str(_NUMBER), "{1}") for path in found))
