"""Parts of the frame around every public page."""

from functools import cache
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
    """The way to a page in one language of the interface."""

    code: str
    name: str  # in that language
    short: str
    start: str  # of the address
    end: str  # of the address: the same in all languages
    is_current: bool
    is_default: bool  # for readers whose language is none of ours
    is_elsewhere: bool  # leads to the first page, because the page itself is not there

    @property
    def address(self) -> str:
        return self.start + self.end


@cache
def _languages() -> tuple[tuple[str, str], ...]:
    return tuple((code, capfirst(get_language_info(code)["name_local"])) for code, _ in settings.LANGUAGES)


@register.simple_tag(takes_context=True)
def page_in_languages(context: Context) -> list[Way]:
    """The page that is asked for, with what it was asked, in each language; nothing where the address has none.

    An address that leads nowhere has the first page for its translation. Parameters that the page does not know
    are left out.
    """
    request: HttpRequest | None = context.get("request")
    if request is None:
        return []
    match: ResolverMatch | None = getattr(request, "resolver_match", None)
    if match and match.url_name not in _translated(get_urlconf()):
        return []
    current, root = get_language(), get_script_prefix()
    end = _behind_language(request, root) if match else ""
    return [
        Way(
            code,
            name,
            name[:2],
            root + ("" if code == settings.LANGUAGE_CODE else f"{code}/"),
            end,
            is_current=code == current,
            is_default=code == settings.LANGUAGE_CODE,
            is_elsewhere=match is None,
        )
        for code, name in _languages()
    ]


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
    """The address that is asked for behind root and language: "news/?year=2021" of "/ru/news/?year=2021"."""
    bare, language = request.path.removeprefix(root), get_language_from_path(request.path_info)
    if language and language != settings.LANGUAGE_CODE:
        bare = bare.removeprefix(f"{language}/")
    query = known_query(request.path_info, request.META.get("QUERY_STRING", ""))
    return escape_uri_path(bare) + (f"?{query}" if query else "")
