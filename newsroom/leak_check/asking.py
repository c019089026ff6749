"""A request through the real application, in this process, by somebody who is not signed in."""

import hashlib
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple
from urllib.parse import unquote_to_bytes
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.core.servers.basehttp import get_internal_wsgi_application
from django.urls import get_script_prefix
from django.utils import translation

Application = Callable[..., Iterable[bytes]]


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.body).hexdigest()


class Reader:
    """Somebody who asks `application` (default: the one that serves the site, with its page cache)."""

    def __init__(self, application: Application | None = None, host: str = ""):
        self.application: Application = application or get_internal_wsgi_application()
        self.host = host or next((name for name in settings.ALLOWED_HOSTS if name[:1] not in "*."), "localhost")

    def get(self, address: str, *, past_the_cache: bool = False) -> Answer:
        """`past_the_cache`: with the cookie of a session that is none, for which pages are made anew."""
        environ = self._environ(address)
        if past_the_cache:
            environ["HTTP_COOKIE"] = f"{settings.SESSION_COOKIE_NAME}=none"
        heard: list[Any] = []
        with translation.override(translation.get_language()):  # each request leaves its own language behind
            body = self.application(environ, lambda status, headers, exc_info=None: heard.extend((status, headers)))
            try:
                content = b"".join(body)
            finally:
                getattr(body, "close", lambda: None)()
        return Answer(int(heard[0].split()[0]), dict(heard[1]), content)

    def _environ(self, address: str) -> dict[str, Any]:
        prefix = get_script_prefix().rstrip("/")
        path, _, query = address.partition("?")
        environ: dict[str, Any] = {
            "SCRIPT_NAME": prefix,
            # As PEP 3333 has it: the bytes of the path, each as a character.
            "PATH_INFO": unquote_to_bytes(path.removeprefix(prefix)).decode("latin-1"),
            "QUERY_STRING": query,
            "HTTP_HOST": self.host,
            "wsgi.url_scheme": "https" if settings.SECURE_SSL_REDIRECT else "http",
        }
        if settings.SECURE_PROXY_SSL_HEADER:
            name, value = settings.SECURE_PROXY_SSL_HEADER
            environ[name] = value
        setup_testing_defaults(environ)
        return environ
