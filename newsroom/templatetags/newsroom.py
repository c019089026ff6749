"""Small parts of the public pages."""

import datetime as dt
from functools import lru_cache
from typing import Any

from django import template
from django.template.base import FilterExpression, token_kwargs
from django.template.loader import get_template
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .. import languages, rich_text
from ..differences import Piece, words
from ..presentation import Group
from ..selection import Selection
from ..sentence import short_day

register = template.Library()

#: So many renderings of one `once` are kept: the languages of the interface, and some room.
MOST_ONCE = 50
#: Stands where something is put in each time, while what is around it is rendered.
_HERE = "\x00"


@register.simple_tag
def year_select(name: str, selection: Selection, years: dict[int, int]) -> SafeString:
    """A select of years for `from` or `to`. A chosen day that bounds no year is kept as a choice of its own."""
    day: dt.date | None = selection.from_ if name == "from" else selection.to
    bounds_year = day and (day.month, day.day) == ((1, 1) if name == "from" else (12, 31))
    chosen = day.year if day and bounds_year else None
    options = [
        f'<option value="{year}"{" selected" if year == chosen else ""}>{year} ({count})</option>'
        for year, count in years.items()
    ]
    if day and not bounds_year:
        options.insert(0, f'<option value="{day.isoformat()}" selected>{escape(short_day(day))}</option>')
    elif day and day.year not in years:
        options.insert(0, f'<option value="{day.year}" selected>{day.year}</option>')
    start, end = _around_options(name, get_language() or "")
    return mark_safe(start + "\n".join(options) + end)  # noqa: S308 - rendered; numbers, ISO dates, escaped names


@lru_cache(maxsize=64)
def _around_options(name: str, language: str) -> list[str]:
    """What stands before and after the options of a select of years, in the active language."""
    label = _("From") if name == "from" else _("To")
    template: Any = get_template("components/year_select.html")
    return template.render({"name": name, "label": label, "options": _HERE}).split(_HERE)


class Once(template.Node):
    """HTML that is the same on every page of one language, as long as the values it names are the same.

    What differs between them is put into its `gaps`, escaped.
    """

    def __init__(self, nodes: template.NodeList, values: list[FilterExpression], gaps: dict[str, FilterExpression]):
        self.nodes, self.values, self.gaps = nodes, values, gaps
        self.rendered: dict[tuple[Any, ...], list[str]] = {}

    def render(self, context: template.Context) -> SafeString:
        key = (get_language(), *[str(value.resolve(context)) for value in self.values])
        pieces = self.rendered.get(key)
        if pieces is None:
            if len(self.rendered) >= MOST_ONCE:
                self.rendered.clear()
            pieces = self.rendered[key] = self._pieces(context)
        if len(pieces) > 1:
            filled = {name: conditional_escape(value.resolve(context)) for name, value in self.gaps.items()}
            pieces = [filled[piece] if number % 2 else piece for number, piece in enumerate(pieces)]
        return mark_safe("".join(pieces))  # noqa: S308 - rendered, and escaped

    def _pieces(self, context: template.Context) -> list[str]:
        """What is the same, and between each two pieces of it the name of a gap."""
        with context.push(**{name: mark_safe(f"{_HERE}{name}{_HERE}") for name in self.gaps}):  # noqa: S308 - names
            return self.nodes.render(context).split(_HERE)


@register.tag
def once(parser: template.base.Parser, token: template.base.Token) -> Once:
    """{% once site_name with title=edition.title %}…{{ title }}…{% endonce %}: rendered once for a language and the
    values named, but for what comes after "with".

    Nothing inside may depend on anything else: not on the request, the reader or the clock. What comes after "with" can
    be shown inside, and nothing else: no filter or condition sees its value.
    """
    words = token.split_contents()[1:]
    cut = words.index("with") if "with" in words else len(words)
    nodes = parser.parse(("endonce",))
    parser.delete_first_token()
    return Once(nodes, [parser.compile_filter(word) for word in words[:cut]], token_kwargs(words[cut + 1 :], parser))


@register.simple_tag
def facets(groups: list[Group]) -> SafeString:
    """The facets of the form, unfolded where it is the first one or in use."""
    shown = [_facet(group, is_open=not number or bool(group.chosen)) for number, group in enumerate(groups)]
    return mark_safe("".join(shown))  # noqa: S308 - rendered, and made below


def _facet(group: Group, is_open: bool) -> str:
    """One facet: the same for all selections but for its boxes, so what stands around these is rendered once."""
    known = group.boxes.surroundings
    state = is_open, len(group.chosen), group.is_long
    if state not in known:
        template: Any = get_template("components/facet.html")
        html = template.render({"group": group, "open": is_open, "boxes": _HERE})
        known[state] = html.split(_HERE)
    return _boxes(group).join(known[state])


def _boxes(group: Group) -> str:
    """The check boxes of one facet. Two hundred on a page: as a template they would take longer than all else."""
    parts = []
    for value, count in group.counts.items():
        start, middle = group.boxes[value]
        mark = " checked" if value in group.chosen else ""
        parts.append(f'{start} data-count="{count}"{mark}{middle}{count}</span></label></li>')
    return "\n".join(parts)


@register.filter
def cleaned(html: str) -> SafeString:
    """`html` reduced to what a text may hold: for texts that reach the page without being published first."""
    return mark_safe(rich_text.clean(html))  # noqa: S308 - cleaned here and now


@register.filter
def language_name(code: str) -> object:
    """The name of a language in the active one."""
    return languages.name_of(code)


@register.filter
def own_language_name(code: str) -> str:
    """The name of a language in itself, for those who read that one only."""
    return languages.own_name_of(code)


@register.filter
def quotation_marks(code: str) -> str:
    """What opens and what closes a quotation in texts of that language, parted by a bar."""
    return "|".join(languages.quotation_marks(code))


@register.simple_tag
def differences(before: str, after: str) -> list[Piece]:
    """The way from one text to another, word by word (see newsroom.differences)."""
    return words(before, after)
