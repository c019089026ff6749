"""Says whether anything of what is not public yet can be had without signing in."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet
from django.utils import timezone

from newsroom.leak_check import leak_check
from newsroom.models import Edition, Release
from newsroom.workflow import State


class Command(BaseCommand):
    help = (
        "Ask for unpublished releases over every public address, without signing in, and report. The memory of a "
        "running server's page cache is not this process's: for that, use the button on the form."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("releases", nargs="*", type=int, metavar="ID", help="numbers of releases (default: all)")
        parser.add_argument("--most", type=int, default=50, help="of all, only so many, the last saved (default: 50)")

    def handle(self, *args: Any, releases: list[int], most: int, **options: Any) -> None:
        found = list(Release.objects.filter(pk__in=releases) if releases else _unpublished()[: max(most, 0)])
        if missing := sorted(set(releases) - {release.pk for release in found}):
            raise CommandError(f"There is no release {', '.join(map(str, missing))}.")
        leaking = sum(self._report(release) for release in found)
        if leaking:
            raise CommandError(f"{leaking} of {len(found)} releases leak.", returncode=1)
        self.stdout.write(f"Nothing leaks of {len(found)} releases.")

    def _report(self, release: Release) -> bool:
        try:
            report = leak_check(release)
        except ValidationError as error:
            raise CommandError(f"Release {release.pk}: {' '.join(error.messages)}") from error
        self.stdout.write(f"{release.pk} {release}: {len(report.asked)} addresses, {len(report.leaking)} leaks")
        for asked in report.leaking:
            self.stdout.write(f"  {asked.status} {asked.address}: {' '.join(asked.leaks)}")
        return bool(report.leaking)


def _unpublished() -> QuerySet[Release]:
    """What is in work, and what is published with a time that lies ahead; the last saved first."""
    ahead = Edition.objects.ahead(timezone.now()).values("release_id")
    return (Release.objects.exclude(state=State.PUBLISHED) | Release.objects.filter(pk__in=ahead)).order_by(
        "-updated_at"
    )
