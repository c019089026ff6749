"""A rule for links: where they really lead, and which lead nowhere."""

import re
from urllib.parse import parse_qs, urljoin, urlsplit

from .elements import Element, rewrite
from .left_out import LeftOut
from .notes import NOTE

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_E_MAIL = re.compile(r"[^\s@/:?#]+@[^\s@/:?#]+\.[^\s@/:?#.]+")
#: An address without its scheme, which browsers would take for a page beside this one.
_BARE_HOST = re.compile(
    r"(www\d?\.[^\s/]+|([a-z0-9-]+\.)+(org|int|com|net|eu|info|gov|edu))(:\d+)?([/?#]|$)", re.IGNORECASE
)
#: Host, path, and the parameters that hold the address meant.
_TRACKERS = (
    (re.compile(r"(www\.)?google\.[a-z.]{2,6}"), "/url", ("q", "url")),
    (re.compile(r".+\.safelinks\.protection\.outlook\.com"), "", ("url",)),
    (re.compile(r"l\.facebook\.com"), "/l.php", ("u",)),
)
_MOST_WRAPPINGS = 3
#: Scripts stand behind buttons; nobody misses them.
_SILENT = ("javascript", "vbscript", "about")


def mend_links(root: Element, left_out: LeftOut, base: str = "") -> None:
    """Full addresses for links, those of trackers unwrapped; where a link cannot work, its words stay without it.

    `base` is the address that the text stood at; relative links start there. Without it they stay as they are.
    Ways within the text are left to link_notes.
    """
    rewrite(root, lambda element: [element] if _is_way_within(element) else _mended(element, left_out, base))


def mend_ways_within(root: Element, left_out: LeftOut, base: str = "") -> None:
    """The links that were no notes after all, and anchors that nothing leads to."""
    rewrite(root, lambda element: _mended(element, left_out, base) if _is_way_within(element) else [element])


def _is_way_within(element: Element) -> bool:
    return bool("#" in element.get("href") or element.get("name") or element.get("id"))


def _mended(element: Element, left_out: LeftOut, base: str) -> "list[Element | str]":
    if element.tag != "a":
        return [element]
    href = resolve(element.get("href"), base, left_out)
    if not href:
        return element.children
    kept = {name: value for name, value in element.attributes.items() if name in ("hreflang", "id")}
    return [Element("a", {"href": href} | kept, element.children)]


def resolve(href: str, base: str, left_out: LeftOut) -> str:
    """Where `href` leads; empty where it cannot lead anywhere. What somebody may miss is noted in `left_out`."""
    href = re.sub(r"[\t\n\r]", "", href).strip()
    if not href or href.startswith("#"):
        return href if NOTE.fullmatch(href) else ""
    try:
        found = _absolute(_unwrapped(href), base)
    except ValueError:  # of urllib, for what is no address
        found = ""
    if not found:
        if not href.lower().startswith(_SILENT):
            left_out.dead_links.append(href)
        return ""
    if not _SCHEME.match(found) or (base and urlsplit(found).hostname == urlsplit(base).hostname):
        left_out.inward.append(found)
    return found.replace(" ", "%20")


def _absolute(href: str, base: str) -> str:
    if _BARE_HOST.match(href):
        return f"https://{href}"
    if href.startswith("//"):
        return f"https:{href}"
    if _E_MAIL.fullmatch(href):
        return f"mailto:{href}"
    if scheme := _SCHEME.match(href):
        return _of_scheme(scheme[1].lower(), href)
    return urljoin(base, href) if base else href


def _of_scheme(scheme: str, href: str) -> str:
    if scheme in ("http", "https"):
        href = href.replace("\\", "/")
        return href if urlsplit(href).hostname else ""
    if scheme == "tel":
        href = re.sub(r"\s", "", href)  # RFC 3966 knows dashes, dots and brackets, and no blanks
    return href if scheme in ("mailto", "tel") and len(href) > len(scheme) + 1 else ""


def _unwrapped(href: str) -> str:
    """The address that a tracker would lead to."""
    for _wrapping in range(_MOST_WRAPPINGS):
        inner = _inside(href)
        if not inner:
            break
        href = inner
    return href


def _inside(href: str) -> str:
    parts = urlsplit(href)
    if parts.scheme not in ("http", "https"):
        return ""
    for host, path, names in _TRACKERS:
        if host.fullmatch(parts.hostname or "") and parts.path.startswith(path):
            values = parse_qs(parts.query)
            inner = next((values[name][0] for name in names if name in values), "")
            return inner if inner.startswith(("http://", "https://")) else ""
    return ""
