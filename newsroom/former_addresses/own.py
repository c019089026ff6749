"""Which addresses this site answers itself."""

import functools
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.urls import Resolver404, get_resolver, resolve
from django.urls.resolvers import LocalePrefixPattern, RoutePattern
from django.utils import translation

_LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES)


def is_own(path: str) -> bool:
    """Whether this site answers at `path` (decoded), in any language, with or without a slash at its end.

    What it answers may still be that there is no such page.
    """
    path = "/" + path.strip("/")
    first, _slash, others = path[1:].partition("/")
    rest = others if first in _LANGUAGES else path[1:]
    if rest and not f"{rest}/".startswith(_beginnings()):
        return False  # of thousands of former addresses nearly all: to resolve them takes fifty times as long
    with translation.override(translation.get_language_from_path(path + "/") or settings.LANGUAGE_CODE):
        return any(map(_resolves, (path, path + "/")))


def _resolves(path: str) -> bool:
    try:
        resolve(path)
    except (Resolver404, ValueError):
        return False
    return True


@functools.cache
def _beginnings() -> tuple[str, ...]:
    """How all addresses of this site begin, less slash and language: "news/", "sitemap-", "robots.txt"."""
    return tuple(set(_read(get_resolver().url_patterns)))


def _read(patterns: list[Any]) -> Iterator[str]:
    for one in patterns:
        if isinstance(one.pattern, LocalePrefixPattern) or str(one.pattern) == "":
            yield from _read(getattr(one, "url_patterns", []))
        elif isinstance(one.pattern, RoutePattern):
            literal = str(one.pattern).partition("<")[0]
            yield "".join(literal.partition("/")[:2])
        else:
            yield ""  # by a regular expression, which might match anything
