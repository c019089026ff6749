"""From a text to what is known of it."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from ..archive import Archive
from ..models import Edition
from ..public_record import readable
from ..search import TooSlow
from .candidates import resembling, starting
from .comparison import Comparison
from .findings import MOST_TOLD, Nearest, Verdict, findings_of
from .pasted import Paste, read_paste

#: Gives the HTML of the page of an edition and of its PDF, in the languages of the interface.
Pages = Callable[[Edition], Iterable[str]]


def verify_text(text: str, archive: Archive, pages: Pages | None = None) -> Verdict:
    """Look for editions that `text` is, by whatever road it came; else for those that hold it; else for the nearest.

    `pages` tells what may stand beside the words of an edition. In bounded time. What has not begun is never found,
    what is gone only by whoever has all of its words.
    """
    paste = read_paste(text)
    if not paste.words:
        return Verdict()
    return replace(_verdict(paste, archive, pages), left_out=paste.left_out)


def _verdict(paste: Paste, archive: Archive, pages: Pages | None) -> Verdict:
    same = [edition.pk for edition in starting(paste) if _is_whole(edition, paste)]
    if same:
        return Verdict(findings_of(same))
    if paste.is_short:
        return Verdict(too_short=True)
    try:
        editions = resembling(paste, archive)
    except TooSlow:
        return Verdict(gave_up=True)
    open_ = set(readable().filter(pk__in=[edition.pk for edition in editions]).values_list("pk", flat=True))
    compared = [Comparison(edition, paste, pages if edition.pk in open_ else None) for edition in editions]
    if whole := [one.original.edition.pk for one in compared if one.kind == "whole"]:
        return Verdict(findings_of(whole))
    told = [one for one in compared if one.original.edition.pk in open_]
    if passages := _of_each_release([one.original.edition for one in told if one.kind == "passage"]):
        return Verdict(passages=findings_of(passages))
    changed = [one for one in told if one.kind == "changed"]
    if not changed:
        return Verdict()
    nearest = max(changed, key=lambda one: (one.likeness, one.original.edition.number))
    return Verdict(nearest=Nearest(nearest.original.edition, *nearest.texts()))


def _is_whole(edition: Edition, paste: Paste) -> bool:
    """Not even looked at where the paste is so long that most of it is something else."""
    words = len(edition.body_text.split())
    return len(paste.words) < 3 * words + 300 and Comparison(edition, paste).kind == "whole"


def _of_each_release(editions: list[Edition]) -> list[int]:
    """The keys of the editions with the highest numbers, one of each release, the latest releases first."""
    last = {edition.release_id: edition for edition in sorted(editions, key=lambda edition: edition.number)}
    latest = sorted(last.values(), key=lambda edition: edition.live_from, reverse=True)
    return [edition.pk for edition in latest[:MOST_TOLD]]
