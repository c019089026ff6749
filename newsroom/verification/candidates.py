"""Which editions a paste may come from: those it names, those with its very words, those that share rare words."""

import re
from collections.abc import Iterable

from django.db.models import Q
from django.db.models.functions import Length

from ..archive import Archive
from ..models import Edition
from ..models.edition import EditionQuerySet, words_on_one_line
from ..search import TooSlow, similar_ids
from .pasted import Paste

#: Of what a paste has before the text - title, summary, crumbs of the page - so many lines may be something else.
_MOST_OPENINGS = 12
#: Releases that say no more than "See the attached report" are many; title and summary tell them apart.
_MOST_STARTING = 200
#: Hashes and addresses of ours that are looked up, editions that are read, and characters of their texts.
_MOST_NAMED, _MOST_READ, _MOST_CHARACTERS = 5, 24, 1_500_000
#: Of releases that share rare words, so many are compared; of long pastes, with so many words in all.
_MOST_RELEASES, _MOST_WORDS = 12, 60_000
_DIGEST = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])", re.IGNORECASE)
_ADDRESS = re.compile(r"/news/([1-9]\d{0,17})/")
_DATELINE_ENDS = " – "


def starting(paste: Paste) -> EditionQuerySet:
    """Those whose text alone is what the paste is from one of its first lines on, at most some hundred."""
    lines = [line for line in (" ".join(line.split()) for line in paste.lines) if line]
    if not lines:
        return Edition.objects.none()
    found = Edition.objects.begun().alias(words=words_on_one_line()).exclude(body_text="")
    return found.filter(words__in=_openings(lines)).for_page()[:_MOST_STARTING]


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


def resembling(paste: Paste, archive: Archive) -> list[Edition]:
    """Editions that have begun and that the paste names or shares words with, and the others of their releases.

    Raises TooSlow where there is no time to look; what the paste names is found all the same.
    """
    text = "\n".join(paste.lines)
    named = Q(sha256__in=[digest.lower() for digest in _first(_DIGEST.findall(text))])
    named |= Q(release__in=[int(key) for key in _first(_ADDRESS.findall(text))])
    releases = set(Edition.objects.begun().filter(named).values_list("release", flat=True)[:_MOST_READ])
    try:
        keys = similar_ids(_words_alone(text), archive.totals("lang"))
    except TooSlow:
        if not releases:
            raise
        keys = []
    releases |= set(_likest(keys, paste))
    of_these = Edition.objects.begun().filter(release__in=releases).for_page()
    most = max(4, min(_MOST_READ, _MOST_WORDS // len(paste.words)))
    return list(of_these.order_by("-published_at", "-number")[:most])


def _likest(keys: list[int], paste: Paste) -> list[int]:
    """The releases whose editions share most words with the paste: without a look at the order of the words."""
    pasted = {word.key.lower() for word in paste.words}
    texts = Edition.objects.filter(pk__in=keys).annotate(length=Length("body_text")).order_by("length")
    shared, total = {}, 0
    for release, *text in texts.values_list("release", "title", "summary", "body_text").iterator():
        total += len(text[-1])
        if total > _MOST_CHARACTERS:
            break
        shared[release] = len(pasted.intersection(" ".join(text).lower().split()))
    return sorted(shared, key=lambda release: shared[release], reverse=True)[:_MOST_RELEASES]


def _words_alone(text: str) -> str:
    """`text` without addresses and hashes, whose long words are in no edition."""
    return " ".join(word for word in text.split() if not ("//" in word or "@" in word or _DIGEST.search(word)))


def _first(found: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(found))[:_MOST_NAMED]
