"""Small parts of the public pages."""

import datetime as dt
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from .. import languages, rich_text
from ..differences import Piece, words
from ..models import Edition
from ..presentation import Group
from ..selection import Selection

register = template.Library()


@register.inclusion_tag("components/year_select.html")
def year_select(name: str, selection: Selection, years: dict[int, int]) -> dict[str, Any]:
    """A select of years for `from` or `to`. A chosen day that bounds no year is kept as a choice of its own."""
    day: dt.date | None = selection.from_ if name == "from" else selection.to
    whole_year = day and (day.month, day.day) == ((1, 1) if name == "from" else (12, 31))
    chosen = str(day.year) if day and whole_year else day.isoformat() if day else ""
    values = [str(year) for year in years]
    if chosen and chosen not in values:
        values.insert(0, chosen)
    options = "\n".join(
        f'<option value="{value}"{" selected" if value == chosen else ""}>{value}{_news_of(value, years)}</option>'
        for value in values
    )
    label = _("From") if name == "from" else _("To")
    return {"name": name, "label": label, "options": mark_safe(options)}  # noqa: S308 - numbers and ISO dates


def _news_of(value: str, years: dict[int, int]) -> str:
    count = years.get(int(value)) if value.isdecimal() else None
    return f" ({count})" if count else ""


@register.simple_tag
def facet_options(group: Group) -> SafeString:
    """The check boxes of one facet. Two hundred on a page: as a template they would take longer than all else."""
    parts = []
    for value, count in group.counts.items():
        start, middle, end = group.boxes[value]
        mark = '" checked' if value in group.chosen else '"'
        parts.append(f"{start}{count}{mark}{middle}{count}{end}")
    return mark_safe("\n".join(parts))  # noqa: S308 - the parts of a box are escaped, and counts are numbers


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


@register.simple_tag
def differences(before: str, after: str) -> list[Piece]:
    """The way from one text to another, word by word (see newsroom.differences)."""
    return words(before, after)
