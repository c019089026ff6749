"""Whether a text is one that was published, and if not, which one it resembles: the answer to forged releases."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import product

from django.db.models import Q
from django.db.models.functions import Length

from .archive import Archive
from .models import Edition, Withdrawal
from .models.edition import EditionQuerySet, words_on_one_line
from .public_record import Changes, changes_of, readable
from .search import TooSlow, similar_ids

#: Of what a paste has before the text - title, summary, crumbs of the page - so many lines may be something else.
_MOST_OPENINGS = 12
#: Exact answers that are told; the same words rarely were published more than once or twice.
_MOST_TOLD = 10
#: Releases that say no more than "See the attached report" are many; title and summary tell them apart.
_MOST_STARTING = 200
_WRITTEN = ("title", "summary", "body_text", "place", "date", "language")
#: Candidates whose texts are read in full, to find the nearest, and how alike that must be.
_MOST_READ, _LEAST_ALIKE = 5, 0.5
#: What comes along unseen: soft hyphens, marks of direction and of joining, byte order marks.
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\x00-\x08\x0e-\x1b]")
_DATELINE_ENDS = " – "


@dataclass(frozen=True)
class Finding:
    """An edition that is exactly what was asked for, and what became of it."""

    edition: Edition
    is_readable: bool  # otherwise neither its title nor its text may be told
    present: Edition | None  # the live edition of the release
    withdrawal: Withdrawal | None  # that took this edition down, or a later one
    later: list[Edition]  # updates and corrections since, newest first


@dataclass(frozen=True)
class Nearest:
    """An edition that resembles what was asked for: not exactly this."""

    edition: Edition
    before: str  # its words, arranged as in the text that was asked for
    after: str


@dataclass(frozen=True)
class Verdict:
    exact: list[Finding]
    nearest: Nearest | None = None
    gave_up: bool = False  # there was no time to look for the nearest


def verify_digest(digest: str) -> Verdict:
    """Look for editions whose SHA-256 (64 hexadecimal digits, any case) this is, among those that have begun."""
    return Verdict(_findings(Edition.objects.begun().filter(sha256=digest.lower())))


def verify_text(text: str, archive: Archive) -> Verdict:
    """Look for editions whose words `text` has: with or without title, summary and dateline, however it is broken up.

    Where there is none, the nearest of those that can be read is looked for, in bounded time. What has not begun is
    never found, what is gone only by whoever has its exact words.
    """
    lines = [line for line in (_words(line) for line in text.splitlines()) if line]
    whole = " ".join(lines)
    if not whole:
        return Verdict([])
    found = Edition.objects.begun().alias(words=words_on_one_line()).exclude(body_text="")
    starting = found.filter(words__in=_openings(lines)).only(*_WRITTEN)[:_MOST_STARTING]
    if exact := [edition.pk for edition in starting if whole in _ways_to_write(edition)]:
        return Verdict(_findings(Edition.objects.filter(pk__in=exact)))
    return _nearest(lines, archive)


def _words(text: str) -> str:
    """`text` with single blanks for all white space, and without what nobody sees."""
    return " ".join(_UNSEEN.sub("", text).split())


def _openings(lines: list[str]) -> list[str]:
    """What may be the text alone: from one of the first lines on, or from the end of its dateline."""
    found = []
    for number in range(min(_MOST_OPENINGS, len(lines))):
        rest = " ".join(lines[number:])
        found.append(rest)
        before, dash, after = rest.partition(_DATELINE_ENDS)
        if dash and len(before) < 200:
            found.append(after)
    return list(dict.fromkeys(found))


def _ways_to_write(edition: Edition) -> dict[str, str]:
    """All that somebody may have copied of an edition that is still exactly that edition: on one line → as printed."""
    texts = [edition.body_text, f"{edition.dateline} {edition.body_text}"]
    ways = product(["", edition.title], ["", edition.summary], texts)
    return {_words(" ".join(way)): "\n".join(filter(None, way)) for way in ways}


def _findings(editions: EditionQuerySet) -> list[Finding]:
    told = list(editions.for_lists().order_by("-live_from")[:_MOST_TOLD])
    releases = [edition.release_id for edition in told]
    kept = set(readable().filter(pk__in=[edition.pk for edition in told]).values_list("pk", flat=True))
    live = {other.release_id: other for other in Edition.objects.live().filter(release_id__in=releases).for_lists()}
    last = _last_editions(releases)
    changes: dict[int, Changes] = changes_of(last.values())
    withdrawals: dict[int, list[Withdrawal]] = defaultdict(list)
    traces = Withdrawal.objects.filter(edition__release_id__in=releases).select_related("edition")
    for withdrawal in traces.order_by("edition__number"):
        withdrawals[withdrawal.edition.release_id].append(withdrawal)
    return [
        Finding(
            edition=edition,
            is_readable=edition.pk in kept,
            present=live.get(edition.release_id),
            withdrawal=next((w for w in withdrawals[edition.release_id] if w.edition.number >= edition.number), None),
            later=[note for note in changes[edition.release_id].notes if note.number > edition.number],
        )
        for edition in told
    ]


def _last_editions(releases: list[int]) -> dict[int, Edition]:
    begun = Edition.objects.begun().filter(release_id__in=releases).for_lists().order_by("number")
    return {edition.release_id: edition for edition in begun}


def _nearest(lines: list[str], archive: Archive) -> Verdict:
    whole = " ".join(lines)
    try:
        keys = similar_ids(whole, archive.totals("lang"))
    except TooSlow:
        return Verdict([], gave_up=True)
    # Texts much longer than what was pasted are not what it was made from, and would take long to compare.
    about_as_long = Q(length__lte=len(whole) * 3 + 1000)
    found = readable().for_page().alias(length=Length("body_text")).filter(about_as_long, pk__in=keys)
    candidates = list(found.order_by("-published_at")[:_MOST_READ])
    exact = [edition.pk for edition in candidates if whole in _ways_to_write(edition)]
    if exact:
        return Verdict(_findings(Edition.objects.filter(pk__in=exact)))
    best = max(candidates, key=lambda edition: _likeness(edition.body_text, whole), default=None)
    if best is None:
        return Verdict([])
    ways = _ways_to_write(best)
    way = max(ways, key=lambda way: _likeness(way, whole))
    if _likeness(way, whole) < _LEAST_ALIKE:
        return Verdict([])
    # Broken into lines as printed where the paste is too: where it is not, that is nothing to tell.
    as_printed = ways[way].count("\n") == len(lines) - 1
    return Verdict([], Nearest(best, *((ways[way], "\n".join(lines)) if as_printed else (way, whole))))


def _likeness(one: str, other: str) -> float:
    """Which part of their words two texts share, from 0 to 1, wherever these stand."""
    words, others = Counter(one.lower().split()), Counter(other.lower().split())
    return 2 * (words & others).total() / max(1, words.total() + others.total())
