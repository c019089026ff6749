"""Parts of the frame around every public page."""

from functools import cache, lru_cache
from typing import NamedTuple

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import Context
from django.urls import LocalePrefixPattern, ResolverMatch, URLResolver, get_resolver, get_script_prefix, get_urlconf
from django.utils.encoding import escape_uri_path
from django.utils.text import capfirst
from django.utils.translation import get_language, get_language_from_path, get_language_info

from osce_cms.page_cache.address import known_query

register = template.Library()


class Way(NamedTuple):
    """The way to pages in one language of the interface."""

    code: str
    name: str  # in that language
    short: str
    start: str  # of the address
    is_current: bool
    is_default: bool  # for readers whose language is none of ours


class InLanguages(NamedTuple):
    """A page in each language: how its addresses begin, and how all of them end."""

    ways: tuple[Way, ...]
    end: str
    root: str  # of all addresses
    is_elsewhere: bool  # they lead to the first page, because the page itself is not there


@lru_cache(maxsize=64)
def _ways(current: str, root: str) -> tuple[Way, ...]:
    return tuple(
        Way(
            code,
            name := capfirst(get_language_info(code)["name_local"]),
            name[:2],
            root + ("" if code == settings.LANGUAGE_CODE else f"{code}/"),
            is_current=code == current,
            is_default=code == settings.LANGUAGE_CODE,
        )
        for code, _ in settings.LANGUAGES
    )


@register.simple_tag(takes_context=True)
def page_in_languages(context: Context) -> InLanguages | None:
    """The page that is asked for, with what it was asked, in each language; None where the address has none.

    An address that leads nowhere has the first page for its translation. Parameters that the page does not know
    are left out.
    """
    request: HttpRequest | None = context.get("request")
    if request is None:
        return None
    match: ResolverMatch | None = getattr(request, "resolver_match", None)
    if match and match.url_name not in _translated(get_urlconf()):
        return None
    root = get_script_prefix()
    end = _behind_language(request, root) if match else ""
    return InLanguages(_ways(get_language() or "", root), end, root, is_elsewhere=match is None)


@cache
def _translated(urlconf: str | None) -> frozenset[str]:
    """The names of the addresses that have the language for their beginning."""
    return frozenset(
        name
        for part in get_resolver(urlconf).url_patterns
        if isinstance(part, URLResolver) and isinstance(part.pattern, LocalePrefixPattern)
        for name in part.reverse_dict
        if isinstance(name, str)
    )


def _behind_language(request: HttpRequest, root: str) -> str:
    """The address that is asked for behind root and language: "news/?country=italy" of "/ru/news/?country=italy"."""
    bare, language = request.path.removeprefix(root), get_language_from_path(request.path_info)
    if language and language != settings.LANGUAGE_CODE:
        bare = bare.removeprefix(f"{language}/")
    query = known_query(request.path_info, request.META.get("QUERY_STRING", ""))
    return escape_uri_path(bare) + (f"?{query}" if query else "")
