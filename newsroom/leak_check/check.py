"""The verb: ask for a release over every public address, compare what comes with what readers may see, report."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import unquote_plus

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ..media.usage import showing
from ..models import Attachment, Edition, Image, Release
from .addresses import ADDRESSES, BESIDES, Subject, pdfs, public_names, subject_of
from .asking import Answer, Application, Reader
from .words import Excuses, Run, found_in, hidden_and_public, readings, runs_of


class Asked(NamedTuple):
    """One address, what answered, and sentences on what it should not have."""

    address: str
    status: int
    leaks: list[str]


@dataclass(frozen=True)
class Report:
    """`hidden`: how many runs of words were looked for; none where readers may see all that there is."""

    release: Release
    hidden: int
    asked: list[Asked]

    @property
    def leaking(self) -> list[Asked]:
        return [asked for asked in self.asked if asked.leaks]


@dataclass(frozen=True)
class Secrets:
    """What no answer may hold."""

    runs: set[Run]
    digests: set[str]  # SHA-256 of files
    closed: set[str]  # addresses of pictures and files that must not open
    unseen: bool  # whether readers may not know that the release exists


def leak_check(
    release: Release, application: Application | None = None, host: str = "", languages: Iterable[str] = ()
) -> Report:
    """Ask for what readers may not see of `release` over every public address, in every language of the interface.

    Each address is asked for as the page cache has it; those of the first language also past it. `application`:
    another than the one that serves the site; `host`: the name by which to ask; `languages`: these only. Reads only,
    and not within a transaction, which the end of a request would break off. Raises ValidationError where the working
    text cannot be kept (see rich_text.clean).
    """
    now = timezone.now()
    hidden, public = hidden_and_public(release, now)
    subject = subject_of(release, hidden)
    secrets = _secrets(subject, public)
    excuses, reader = Excuses(release), Reader(application, host)
    codes = list(languages) or [code for code, _name in settings.LANGUAGES]
    twice = set(_addresses(subject, codes[:1]))
    asked = []
    for address in dict.fromkeys(_addresses(subject, codes)):
        for past_the_cache in (False, True) if address in twice else (False,):
            answer = reader.get(address, past_the_cache=past_the_cache)
            leaks = list(_leaks(subject, secrets, excuses, address, answer))
            if leaks or not past_the_cache:
                asked.append(Asked(address, answer.status, leaks))
    return Report(release, len(secrets.runs), asked)


def _addresses(subject: Subject, languages: Iterable[str]) -> Iterator[str]:
    there = public_names()
    builders = [build for name, build in ADDRESSES.items() if name in there] + BESIDES
    for code in languages:
        with translation.override(code):
            for build in builders:
                yield from build(subject)


def _secrets(subject: Subject, public: list[Edition]) -> Secrets:
    runs: set[Run] = set().union(*map(runs_of, subject.hidden))
    media: list[Image | Attachment] = [*subject.images, *subject.attachments]
    closed = [medium for medium in media if not _is_open(medium)]
    known = {digest for medium in media if medium not in closed for digest in _digests(medium)}
    return Secrets(
        runs=runs.difference(*map(runs_of, public)),
        digests={digest for medium in closed for digest in _digests(medium)} - known,
        closed={address for medium in closed for address in _media_addresses(medium)} | set(pdfs(subject)),
        unseen=not subject.release.editions.begun().exists(),
    )


def _is_open(medium: Image | Attachment) -> bool:
    """Whether readers see the picture or file with something else that is public."""
    return Edition.objects.live().filter(showing(type(medium), medium.pk)).exists()


def _media_addresses(medium: Image | Attachment) -> list[str]:
    if isinstance(medium, Image):
        return [medium.rendition_url(*shown) for shown in medium.all_renditions()]
    return [medium.get_absolute_url()]


def _digests(medium: Image | Attachment) -> Iterator[str]:
    names = [str(medium.file.name)]
    if isinstance(medium, Image):
        names += [medium.rendition_path(*shown) for shown in medium.all_renditions()]
    for name in names:
        try:
            with medium.file.storage.open(name) as file:
                yield hashlib.file_digest(file, "sha256").hexdigest()
        except FileNotFoundError:
            pass  # what the storage has lost cannot leak


def _leaks(subject: Subject, secrets: Secrets, excuses: Excuses, address: str, answer: Answer) -> Iterator[str]:
    own = reverse("release", args=[subject.release.pk])
    is_own = own in re.sub(r"^/[a-z]{2}(?=/)", "", address)
    if answer.status >= 500:
        yield _("It fails: what it would show is not known.")
    if (address in secrets.closed and answer.status == 200) or answer.digest in secrets.digests:
        yield _("It gives out a picture or a file.")
        return
    if is_own and secrets.unseen and answer.status != 404:
        yield _("It answers %(status)d, and so tells that the release exists.") % {"status": answer.status}
    texts = readings(answer.body, answer.headers.get("Content-Type", ""))
    texts.append(answer.headers.get("Location", ""))
    if secrets.unseen and not is_own and _named(subject, texts[0]):
        yield _("It names the address or the number of the release.")
    # What one asks with, a page may repeat.
    found = found_in(texts, secrets.runs) - found_in([unquote_plus(address)], secrets.runs)
    if words := sorted(run for run in found if not excuses.cover(run)):
        yield _("It says “%(words)s”.") % {"words": " ".join(words[0])}


def _named(subject: Subject, text: str) -> bool:
    key = subject.release.pk
    return re.search(rf'(?:/news/|release-id="|:release/){key}(?![\w])', text) is not None
