"""Somebody who calls a WSGI application as a server does."""

import io
from typing import Any, NamedTuple
from wsgiref.validate import validator


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes

    def __contains__(self, text: str) -> bool:
        return text in self.body.decode()


class Visitor:
    """Asks `application` for addresses. What breaks the rules of WSGI (PEP 3333) fails the test."""

    def __init__(self, application: Any):
        self.application = validator(application)

    def get(self, address: str, method: str = "GET", **environ: Any) -> Answer:
        """`environ` replaces or, where a value is None, removes what a usual request has."""
        path, _, query = address.partition("?")
        usual = {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "localhost",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }
        asked = {name: value for name, value in (usual | environ).items() if value is not None}
        heard: list[Any] = []
        body = self.application(asked, lambda status, headers, exc_info=None: heard.extend((status, headers)) or print)
        try:
            content = b"".join(body)
        finally:
            body.close()
        return Answer(int(heard[0][:3]), dict(heard[1]), content)
