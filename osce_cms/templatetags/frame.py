"""Parts of the frame around every public page."""

from functools import cache
from typing import NamedTuple

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import Context
from django.urls import NoReverseMatch, ResolverMatch, get_script_prefix, reverse
from django.utils.text import capfirst
from django.utils.translation import get_language, get_language_info, override

from osce_cms.page_cache.address import known_query

register = template.Library()


class Way(NamedTuple):
    """The way to a page in one language of the interface."""

    code: str
    name: str  # in that language
    short: str
    address: str
    is_current: bool
    is_default: bool  # for readers whose language is none of ours
    is_elsewhere: bool  # leads to the first page, because the page itself is not there


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
    match = getattr(request, "resolver_match", None)
    bare = _without_language(match)
    if bare is None:
        return []
    query = known_query(request.path_info, request.META.get("QUERY_STRING", "")) if match else ""
    end, current, root = bare + (f"?{query}" if query else ""), get_language(), get_script_prefix()
    return [
        Way(
            code,
            name,
            name[:2],
            root + ("" if code == settings.LANGUAGE_CODE else f"{code}/") + end,
            is_current=code == current,
            is_default=code == settings.LANGUAGE_CODE,
            is_elsewhere=match is None,
        )
        for code, name in _languages()
    ]


def _without_language(match: ResolverMatch | None) -> str | None:
    """The address behind root and language: "news/" of "/ru/news/". None where the language is no part of it."""
    if match is None:
        return ""
    root, (other, _) = get_script_prefix(), _languages()[1]
    try:
        with override(settings.LANGUAGE_CODE):
            bare = reverse(match.view_name, args=match.args, kwargs=match.kwargs).removeprefix(root)
        with override(other):
            translated = reverse(match.view_name, args=match.args, kwargs=match.kwargs)
    except NoReverseMatch:
        return None
    return bare if translated == f"{root}{other}/{bare}" else None
