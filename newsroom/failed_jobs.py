"""Background work that has failed for good: what it was for, in a press officer's words, and trying it again."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import BigIntegerField, OuterRef, QuerySet, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob
from procrastinate.exceptions import ConnectorException

from accounts.desks import roles_of
from accounts.models import Role, User

from . import jobs
from .actions import Refused
from .models import Edition
from .permissions import has_role

#: So many failures are looked at, the last ones, whosever they are.
MOST = 200


@dataclass(frozen=True)
class FailedJob:
    """`edition`: what it was for; None for work that is for no release. `may_try`: whether the user may try again."""

    key: int
    sentence: str
    edition: Edition | None
    failed_at: dt.datetime | None
    may_try: bool


def failed_jobs(user: User, most: int) -> list[FailedJob]:
    """What has failed for releases of the user's desks, the last first; for a superuser all the rest too.

    Two queries. What was done is deleted from the queue, so its table is short however many releases there are.
    """
    rows: list[Any] = list(_failed()[:MOST])
    editions = _editions([row.edition for row in rows])
    found = []
    for row in rows:
        edition = editions.get(row.edition)
        if _sees(user, edition):
            may_try = _may_try(user, edition)
            found.append(FailedJob(row.pk, _sentence(row.task_name, edition), edition, row.failed_at, may_try))
    return found[:most]


@transaction.atomic
def try_again(*, job: int, by: User) -> None:
    """Put a failed job back into the queue.

    Raises PermissionDenied unless `by` is a publisher at the desk of its release (a superuser, where it is for none),
    Refused where it is not failed any more.
    """
    row: Any = _failed().select_for_update(of=("self",)).filter(pk=job).first()
    if row is None:
        raise Refused(_("That has been tried again already."))
    if not _may_try(by, _editions([row.edition]).get(row.edition)):
        raise PermissionDenied(_("You do not have the role for this at the desk of this release: ask a publisher."))
    try:
        with transaction.atomic():
            app.job_manager.retry_job_by_id(row.pk, timezone.now())
    except ConnectorException as error:  # the same work waits in the queue by now
        raise Refused(_("That is being tried again already.")) from error


def _failed() -> QuerySet[ProcrastinateJob]:
    """The rows, with the key of the `edition` they are for (None: for none), and `failed_at`."""
    ends = ProcrastinateEvent.objects.filter(job=OuterRef("pk"), type="failed").order_by("-pk").values("at")[:1]
    return (
        ProcrastinateJob.objects.filter(status="failed")
        .annotate(edition=Cast(KT("args__edition"), BigIntegerField()), failed_at=Subquery(ends))
        .order_by("-pk")
    )


def _editions(keys: list[int | None]) -> dict[int, Edition]:
    return Edition.objects.for_lists().select_related("release__desk__structure").in_bulk([key for key in keys if key])


def _sees(user: User, edition: Edition | None) -> bool:
    return user.is_superuser or (edition is not None and edition.release.desk_id in roles_of(user))


def _sentence(task: str, edition: Edition | None) -> str:
    if task == jobs.MAKE_PDF and edition:
        return _("The PDF of edition %(number)d could not be made.") % {"number": edition.number}
    return _("Work in the background failed: %(task)s.") % {"task": task}


def _may_try(user: User, edition: Edition | None) -> bool:
    return has_role(user, edition.release.desk_id, Role.PUBLISHER) if edition else user.is_superuser
