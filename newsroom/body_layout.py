"""From the cleaned text of a release to what its page shows: dateline, quotes one can point at, tables that scroll.

What the cleaner writes is regular (see newsroom/plain_text.py), so expressions can read it.
"""

import re
from itertools import count

from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

_QUOTE = re.compile(r"<blockquote>((?:(?!</?blockquote>).)*)</blockquote>", re.DOTALL)
_DASH = r"(?:[—–―]|--?(?=\s))\s*"
#: The speaker of a quote: its last line, where that begins with a dash; a paragraph of its own, or after a break.
#: The dash belongs to the words that were published, and stays.
_SPEAKER = re.compile(rf"(?:<p>|<br>)\s*(?P<name>{_DASH}(?:(?!<p>|<br>|</p>).)+)</p>\s*$", re.DOTALL)
#: Paragraphs at the end that begin with the way back from a note.
_NOTES = re.compile(r'(?:<p>(?:<sup>)?<a href="#note-ref-\d+" id="note-\d+"(?:(?!</?p>).)*</p>\s*)+$', re.DOTALL)
_TABLE = re.compile(r"(</?table>)")


def laid_out(body: str, dateline: str) -> SafeString:
    """The cleaned `body` as the page shows it. Its words stay as they are, `dateline` runs into the first paragraph.

    What is not marked safe in `dateline` is escaped.

    A quote becomes a figure with an address of its own (#quote-1, #quote-2, …) and its speaker as the caption. A table
    can be scrolled by the keyboard where it is wider than the screen (WCAG 2.1.1).
    """
    html: str = opened(body, dateline)
    if "<blockquote>" in html:
        numbers = count(1)
        html = _QUOTE.sub(lambda quote: _figure(quote[1], next(numbers)), html)
    if "<table>" in html:
        html = _scrolling(html)
    return mark_safe(html)  # noqa: S308 - cleaned when it was published, sealed by the database; the rest is ours


def opened(body: str, dateline: str) -> SafeString:
    """The cleaned `body` with `dateline` run into its first paragraph, or before it where it opens otherwise."""
    opening = f'<span class="dateline">{conditional_escape(dateline)}</span>' if dateline else ""
    if opening:
        body = f"<p>{opening} {body[3:]}" if body.startswith("<p>") else f"<p>{opening}</p>{body}"
    return mark_safe(_with_notes(body))  # noqa: S308 - cleaned when it was published, sealed by the database


def _with_notes(html: str) -> str:
    """`html` with the notes at its end as endnotes (WAI-ARIA DPUB 1.1), which the cleaner has put there."""
    found = _NOTES.search(html)
    if not found:
        return html
    opening = f'<section class="notes" role="doc-endnotes" aria-label="{escape(_("Notes"))}">'
    return f"{html[: found.start()]}{opening}{found[0]}</section>"


def _figure(quote: str, number: int) -> str:
    words, speaker = _parted(quote)
    name = f'<span class="quote-speaker">{speaker}</span> ' if speaker else ""
    link = format_html(
        '<a class="quote-link" lang="{}" href="#quote-{}">{}</a>', get_language(), number, _("Link to this quote")
    )
    return (
        f'<figure class="quote" id="quote-{number}"><blockquote>{words}</blockquote>'
        f"<figcaption>{name}{link}</figcaption></figure>"
    )


def _parted(quote: str) -> tuple[str, str]:
    """What was said, and who said it; the second is empty where the quote does not say."""
    found = _SPEAKER.search(quote)
    if not found:
        return quote, ""
    before = quote[: found.start()]
    if not before.strip():  # nothing but a line with a dash: that is what was said
        return quote, ""
    return (before + "</p>" if found[0].startswith("<br>") else before), found["name"].strip()


def _scrolling(html: str) -> str:
    """`html` with each table, but not those inside others, in a region of its own."""
    parts, depth, number = [], 0, 0
    for part in _TABLE.split(html):
        if part == "<table>":
            depth += 1
            if depth == 1:
                number += 1
                label = escape(_("Table %(number)d") % {"number": number})
                parts.append(f'<div class="table-scroll" role="region" tabindex="0" aria-label="{label}">')
        parts.append(part)
        if part == "</table>":
            depth -= 1
            if depth == 0:
                parts.append("</div>")
    return "".join(parts)
