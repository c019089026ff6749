"""Headers that no browser sends, and that make Django fail where it could refuse them."""

import re
from collections.abc import Iterable

from .page_cache.address import Environ
from .page_cache.answer import StartResponse
from .page_cache.wrapper import Application

_CHARSET = re.compile(r""";\s*charset\s*\*?\s*=\s*("[^"]*"|[^;]*)""", re.IGNORECASE)


def without_odd_headers(application: Application) -> Application:
    """The WSGI application (PEP 3333), which such headers do not reach."""

    def answer(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        # Python knows charsets of other things than text ("hex"). Ours is UTF-8, whatever is said of it.
        if "charset" in (content_type := environ.get("CONTENT_TYPE", "")).lower():
            environ["CONTENT_TYPE"] = _CHARSET.sub("", content_type)
        # A NUL, as cookies may write it: no database looks up the key of a session that holds one.
        if "\\000" in environ.get("HTTP_COOKIE", ""):
            del environ["HTTP_COOKIE"]
        return application(environ, start_response)

    return answer
