"""Which words of a release readers may not see, and how they are found again.

Texts are compared by runs of six words, whatever stands between the words: markup, line breaks, the escapes of JSON
or XML. A run is long enough to be somebody's own, and short enough to betray a sentence that was cut.
"""

import datetime as dt
import html
import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from taxonomy.models import TERM_MODELS

from .. import languages
from ..actions import next_edition
from ..models import Edition, Page, Release, Withdrawal
from ..search import Atom, TooSlow, matching_ids

Run = tuple[str, ...]

RUN = 6
#: Titles may be shorter than a run; below this they are words that stand anywhere.
SHORTEST = 3
_WORD = re.compile(r"\w+")
_TAG = re.compile(r"<[^>]*>")
#: Other editions that are looked at to see whether a run is a phrase that the house uses often.
_OTHERS = 20
#: They are looked for among so many that hold it, of which some have not begun.
_HOLDING = 1_000


def words_of(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def runs(words: list[str], size: int = RUN) -> Iterator[Run]:
    """All runs of `size` words in a row."""
    return zip(*(words[start:] for start in range(size)), strict=False)


def runs_of(edition: Edition) -> set[Run]:
    """The runs by which the text of `edition` is recognised."""
    found: set[Run] = set()
    for text in (edition.title, edition.slug):
        words = words_of(text)
        if SHORTEST <= len(words) < RUN:
            found.add(tuple(words))
    pictures = [image.get(name, "") for image in edition.images for name in ("caption", "alt")]
    files = [file.get(name, "") for file in edition.attachments for name in ("title", "name")]
    for text in (edition.title, edition.slug, edition.summary, edition.body_text, *pictures, *files):
        found |= set(runs(words_of(text)))
    return found


def hidden_and_public(release: Release, now: dt.datetime) -> tuple[list[Edition], list[Edition]]:
    """The texts of `release` that readers may not see, working text first, and those that they may.

    They may see editions that have begun, while one is live, but for what was withdrawn and what came before it; and
    what was retracted with its text kept for the record.
    """
    stored = list(release.editions.for_page().order_by("number"))
    begun = [edition for edition in stored if edition.live_from <= now and edition.live_until != edition.live_from]
    gone = dict(Withdrawal.objects.filter(edition__release=release).values_list("edition__number", "kind"))
    last_gone = max((number for number, kind in gone.items() if kind != Withdrawal.Kind.RETRACTED), default=0)
    live = any(edition.live_until is None or edition.live_until > now for edition in begun)
    kept = live or (gone and gone[max(gone)] == Withdrawal.Kind.RETRACTED)
    public = [edition for edition in begun if kept and edition.number > last_gone]
    return [next_edition(release, now), *(edition for edition in stored if edition not in public)], public


def readings(body: bytes, content_type: str) -> list[str]:
    """What `body` may say to somebody: as it stands, without its tags, and with nothing for its tags."""
    text = body.decode("utf-8", "replace")
    if "json" in content_type:
        try:
            text = json.dumps(json.loads(text), ensure_ascii=False)
        except ValueError:
            pass  # then it is looked at as it came
    text = html.unescape(html.unescape(text))  # twice: HTML inside XML
    return [text, _TAG.sub(" ", text), _TAG.sub("", text)]


def found_in(texts: list[str], wanted: set[Run]) -> set[Run]:
    """Those of the runs `wanted` that stand in one of `texts`."""
    sizes = {len(run) for run in wanted}
    found: set[Run] = set()
    for text in texts:
        words = words_of(text)
        for size in sizes:
            found |= wanted.intersection(runs(words, size))
    return found


class Excuses:
    """Runs that stand in public rightly: in the vocabulary, on flat pages, in what others have published."""

    def __init__(self, release: Release):
        self._release = release
        self._known: dict[Run, bool] = {}
        self._vocabulary: str = ""

    def cover(self, run: Run) -> bool:
        if run not in self._known:
            self._known[run] = self._in_vocabulary(run) or self._in_other_editions(run)
        return self._known[run]

    def _in_vocabulary(self, run: Run) -> bool:
        if not self._vocabulary:
            rows: list[Any] = [row for model in TERM_MODELS for row in model._default_manager.all()]
            rows += Page.objects.filter(is_public=True)
            texts = [str(value) for row in rows for value in vars(row).values() if isinstance(value, (str, list))]
            self._vocabulary = " ".join(["", *words_of(_TAG.sub(" ", " | ".join(texts))), ""])
        return f" {' '.join(run)} " in self._vocabulary

    def _in_other_editions(self, run: Run) -> bool:
        # An s by itself is what is left of a possessive, which searches leave out.
        phrase = " ".join(word for word in run if word != "s")
        # By the rules of every language: a translation in work may still hold sentences of its original.
        try:
            holding = matching_ids(Atom(phrase, phrase=True), languages.LANGUAGES)
        except TooSlow:  # then it is told rather than excused
            return False
        some = list(islice(holding, _HOLDING))
        others = Edition.objects.begun().for_page().exclude(release=self._release).filter(pk__in=some)
        return any(run in runs_of(other) for other in others[:_OTHERS])
