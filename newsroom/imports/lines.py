"""A file's lines as bytes, in bounded memory whatever the file holds."""

import codecs
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

#: Bytes. The longest text that can be kept has 400,000 characters of HTML, at most four bytes each.
MAX_LINE = 2_000_000
#: Of a longer line, as much is kept as its reject may show.
KEPT = 40_000


class Line(NamedTuple):
    """One line, without its end; `number` counts from 1. Of one that is too long, only the beginning."""

    number: int
    content: bytes
    too_long: bool = False

    @property
    def text(self) -> str:
        """The line as far as it can be read."""
        return self.content.decode("utf-8", "replace")


def read_lines(file: BinaryIO) -> Iterator[Line]:
    """Yield the lines of `file` that are not blank. A byte order mark before the first one is dropped."""
    number = 0
    while content := file.readline(MAX_LINE + 2):
        number += 1
        if number == 1:
            content = content.removeprefix(codecs.BOM_UTF8)
        too_long = len(content.rstrip(b"\r\n")) > MAX_LINE
        if too_long:
            _skip_rest(file, content)
            content = content[:KEPT]
        if content := content.strip():
            yield Line(number, content, too_long)


class Batch(NamedTuple):
    """Lines that are imported together, and where in the file they end."""

    lines: list[Line]
    end: int


def read_batches(file: BinaryIO, most_lines: int, most_bytes: int) -> Iterator[Batch]:
    """Yield the lines of `file` in batches that are full at either: so many lines, or so many bytes."""
    lines: list[Line] = []
    size = 0
    for line in read_lines(file):
        lines.append(line)
        size += len(line.content)
        if len(lines) >= most_lines or size >= most_bytes:
            yield Batch(lines, file.tell())
            lines, size = [], 0
    yield Batch(lines, file.tell())


def _skip_rest(file: BinaryIO, chunk: bytes) -> None:
    while chunk and not chunk.endswith(b"\n"):
        chunk = file.readline(1 << 16)
