"""Which requests are for the same page: those with the same canonical address."""

import re
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

from django.conf import settings

from newsroom.facets import BY_NAME
from newsroom.urls import TERM_FOLDERS

Environ = dict[str, Any]

#: Query strings that are longer are nobody's favourite page, and would cost more to read than they save.
MAX_QUERY = 1000
_SPAN = ("from", "to", "q")
#: Kind of address → the parameters that its pages depend on, in canonical order. All other addresses have none.
PARAMETERS: dict[str | None, tuple[str, ...]] = {
    "list": (*BY_NAME, *_SPAN, "sort", "page"),
    "map": (*BY_NAME, *_SPAN),
    "feed": (*BY_NAME, *_SPAN, "after"),
    "verify": ("sha256",),
    "release": (*BY_NAME, *_SPAN, "sort"),
    "sitemap": ("p",),
    None: (),
}
#: Kinds of which only the bare address is kept: there is no end to the selections in which one can read a release.
_BARE = {"release"}
_languages = "|".join(code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE)
_folders = "|".join(["news", "about", *TERM_FOLDERS])
_PATH = re.compile(
    rf"/(?:(?:{_languages})/)?(?:(?P<list>news/)|(?P<map>news/map/)|(?P<feed>news/feed\.(?:atom|json))|(?P<verify>verify/)"
    r"|(?P<release>news/\d+/(?!v\d+/|versions/)[\w-]+/)|news/\d+/v\d+/(?:text\.txt|record\.json|cite\.(?:bib|ris))"
    rf"|(?:(?:{_folders})/[\w/-]*)?)"
    r"|(?P<sitemap>/sitemap(?:-[a-z]+)?\.xml)",
    re.ASCII,
)


class Address(NamedTuple):
    """Everything a public page may depend on, besides the archive and the clock."""

    query: str  # canonical query string
    parts: tuple[str, ...]  # what else of the environment counts, by the names of `Addresses`


class Addresses:
    """Reads addresses as the settings tell Django to read them."""

    def __init__(self) -> None:
        self.names = ["REQUEST_METHOD", "wsgi.url_scheme", "HTTP_HOST", "SCRIPT_NAME", "PATH_INFO"]
        if settings.USE_X_FORWARDED_HOST:
            self.names.append("HTTP_X_FORWARDED_HOST")
        if settings.USE_X_FORWARDED_PORT:
            self.names.append("HTTP_X_FORWARDED_PORT")
        if settings.SECURE_PROXY_SSL_HEADER:
            self.names.append(settings.SECURE_PROXY_SSL_HEADER[0])
        self._others = tuple(self.names[1:])
        self._session = settings.SESSION_COOKIE_NAME + "="

    def read(self, environ: Environ) -> Address | None:
        """The address of the public page that is asked for; None where it is none, or somebody may be signed in."""
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or "HTTP_AUTHORIZATION" in environ:
            return None
        if self._session in environ.get("HTTP_COOKIE", "") or not environ.get("HTTP_HOST"):
            return None
        match = _PATH.fullmatch(environ.get("PATH_INFO", ""))
        if match is None:
            return None
        query = environ.get("QUERY_STRING", "")
        if query:
            if len(query) > MAX_QUERY or not query.isascii():
                return None
            query = canonical_query(query, PARAMETERS[match.lastgroup])
            if query and match.lastgroup in _BARE:
                return None
        return Address(query, tuple([environ.get(name, "") for name in self._others]))

    def environ(self, environ: Environ, address: Address) -> Environ:
        """The environment for Django to make the page from, so that nothing that `address` leaves out counts.

        Other headers, cookies, a Content-Type with its charset, parameters nobody knows: none of it arrives.
        """
        known = {name: value for name, value in environ.items() if not name.startswith(("HTTP_", "CONTENT_"))}
        known |= {name: environ[name] for name in self.names if name in environ}
        return known | {"REQUEST_METHOD": "GET", "QUERY_STRING": address.query}


def known_query(path: str, raw: str) -> str:
    """What the query string `raw` says to the public page at `path`, in canonical form; "" where it says nothing."""
    match = _PATH.fullmatch(path)
    return canonical_query(raw, PARAMETERS[match.lastgroup]) if match and len(raw) <= MAX_QUERY else ""


def canonical_query(raw: str, names: tuple[str, ...]) -> str:
    """What `raw` says to pages that know the parameters `names`: one string for all ways to say it.

    Facets may be repeated, and mean a set; of the others, the last one counts, as in Django.
    """
    if not names:
        return ""
    given: dict[str, set[str]] = {}
    for name, value in parse_qsl(raw, keep_blank_values=True):
        if name in BY_NAME:
            given.setdefault(name, set()).add(value)
        else:
            given[name] = {value}
    return urlencode([(name, value) for name in names for value in sorted(given.get(name, ())) if value])
