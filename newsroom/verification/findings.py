"""What is told of editions that a text or a hash belongs to, and no more than may be told."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from ..models import Edition, Withdrawal
from ..models.edition import EditionQuerySet
from ..public_record import Changes, changes_of, readable

#: Answers that are told; the same words rarely were published more than once or twice.
MOST_TOLD = 10


@dataclass(frozen=True)
class Finding:
    """An edition that was asked for, or of which a passage was, and what became of it."""

    edition: Edition
    is_readable: bool  # otherwise neither its title nor its text may be told
    present: Edition | None  # the live edition of the release
    withdrawal: Withdrawal | None  # that took this edition down, or a later one
    later: list[Edition]  # updates and corrections since, newest first

    @property
    def is_current(self) -> bool:
        return bool(self.present and self.present.number == self.edition.number)


@dataclass(frozen=True)
class Nearest:
    """An edition that resembles what was asked for, and the words of both, set alike."""

    edition: Edition
    before: str
    after: str


@dataclass(frozen=True)
class Verdict:
    """What is known of a text, or of a hash."""

    exact: list[Finding] = field(default_factory=list)
    passages: list[Finding] = field(default_factory=list)  # of editions that hold all that was asked for, and more
    nearest: Nearest | None = None
    gave_up: bool = False  # there was no time to look for similar texts
    too_short: bool = False  # so few words that they are looked for as a whole text only
    left_out: bool = False  # what a mail program puts around a text was not compared


def verify_digest(digest: str) -> Verdict:
    """Look for editions whose SHA-256 (64 hexadecimal digits, any case) this is, among those that have begun."""
    return Verdict(findings(Edition.objects.begun().filter(sha256=digest.lower())))


def findings_of(keys: Collection[int]) -> list[Finding]:
    """What is told of the editions with these keys."""
    return findings(Edition.objects.filter(pk__in=keys)) if keys else []


def findings(editions: EditionQuerySet) -> list[Finding]:
    """What is told of `editions`, the latest first. Five queries at most."""
    told = list(editions.for_lists().order_by("-live_from")[:MOST_TOLD])
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
