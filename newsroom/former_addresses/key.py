"""The one way in which a former address is written down: path, and what of the query string tells pages apart.

Many former sites gave every page the same path and told them apart by the query string alone (/item/view?id=4711).
"""

import re
import unicodedata
from urllib.parse import parse_qsl, quote, unquote_to_bytes, urlencode

from django.utils.encoding import repercent_broken_unicode

MAX_KEY = 500
#: Says from where readers came, or in which form they want a page, and never which page.
_BESIDE_THE_POINT = re.compile(
    r"utm_\w+|mtm_\w+|pk_\w+|fbclid|gclid|gbraid|wbraid|dclid|msclkid|yclid|twclid|igshid|mc_[ce]id|_ga|_gl"
    r"|download|print|printable|printer",
    re.ASCII | re.IGNORECASE,
)


def key_of(path: str, query: str = "") -> str:
    """The key of an address: its decoded path without slashes at the ends, and the query string in a fixed order.

    >>> key_of("/item/view/", "utm_source=x&id=4711")
    '/item/view?id=4711'
    """
    # A question mark within the path comes percent-encoded, and stays so: the first one parts the key.
    path = unicodedata.normalize("NFC", "/" + path.strip("/")).replace("?", "%3F")
    asked = parse_qsl(query, keep_blank_values=True)
    pairs = sorted(pair for pair in asked if not _BESIDE_THE_POINT.fullmatch(pair[0]))
    return f"{path}?{urlencode(pairs)}" if pairs else path


def keys_of(path: str, query: str) -> list[str]:
    """The keys under which a page that is asked for may be kept, the most exact first; those too long left out."""
    keys = dict.fromkeys([key_of(path, query), key_of(path)])
    return [key for key in keys if len(key) <= MAX_KEY and "\x00" not in key]


def decoded(path: str) -> str:
    """A path as Django decodes that of a request: bytes that are not UTF-8 stay percent-encoded."""
    return repercent_broken_unicode(unquote_to_bytes(path)).decode()


def address_of(key: str) -> str:
    """The address, percent-encoded, that `key` stands for."""
    path, mark, query = key.partition("?")
    return quote(path.replace("%3F", "?")) + mark + query
