"""Where a reader of a feed has got to, as an opaque word: it stays right while news is being published.

It names the place of the last release that was given, not a number of rows, so what comes to stand before it moves
nothing. It is no secret and needs no signature: any place can be asked for.
"""

import base64
import binascii
import re

from django.utils.translation import gettext as _

from ..models import Edition
from ..selection import Malformed
from .order import Place

_PLACE = re.compile(rb"(-?[0-9]{1,17})\.([0-9]{1,18})")


def place_of(edition: Edition) -> Place:
    """Where `edition` stands among all others."""
    return Place(edition.published_at.timestamp(), edition.release_id)


def encode(place: Place) -> str:
    """The word for `place`, of letters, digits, `-` and `_`."""
    written = f"{round(place.seconds * 1_000_000)}.{place.release_id}"
    return base64.urlsafe_b64encode(written.encode()).decode().rstrip("=")


def decode(word: str) -> Place:
    """The place that `word` stands for. Raises Malformed for what encode() cannot have made."""
    try:
        written = base64.urlsafe_b64decode(word.encode("ascii") + b"=" * (-len(word) % 4))
    except (binascii.Error, ValueError) as error:
        raise _malformed() from error
    match = _PLACE.fullmatch(written)
    if not match:
        raise _malformed()
    place = Place(int(match[1]) / 1_000_000, int(match[2]))
    if encode(place) != word:
        raise _malformed()
    return place


def _malformed() -> Malformed:
    return Malformed(_("“after” must be taken from the address of the next page, as it stands there."))
