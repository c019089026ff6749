"""The quick reader of cleaned HTML against the standard library's parser of any HTML."""

from html.parser import HTMLParser

from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsroom.plain_text import BLOCKS, PICTURE, Reading, read_clean
from newsroom.rich_text import clean

PARTS = [f"<{tag}>" for tag in sorted(BLOCKS | {"strong", "em", "a", "br"})] + [
    "</p>", "</td>", "</strong>", "</a>", "</table>", "</ul>", "words", " ", "\n", "&amp;", "&", "&lt;p>", "&amp;lt;", "&nbsp;",
    "<", ">", '"', "é", "\u2028", "&#10;", "&copy", "amp;", "<!-- c -->",
    '<a href="https://example.org/?a=1&b=<p>">', "<a href='mailto:a@b' hreflang='</td>'>", "<ol start=3>",
    '<img src="/media/images/7/800.webp" alt="a > b">', "<img alt=' src=\"/media/images/8/800.webp\"' src=/media/images/9/400.webp>",
    '<img alt="x" src="https://elsewhere.example/1.png">', '<th scope="row" colspan="2">',
]  # fmt: skip


class Slow(HTMLParser):
    """Event by event, as a browser would read it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words, self.images, self.depth, self.open = [], [], 0, 0
        self.feed(html)
        self.close()

    @property
    def reading(self) -> Reading:
        lines = (" ".join(line.split()) for line in "".join(self.words).split("\n"))
        return Reading("\n".join(line for line in lines if line), list(dict.fromkeys(self.images)), self.depth)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            if match := PICTURE.fullmatch(dict(attrs).get("src") or ""):
                self.images.append(int(match[1]))
        elif tag == "br":
            self.words.append(" ")
        else:
            self.open += 1
            self.depth = max(self.depth, self.open)
            self.separate(tag)

    def handle_endtag(self, tag: str) -> None:
        self.open -= 1
        self.separate(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data.replace("\n", " "))

    def separate(self, tag: str) -> None:
        if tag in ("td", "th"):
            self.words.append(" ")
        elif tag in BLOCKS:
            self.words.append("\n")


@settings(max_examples=300, deadline=None)
@example(['<img alt="a > b" src="/media/images/7/800.webp">', "<p>", "&amp;", "<strong>", "lt;", "<br>", "x"])
@given(st.lists(st.sampled_from(PARTS), max_size=25))
def test_cleaned_html_is_read_as_a_parser_would(parts):
    html = clean("".join(parts))
    assert read_clean(html) == Slow(html).reading


@settings(deadline=None)
@given(st.text(st.sampled_from(list("<>/=\"'& ;:#pabrimgsct\n")), max_size=120))
def test_so_is_what_is_left_of_anything(text):
    html = clean(text)
    assert read_clean(html) == Slow(html).reading
