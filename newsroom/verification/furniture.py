"""What pages, PDFs and plain copies put around the words of an edition: names, labels, dates, addresses, page numbers.

None of it is listed here: what the page of an edition and its PDF say beside the text is read from them, as they are
rendered, so that it cannot fall behind the templates.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from lxml import html as lxml_html

from ..models import Edition
from ..plain_text import BLOCKS
from .pasted import Word, joined, keys_of

#: A line of its own holds one of these: addresses, hashes, numbers of pages as "1 / 2".
_PATTERN = re.compile(r"https?://\S+|[0-9a-f]{64}|\d+/\d+|sha-256:?|\(record\.json\):", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"\d{1,3} / \d{1,3}")
_SEPARATE = BLOCKS | {
    "html", "body", "title", "main", "section", "article", "aside", "header", "footer", "nav", "div", "dl", "dt", "dd",
    "h1", "h4", "form", "fieldset", "legend", "label", "button", "summary", "details", "br", "option", "dialog", "time",
}  # fmt: skip
#: The text itself, in a page and in a PDF, and what nobody sees.
_LEFT_OUT = "//*[contains(@class, 'release-body') or @class='text'] | //script | //style | //head | //svg"
#: What is said of a quote in the text, and what scripts put there.
_IN_TEXT = "//*[contains(@class, 'release-body')]//a[@class='quote-link']/text()"
_LABELS = "//@data-copy-quote | //@data-copy-link | //@data-copied"


class Furniture:
    """Phrases that may stand on lines of their own beside the words of an edition."""

    def __init__(self, phrases: Iterable[str], *, bare: bool = False):
        """`bare`: words are compared without punctuation."""
        self._bare = bare
        self._by_first: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        self.add(phrases)

    def add(self, phrases: Iterable[str]) -> None:
        for phrase in phrases:
            if keys := tuple(keys_of(phrase, bare=self._bare)):
                self._by_first[keys[0]].add(keys)

    def covered(self, words: list[Word]) -> list[tuple[int, int]]:
        """Ranges of `words`, whole lines each, that consist of phrases and of nothing else."""
        keys = [word.key for word in words]
        starts = {at for at, word in enumerate(words) if not at or words[at - 1].line != word.line} | {len(words)}
        reached = dict.fromkeys(starts, -1)  # position → where the phrase that ends there begins
        found: dict[int, int] = {}
        for at in range(len(words) + 1):
            if at in starts and reached[at] >= 0:
                found[at] = self._begin(at, reached, starts)
            if at in reached and at < len(words):
                for length in self._lengths(keys, at):
                    if reached.get(at + length, -1) < 0:
                        reached[at + length] = at
        return [(start, end) for end, start in found.items()]

    @staticmethod
    def _begin(end: int, reached: dict[int, int], starts: set[int]) -> int:
        at = reached[end]
        while at not in starts:
            at = reached[at]
        return at

    def _lengths(self, keys: list[str], at: int) -> Iterator[int]:
        """How many words the phrases have that begin there."""
        if _PATTERN.fullmatch(keys[at]):
            yield 1
        if _PAGE_NUMBER.fullmatch(" ".join(keys[at : at + 3])):
            yield 3
        if self._bare and all(key.isdecimal() for key in keys[at : at + 2]):
            yield 2  # the number of a page
        for first in (keys[at], *joined(*keys[at : at + 2])):
            for phrase in self._by_first.get(first, ()):
                if length := _length(phrase, keys, at):
                    yield length


def _length(phrase: tuple[str, ...], keys: list[str], at: int) -> int:
    """How many of the `keys` from there on are `phrase`: more than it has words where lines part them; 0 if not."""
    end = at
    for word in phrase:
        if keys[end : end + 1] == [word]:
            end += 1
        elif word in joined(*keys[end : end + 2]):
            end += 2
        else:
            return 0
    return end - at


def running(edition: Edition) -> list[str]:
    """What stands at the head or foot of every page of a PDF: it may part a paragraph."""
    return [edition.title, settings.ORGANISATION_NAME, settings.SITE_NAME]


def of_edition(edition: Edition) -> list[str]:
    """What is known of an edition without rendering it: running heads, dateline, captions, credits, the way it is said
    where its plain text is from.
    """
    opening = edition.dateline.removesuffix("–").strip()
    said = [edition.title, edition.summary, edition.dateline, opening]
    for image in edition.images:
        said += [image.get("alt", ""), image.get("caption", ""), image.get("credit", "")]
    said += [file.get("title", "") for file in edition.attachments]
    return [*running(edition), *said]


def of_page(page: str) -> list[str]:
    """What `page`, the HTML of an edition's page or of its PDF, says beside the text: line by line."""
    root: Any = lxml_html.document_fromstring(page)  # of lxml's results, types say next to nothing
    said = [str(text) for text in [*root.xpath(_IN_TEXT), *root.xpath(_LABELS)]]
    said += [str(text) for text in root.xpath("//body/@data-organisation | //body/@data-digest | //body/@data-address")]
    for element in root.xpath(_LEFT_OUT):
        element.drop_tree()
    for element in root.iter():
        if element.tag in _SEPARATE:
            element.text = f"\n{element.text or ''}"
            element.tail = f"\n{element.tail or ''}"
    lines = (line.strip() for line in root.text_content().splitlines())
    whole = [" ".join(element.text_content().split()) for element in root.iter("p", "li", "dd", "figcaption")]
    return [line for line in [*said, *lines, *whole] if line]
