"""What the answer says of editions that a text or a hash belongs to, limited to what may be said."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import Q

from ..models import Attachment, Edition, Withdrawal
from ..models.edition import EditionQuerySet
from ..public_record import Changes, changes_of, readable
from ..records.printed import printed_with

#: Answers that are told; the same words rarely were published more than once or twice.
MOST_TOLD = 10
#: Releases that one file is looked for in.
_MOST_ATTACHED = 100


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
    printed: list[Finding] = field(default_factory=list)  # of which the file is the PDF of this site
    attached: list[Finding] = field(default_factory=list)  # that the file was attached to
    nearest: Nearest | None = None
    gave_up: bool = False  # there was no time to look for similar texts
    too_short: bool = False  # so few words that they are looked for as a whole text only
    left_out: bool = False  # what a mail program puts around a text was not compared

    @property
    def is_found(self) -> bool:
        return bool(self.exact or self.passages or self.printed or self.attached)


def verify_digest(digest: str) -> Verdict:
    """Look for what has this SHA-256 (64 hexadecimal digits, any case) among the editions that have begun: their words,
    their records, their PDFs and the files attached to them.
    """
    digest, begun = digest.lower(), Edition.objects.begun()
    printed = printed_with(digest)
    return Verdict(
        findings(begun.filter(Q(sha256=digest) | Q(record_sha256=digest))),
        printed=findings(begun.filter(release=printed[0], number=printed[1])) if printed else [],
        attached=_attached(digest),
    )


def _attached(digest: str) -> list[Finding]:
    """The editions that a file with this digest was attached to, of each release the last one."""
    keys = list(Attachment.objects.filter(sha256=digest).values_list("pk", flat=True))
    if not keys:
        return []
    with_it = Edition.objects.begun().filter(attachment_ids__overlap=keys).exclude(attachment_ids=[])
    last = with_it.order_by("release_id", "-number").distinct("release_id").values_list("pk", flat=True)
    return findings_of(list(last[:_MOST_ATTACHED]))


def findings_of(keys: Collection[int]) -> list[Finding]:
    """The findings about the editions with these keys."""
    return findings(Edition.objects.filter(pk__in=keys)) if keys else []


def findings(editions: EditionQuerySet) -> list[Finding]:
    """The findings about `editions`, the latest first. Five queries at most."""
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
