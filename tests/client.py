"""A client that looks at every page it is given: what no page may hold fails the test that asked for it."""

import re

from django.http import HttpResponse
from django.test import Client

#: What the Content-Security-Policy would block, and what a template leaves behind when it is broken.
FORBIDDEN = {
    "inline script": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"(?:importmap|application/ld\+json)\")", re.I),
    "inline style": re.compile(r"<style|<[^>]+\sstyle=", re.I),
    "inline handler": re.compile(r"<[^>]+\son[a-z]+=", re.I),
    "template syntax": re.compile(r"\{\{|\{%|\{#|%\}"),
    "a script's address": re.compile(r"(?:href|src|action)=[\"']?\s*javascript:", re.I),
    "another host": re.compile(r"<(?:script|img|iframe|source)[^>]+src=[\"']?(?:https?:)?//", re.I),
}


class StrictClient(Client):
    """Django's test client, which refuses pages that break the house rules."""

    def request(self, **request) -> HttpResponse:
        response = super().request(**request)
        if response.get("Content-Type", "").startswith("text/html") and response.content:
            look_at(response.content.decode(), request["PATH_INFO"])
        return response


def look_at(html: str, path: str) -> None:
    """Raise AssertionError for what no page may hold."""
    found = [name for name, pattern in FORBIDDEN.items() if pattern.search(html)]
    assert not found, f"{path} holds {found}"
    if not path.startswith("/admin/"):
        assert html.count("<h1") == 1, f"{path} has {html.count('<h1')} headings of the first rank"
        assert re.search(r"<html lang=\"[a-z]{2}\"", html), f"{path} does not say its language"


def unspoken(html: str) -> str:
    """`html` without what is only there for those who hear it."""
    return re.sub(r'<span class="visually-hidden"[^>]*>[^<]*</span>', "", html)
