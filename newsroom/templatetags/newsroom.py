"""Small parts of the public pages."""

import datetime as dt
from html import escape
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from .. import languages, rich_text
from ..differences import Piece, words
from ..models import Edition
from ..presentation import Group
from ..selection import Selection

register = template.Library()

SELECTED = SafeString(" selected")


@register.inclusion_tag("components/year_select.html")
def year_select(name: str, selection: Selection, years: dict[int, int]) -> dict[str, Any]:
    """A select of years for `from` or `to`. A chosen day that bounds no year is kept as a choice of its own."""
    day: dt.date | None = selection.from_ if name == "from" else selection.to
    whole_year = day and (day.month, day.day) == ((1, 1) if name == "from" else (12, 31))
    chosen = str(day.year) if day and whole_year else day.isoformat() if day else ""
    values = [str(year) for year in years]
    if chosen and chosen not in values:
        values.insert(0, chosen)
    options = format_html_join(
        "\n",
        '<option value="{}"{}>{}{}</option>',
        ((value, SELECTED if value == chosen else "", value, _news_of(value, years)) for value in values),
    )
    return {"name": name, "label": _("From") if name == "from" else _("To"), "options": options}


def _news_of(value: str, years: dict[int, int]) -> str:
    count = years.get(int(value)) if value.isdecimal() else None
    return f" ({count})" if count else ""


@register.simple_tag
def facet_options(group: Group) -> SafeString:
    """The check boxes of one facet. Two hundred on a page: as a template they would take longer than all else."""
    facet = group.facet.name
    boxes = [
        f'<li class="depth-{option.depth}"><label><input type="checkbox" id="{facet}-{escape(option.value)}" '
        f'name="{facet}" value="{escape(option.value)}" data-count="{option.count}"'
        f"{' checked' if option.chosen else ''}> "
        f'<span>{escape(option.label)}</span> <span class="facet-count">{option.count}</span></label></li>'
        for option in group.options
    ]
    return mark_safe("\n".join(boxes))  # noqa: S308 - value and label are escaped, depth and count are numbers


@register.filter
def body_with_dateline(edition: Edition) -> SafeString:
    """The text as HTML with the dateline run into its first paragraph, or before it where it opens otherwise.

    An edition's body has been cleaned (see newsroom.rich_text), and nobody can change it since.
    """
    body = mark_safe(edition.body)  # noqa: S308 - cleaned when it was published, sealed by the database
    if not edition.dateline:
        return body
    opening = format_html('<span class="dateline">{}</span> ', edition.dateline)
    if body.startswith("<p>"):
        return mark_safe(f"<p>{opening}{body[3:]}")  # noqa: S308 - both parts are safe
    return format_html("<p>{}</p>{}", opening, body)


@register.filter
def cleaned(html: str) -> SafeString:
    """`html` reduced to what a text may hold: for texts that reach the page without being published first."""
    return mark_safe(rich_text.clean(html))  # noqa: S308 - cleaned here and now


@register.filter
def language_name(code: str) -> object:
    """The name of a language in the active one."""
    return languages.LANGUAGES[code].name


@register.filter
def rendition(image: dict[str, Any], width: int) -> int:
    """The rendition of an edition's picture that is nearest to `width` without being smaller, if there is one."""
    wide_enough = [have for have in image["renditions"] if have >= width]
    return min(wide_enough, default=max(image["renditions"], default=0))


@register.simple_tag
def differences(before: str, after: str) -> list[Piece]:
    """The way from one text to another, word by word (see newsroom.differences)."""
    return words(before, after)
