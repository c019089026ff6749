"""Releases by year, and by month of the chosen year: a drawing, and a table that says the same.

Made as text: a template would take longer for its hundred parts than for the rest of the page.
"""

import calendar
import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from babel.dates import format_skeleton, get_month_names
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .archive import Archive
from .languages import locale_of
from .selection import Selection
from .sentence import number

#: Pixels. Widths are shares of the drawing's own: it is as wide as its place, and nothing in it is stretched.
_TALL, _AXIS, _LABELS = 80, 81, 98
#: Above the highest one stands its number.
_ABOVE = 16
#: A year or month with releases is never drawn lower than this.
_LOWEST = 2


class Column(NamedTuple):
    """A year, or a month of one. What it says is HTML."""

    key: str  # "2019", "2019-05"
    name: str  # as the table says it
    label: str  # under its bar; empty where there is no room
    short: str  # the same on a narrow screen, where it differs
    first: dt.date
    last: dt.date
    days: str  # as the query string has them


def timeline(selection: Selection, months: Mapping[int, Mapping[int, int]], archive: Archive, address: str) -> str:
    """Draw the `months` of a Result: as HTML, empty where no month has any release.

    `address` is that of the list. All years of the archive have their place, those without releases too.
    """
    if not months:
        return ""
    links = _Links(selection, address)
    by_year = {str(year): sum(counts.values()) for year, counts in months.items()}
    axis = archive.order.months()
    parts = [_part(_("Releases by year"), _years(axis[0].year, axis[-1].year), by_year, links)]
    if (year := _only_year(selection)) in months and year:
        counts = {f"{year}-{month:02}": count for month, count in months.get(year, {}).items()}
        title = _("Releases by month of %(year)s") % {"year": year}
        parts.append(_part(title, _months(year, get_language() or "en"), counts, links))
    return format_html(
        '<section class="timeline" id="timeline" aria-label="{}" data-hx-boost="true">{}</section>',
        _("Releases over time"),
        _framed(parts),
    )


def year_chart(selection: Selection, years: Mapping[int, int], address: str) -> str:
    """Draw how many releases of the `selection` each year has: as HTML, from the first year that has any to the last.

    `address` is that of the list. Empty where fewer than two years have any: it would say nothing.
    """
    if len(years) < 2:
        return ""
    counts = {str(year): count for year, count in years.items()}
    part = _part(_("Releases by year"), _years(min(years), max(years)), counts, _Links(selection, address))
    return format_html('<div class="timeline">{}</div>', _framed([part]))


def _framed(parts: Iterable[tuple[str, str]]) -> SafeString:
    """The drawings, then their tables, folded."""
    drawings, tables = zip(*parts, strict=True)
    return format_html(
        '{}<details class="timeline-numbers" id="timeline-numbers"><summary>{}</summary>'
        '<div class="timeline-tables">{}</div></details>',
        mark_safe("".join(drawings)),  # noqa: S308 - made below, with names escaped
        _("The same as a table"),
        mark_safe("".join(tables)),  # noqa: S308 - made below, with names escaped
    )


def _only_year(selection: Selection) -> int | None:
    """The year that all chosen days lie in."""
    first, last = selection.from_, selection.to
    return first.year if first and last and first.year == last.year else None


class _Links:
    """The addresses of the selection with other days, and whether it has some of these now."""

    def __init__(self, selection: Selection, address: str):
        self._first, self._last = selection.from_, selection.to
        before = replace(selection, from_=None, to=None, q="", sort="").query_string
        after = replace(selection, from_=None, to=None, chosen={}).query_string
        self._start = escape(f"{address}?{before}{'&' if before else ''}")
        self._end = escape(f"&{after}" if after else "")

    def to(self, column: Column) -> str:
        return f"{self._start}{column.days}{self._end}"

    def is_chosen(self, column: Column) -> bool:
        if not self._first and not self._last:
            return False
        return (self._first or dt.date.min) <= column.last and column.first <= (self._last or dt.date.max)


@lru_cache(maxsize=64)
def _years(first: int, last: int) -> list[Column]:
    """One column for each year. So many are labelled that no label meets the next one at 320 pixels."""
    every = next(step for step in (1, 2, 5, 10, 20, 50, 100) if (last - first + 1) / step <= 8)
    return [
        _column(str(year), str(year), "" if year % every else str(year), "", dt.date(year, 1, 1), dt.date(year, 12, 31))
        for year in range(first, last + 1)
    ]


def _column(key: str, name: str, label: str, short: str, first: dt.date, last: dt.date) -> Column:
    days = f"from={first.isoformat()}&amp;to={last.isoformat()}"
    return Column(key, escape(name), escape(label), escape(short), first, last, days)


@lru_cache(maxsize=256)
def _months(year: int, language: str) -> list[Column]:
    locale = locale_of(language)
    names = get_month_names("abbreviated", "stand-alone", locale)
    initials = get_month_names("narrow", "stand-alone", locale)
    columns = []
    for month in range(1, 13):
        first = dt.date(year, month, 1)
        last = dt.date(year, month, calendar.monthrange(year, month)[1])
        full = format_skeleton("yMMMM", first, locale=locale)
        columns.append(_column(f"{year}-{month:02}", full, names[month], initials[month], first, last))
    return columns


def _part(title: str, columns: list[Column], counts: Mapping[str, int], links: _Links) -> tuple[str, str]:
    """One drawing and its table."""
    shown = [(column, counts.get(column.key, 0), links.is_chosen(column)) for column in columns]
    rows = "".join(_row(column, count, chosen, links) for column, count, chosen in shown if count)
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in (_("When"), _("Releases")))
    table = f"<table><caption>{escape(title)}</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    return f'<p class="timeline-title" aria-hidden="true">{escape(title)}</p>{_drawing(shown, links)}', table


def _drawing(shown: Iterable[tuple[Column, int, bool]], links: _Links) -> str:
    """The SVG. For the eye and the mouse: the table has the same links for everybody else."""
    columns = list(shown)
    step, most = 100 / len(columns), max(count for _column, count, _chosen in columns) or 1
    highest = next((at for at, column in enumerate(columns) if column[1] == most), None)
    parts = [
        f'<line class="timeline-axis" x1="0" x2="100%" y1="{_AXIS}" y2="{_AXIS}"/>',
        *(_bar(at * step, step, most, *column, links) for at, column in enumerate(columns) if column[1]),
        *(_mark(at * step, step) for at, column in enumerate(columns) if column[2]),
        *(_label((at + 0.5) * step, column[0]) for at, column in enumerate(columns) if column[0].label),
        "" if highest is None else _text((highest + 0.5) * step, _ABOVE - 4, number(most)),
    ]
    return (
        f'<svg class="timeline-drawing" width="100%" height="{_LABELS + 4}" aria-hidden="true" focusable="false">'
        f"{''.join(parts)}</svg>"
    )


def _bar(x: float, step: float, most: int, column: Column, count: int, chosen: bool, links: _Links) -> str:
    height = max(_LOWEST, round(count / most * (_TALL - _ABOVE)))
    gap = step * 0.12
    return (
        f'<a href="{links.to(column)}" rel="nofollow" tabindex="-1" data-for="when-{column.key}">'
        f"<title>{column.name}: {number(count)}</title>"
        f'<rect class="timeline-reach" x="{x:.2f}%" y="0" width="{step:.2f}%" height="{_AXIS}" fill-opacity="0"/>'
        f'<rect class="timeline-bar{" timeline-chosen" if chosen else ""}" x="{x + gap:.2f}%" y="{_TALL - height}"'
        f' width="{step - 2 * gap:.2f}%" height="{height}"/></a>'
    )


def _mark(x: float, step: float) -> str:
    return f'<rect class="timeline-mark" x="{x:.2f}%" y="{_AXIS}" width="{step:.2f}%" height="3"/>'


def _label(x: float, column: Column) -> str:
    if not column.short or column.short == column.label:
        return _text(x, _LABELS, column.label)
    return _text(x, _LABELS, column.label, "timeline-wide") + _text(x, _LABELS, column.short, "timeline-narrow")


def _text(x: float, y: int, words: str, name: str = "") -> str:
    mark = f' class="{name}"' if name else ""
    return f'<text{mark} x="{x:.2f}%" y="{y}" text-anchor="middle">{words}</text>'


def _row(column: Column, count: int, chosen: bool, links: _Links) -> str:
    current = ' aria-current="true"' if chosen else ""
    link = f'<a id="when-{column.key}" href="{links.to(column)}" rel="nofollow"{current}>{column.name}</a>'
    return f'<tr><th scope="row">{link}</th><td>{number(count)}</td></tr>'
