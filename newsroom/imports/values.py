"""Readers of single values. Each takes what JSON gave and returns what can be kept, or raises Unusable."""

import datetime as dt
import html
import re
import zoneinfo
from typing import Any
from urllib.parse import urlsplit

from django.utils import timezone

from ..former_addresses import MAX_KEY, decoded, key_of
from ..languages import code_of
from ..models import Kind
from ..rich_text import printable
from .rejects import Unusable

MAX_NAMES = 200
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
#: How names of pages end, unlike those of hosts.
_FILE = re.compile(r"\.(html?|php[0-9]?|aspx?|jsp|cfm|pdf|shtml)\Z", re.ASCII | re.IGNORECASE)
FIRST_YEAR, LAST_YEAR = 1973, 2100
#: Labels that the former site printed, beside our own, which are the slugs in other clothes.
_FORMER_KINDS = {"press statement": Kind.STATEMENT, "news item": Kind.NEWS}
_KINDS = {kind.value.replace("-", " "): kind for kind in Kind} | _FORMER_KINDS


def text(data: dict[str, Any], key: str) -> str:
    """The text under `key`, without control characters; empty where there is none."""
    value = data.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Unusable(f"{key} must be a text.")
    return printable(value)


def plain(value: str) -> str:
    """What `value` says where former systems wrote HTML's references into plain text: "Q&amp;A" is "Q&A".

    Once, and only what ends in a semicolon: "R&D", "a &lt b" and tags stay. No tag is ever taken out.

    >>> plain("Q&amp;A on &lt;i&gt; &#8211; caf&eacute; &amp;amp; <b>")
    'Q&A on <i> – café &amp; <b>'
    """
    return printable(_REFERENCE.sub(lambda reference: html.unescape(reference[0]), value)) if "&" in value else value


def one_line(data: dict[str, Any], key: str, most: int) -> str:
    """The plain text under `key`, its white space as single blanks, of `most` characters at the most."""
    value = " ".join(plain(text(data, key)).split())
    if len(value) > most:
        raise Unusable(f"{key} has {len(value)} characters; at most {most} can be kept.")
    return value


def names(data: dict[str, Any], key: str) -> list[str]:
    """The names under `key`: a list of them, or a single one. Empty ones are left out."""
    value = data.get(key)
    values = [value] if isinstance(value, str) else value or []
    if not isinstance(values, list) or not all(isinstance(name, str | None) for name in values):
        raise Unusable(f"{key} must be a list of names.")
    if len(values) > MAX_NAMES:
        raise Unusable(f"{key} has {len(values)} names; at most {MAX_NAMES} can be kept.")
    cleaned = (" ".join(plain(printable(name)).split()) for name in values if name)
    return [name for name in cleaned if name]


def legacy_key(data: dict[str, Any], key: str) -> str:
    """The legacy_id under `key`, empty where there is none."""
    value = data.get(key)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return text(data, key).strip()


def kind(data: dict[str, Any]) -> Kind:
    """The kind, by slug or printed label; a press release where none is given."""
    written = text(data, "kind")
    wanted = " ".join(re.sub(r"[-_‐‑‒–—]", " ", written).casefold().split())
    if not wanted:
        return Kind.PRESS_RELEASE
    if wanted not in _KINDS:
        raise Unusable(f"kind: “{written[:100]}” is unknown. Use one of: {', '.join(Kind.values)}.")
    return _KINDS[wanted]


def language(data: dict[str, Any]) -> str:
    """The code of the language, from a language tag (BCP 47); English where none is given."""
    tag = text(data, "language").strip() or "en"
    if (code := code_of(tag)) is None:
        raise Unusable(f"language: “{tag[:100]}” is unknown. Use a language tag such as en, ru or sr-Latn.")
    return code


def instant(data: dict[str, Any], key: str, zone: zoneinfo.ZoneInfo) -> dt.datetime:
    """The instant under `key` (ISO 8601), in UTC. A day alone is its noon in `zone`, the one of the release's desk.

    An hour without offset is by the house's clock: where clocks showed it twice the first of both; where they never
    showed it, as much later as they had been put forward (PEP 495).
    """
    written = text(data, key).strip()
    if not written:
        raise Unusable(f"{key} is missing.")
    try:
        value = _instant(written, zone)
    except ValueError as error:
        raise Unusable(
            f"{key}: “{written[:100]}” is no date. Write 2021-05-10 or 2021-05-10T14:30:00+02:00."
        ) from error
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise Unusable(f"{key}: {written[:100]} lies outside the years {FIRST_YEAR} to {LAST_YEAR}.")
    local = value if value.tzinfo else value.replace(tzinfo=timezone.get_default_timezone())
    return local.astimezone(dt.UTC)


def _instant(written: str, zone: zoneinfo.ZoneInfo) -> dt.datetime:
    try:
        return dt.datetime.combine(dt.date.fromisoformat(written), dt.time(12), zone)
    except ValueError:
        return dt.datetime.fromisoformat(written)


def path(data: dict[str, Any], key: str) -> str:
    """The address under `key` as it is kept (former_addresses.key_of); empty where there is none.

    >>> path({"legacy_url": "https://www.osce.org/secretariat/486062/?download=1#top"}, "legacy_url")
    '/secretariat/486062'
    """
    written = text(data, key).strip()
    if not written:
        return ""
    try:
        parts = urlsplit(_with_slashes(written))
    except ValueError as error:
        raise Unusable(f"{key}: “{written[:100]}” is no address.") from error
    found = key_of(decoded(parts.path), parts.query)
    if found == "/" or "\x00" in found:
        raise Unusable(f"{key}: “{written[:100]}” does not lead to a page.")
    if len(found) > MAX_KEY:
        raise Unusable(f"{key} has an address of {len(found)} characters; at most {MAX_KEY} can be kept.")
    return found


def address(data: dict[str, Any], key: str) -> str:
    """The full address under `key`, from which relative links start; empty where there is none with a host."""
    written = _with_slashes(text(data, key).strip())
    written = f"https:{written}" if written.startswith("//") else written
    return written if written.startswith(("http://", "https://")) else ""


def key_of_link(link: str) -> str:
    """The key (former_addresses.key_of) of the page that a link into the former site leads to; empty for none."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    return key_of(decoded(parts.path), parts.query) if parts.path.strip("/") else ""


def _with_slashes(address: str) -> str:
    """Addresses are also written as www.osce.org/node/1, as node/1 and as item.php?id=1."""
    if address.startswith("/") or "://" in address:
        return address
    first = re.split(r"[/?#]", address, maxsplit=1)[0]
    return f"//{address}" if "." in first and not _FILE.search(first) else f"/{address}"
