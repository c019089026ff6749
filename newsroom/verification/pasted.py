"""What somebody pasted, as words: without what mail programs put around them, each in one typography."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from taxonomy.letters import plain, tidy

#: Marks of lists, which plain text and some browsers put before their entries.
_BULLET = re.compile(r"[•◦▪‣·*+o-]|\(?\d{1,3}[.)]|\(?[a-z]\)")
_BARE = re.compile(r"\w+")
#: Begins a line from right to left where programs take the words out of a PDF (Unicode Annex 9, RLE).
_TURNED = "\u202b"
_MARKS = re.compile("[\u202a-\u202e]")
_PAGE = re.compile(r"^\d{1,3} ?/ ?\d{1,3}\s*$", re.MULTILINE)
_QUOTED = re.compile(r"\s*(?:>\s?)+")
#: Quoted lines count as a quotation from this many on: a line of a release may begin with an angle bracket too.
_LEAST_QUOTED = 2
#: Begins the signature of a mail (RFC 3676, 4.3). Programs drop the blank at its end.
_SIGNATURE = re.compile(r"-- ?\s*")
_HEADER = re.compile(
    r"\s*(?:From|Sent|Date|To|Cc|Subject|Von|Gesendet|Datum|An|Betreff|De|Envoyé|À|Objet|Da|Inviato|A|Oggetto"
    r"|Enviado|Para|Asunto|От|Отправлено|Дата|Кому|Копия|Тема)\s*:\s.*"
)
_FORWARDED = re.compile(r"\s*-{3,}[^-]{5,60}-{3,}\s*")
#: Headers of a forwarded mail are looked for in so many lines.
_MOST_HEADERS = 20


class Word(NamedTuple):
    """A word: as texts are compared, as it is shown, and the number of its line."""

    key: str
    shown: str
    line: int


@dataclass(frozen=True)
class Paste:
    """What somebody pasted."""

    lines: list[str]
    left_out: bool  # lines that a mail program or its user wrote, which are not compared
    is_printed: bool = False  # came from a PDF: it has the number of a page
    is_turned: bool = False  # came from a PDF that runs from right to left, whose marks are not where they belong

    @cached_property
    def words(self) -> list[Word]:
        return words_of(self.lines)

    @property
    def is_short(self) -> bool:
        """Whether so few words say nothing: they stand in any text."""
        return len(self.words) < 6 and sum(len(word.key) for word in self.words) < 40

    def words_beside(self, known: set[str], *, bare: bool = False) -> list[Word]:
        """The words, where those that the end of a line parted are whole again if that gives one of the `known`."""
        if bare:
            return words_of(self.lines, bare=True)
        whole: list[Word] = []
        for word in self.words:
            last = whole[-1] if whole else word
            found = next((key for key in joined(last.key, word.key) if key in known), None)
            if found and last.line < word.line:
                whole[-1] = Word(found, found, last.line)
            else:
                whole.append(word)
        return _hyphenated(whole, known, anywhere=self.is_printed)


def _hyphenated(words: list[Word], known: set[str], *, anywhere: bool) -> list[Word]:
    """`words`, of which the last of a line have the hyphen again that programs which read PDFs took for the line's."""
    forms = {key.replace("-", ""): key for key in known if "-" in key[1:-1]}
    ends = {at for at, (one, next_) in enumerate(pairwise(words)) if one.line != next_.line} | {len(words) - 1}
    return [
        Word(forms[word.key], forms[word.key], word.line)
        if (anywhere or at in ends) and word.key in forms and word.key not in known
        else word
        for at, word in enumerate(words)
    ]


def joined(first: str = "", second: str = "") -> tuple[str, ...]:
    """What may have been one word before the end of a line parted it: without the hyphen, or with it."""
    if len(first) > 2 and first[-1] == "-" and first[-2].isalnum() and second[:1].isalpha():
        return first[:-1] + second, first + second
    return ()


def words_of(lines: list[str], *, bare: bool = False) -> list[Word]:
    """The words of `lines`, in order; `bare` without any punctuation."""
    return [word for number, line in enumerate(lines) for word in _words(line, number, bare)]


def keys_of(line: str, *, bare: bool = False) -> list[str]:
    """The words of `line` as they are compared."""
    return _BARE.findall(plain(line)) if bare else plain(line).split()


def _words(line: str, number: int, bare: bool) -> Iterator[Word]:
    keys, shown = keys_of(line, bare=bare), line.split()
    # A character may be several words once it is resolved, such as "½ ": then what is compared is shown.
    pairs = zip(keys, shown if len(shown) == len(keys) else keys, strict=True)
    return (Word(key, word, number) for key, word in pairs)


def bullets(words: list[Word]) -> set[int]:
    """The positions of words at the beginning of a line that may be the mark of a list."""
    first = [0] if words else []
    first += [at for at, (one, next_) in enumerate(pairwise(words), 1) if one.line != next_.line]
    return {at for at in first if _BULLET.fullmatch(words[at].key)}


def read_paste(text: str) -> Paste:
    """Read `text` as it came: its lines without marks of quotation, heads and signatures of mails."""
    is_turned = _TURNED in text
    # There, words of different directions have nothing but these marks between them.
    lines = tidy(_MARKS.sub(" ", text) if is_turned else text).splitlines()
    kept = _unsigned(_quoted(lines))
    kept = _beheaded(kept)
    filled = sum(1 for line in lines if _QUOTED.sub("", line, count=1).strip())
    return Paste(
        kept,
        left_out=sum(1 for line in kept if line.strip()) < filled,
        is_printed=bool(_PAGE.search(text)),
        is_turned=is_turned,
    )


def _quoted(lines: list[str]) -> list[str]:
    """What a mail quotes, where it does: the rest was written by whoever quotes it."""
    quoted = [line for line in lines if line.lstrip().startswith(">")]
    if len(quoted) < _LEAST_QUOTED:
        return lines
    return [_QUOTED.sub("", line, count=1) for line in quoted]


def _unsigned(lines: list[str]) -> list[str]:
    for number, line in enumerate(lines):
        if number and _SIGNATURE.fullmatch(line):
            return lines[:number]
    return lines


def _beheaded(lines: list[str]) -> list[str]:
    """`lines` without the head of a forwarded mail: two headers at least, or a line that says so."""
    head = [number for number, line in enumerate(lines[:_MOST_HEADERS]) if _HEADER.fullmatch(line)]
    said = [number for number, line in enumerate(lines[:_MOST_HEADERS]) if _FORWARDED.fullmatch(line)]
    if len(head) < 2:
        head = []
    last = max([*head, *said], default=-1)
    return lines[last + 1 :]
