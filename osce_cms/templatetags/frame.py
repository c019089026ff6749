"""Parts of the frame around every public page."""

from typing import NamedTuple

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import Context
from django.urls import NoReverseMatch, ResolverMatch, reverse
from django.utils.text import capfirst
from django.utils.translation import get_language, get_language_info, override

from osce_cms.page_cache.address import known_query

register = template.Library()


class Way(NamedTuple):
    """The way to a page in one language of the interface."""

    code: str
    name: str  # in that language
    address: str
    is_current: bool
    is_default: bool  # for readers whose language is none of ours
    is_elsewhere: bool  # leads to the first page, because the page itself is not there


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
    try:
        addresses = {code: _address(request, match, code) for code, _ in settings.LANGUAGES}
    except NoReverseMatch:
        return []
    if len(set(addresses.values())) < len(addresses):
        return []
    return [
        Way(
            code,
            capfirst(get_language_info(code)["name_local"]),
            address,
            is_current=code == get_language(),
            is_default=code == settings.LANGUAGE_CODE,
            is_elsewhere=match is None,
        )
        for code, address in addresses.items()
    ]


def _address(request: HttpRequest, match: ResolverMatch | None, code: str) -> str:
    with override(code):
        if match is None:
            return reverse("home")
        address = reverse(match.view_name, args=match.args, kwargs=match.kwargs)
    query = known_query(request.path_info, request.META.get("QUERY_STRING", ""))
    return address + (f"?{query}" if query else "")
