"""The text of a release as plain text for people: paragraphs apart, lists with their marks, rows of tables on lines.

The words are those of `body_text`, which digests and search read, in their order. Marks of lists are added here alone.
"""

from html.parser import HTMLParser

_PARAGRAPHS = {"p", "h2", "h3", "blockquote", "figure", "figcaption", "table", "ul", "ol"}
_BULLET = "•"


def plain_copy(body: str, dateline: str = "") -> str:
    """The cleaned `body` as plain text, which `dateline` opens as it opens the page.

    >>> print(plain_copy("<p>Agreed:</p><ul><li>Trade</li><li>Water</li></ul>", "VIENNA, 10 May 2021 –"))
    VIENNA, 10 May 2021 – Agreed:
    <BLANKLINE>
    • Trade
    • Water
    """
    reader = _Reader()
    reader.feed(body)
    reader.close()
    text = reader.text()
    # As body_layout.opened(): into the first paragraph, or before what else a text begins with.
    between = " " if body.startswith("<p>") else "\n\n"
    return between.join(filter(None, [dateline, text]))


class _Reader(HTMLParser):
    """Collects lines. A separator is how much comes before the next one: an empty line, or the end of a line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._found: list[str] = []  # separators and lines by turns
        self._line, self._separator, self._mark = "", "", ""
        self._lists: list[int | None] = []  # those around, with the next number of each; None where it has bullets
        self._cells = 0  # those around

    def text(self) -> str:
        self._end_line("\n")
        return "".join(self._found[1:])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._end_line(self._before(tag))
        if tag in ("td", "th"):
            self._line += "\t" if self._line.strip() and not self._cells else ""
            self._cells += 1
        elif tag in ("ul", "ol"):
            start = dict(attrs).get("start") or ""
            self._lists.append(None if tag == "ul" else int(start) if start.isdecimal() else 1)
        elif tag == "li":
            self._mark = self._next_mark()

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._cells -= 1
        elif tag in ("ul", "ol"):
            self._lists.pop()
        self._end_line(self._before(tag))

    def handle_data(self, data: str) -> None:
        self._line += data.replace("\n", " ").replace("\t", " ")

    def _before(self, tag: str) -> str:
        """What parts the content of `tag` from what is beside it."""
        if self._cells or tag in ("td", "th"):
            return " " if tag in _PARAGRAPHS or tag in ("li", "br") else ""
        if tag in _PARAGRAPHS:
            return "\n" if self._lists else "\n\n"
        return "\n" if tag in ("li", "tr", "br") else ""

    def _next_mark(self) -> str:
        if self._cells or not self._lists:
            return ""
        indent, number = "  " * (len(self._lists) - 1), self._lists[-1]
        if number is None:
            return f"{indent}{_BULLET} "
        self._lists[-1] = number + 1
        return f"{indent}{number}. "

    def _end_line(self, separator: str) -> None:
        """End the line with that, where there is one; else remember the larger separator."""
        if not separator.strip(" "):
            self._line += separator
            return
        words = "\t".join(" ".join(cell.split()) for cell in self._line.split("\t")).strip()
        if words:
            self._found += [self._separator, self._mark + words]
            self._mark = ""
        self._separator = separator if words else max(self._separator, separator, key=len)
        self._line = ""
