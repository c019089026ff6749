"""Says how good the search is, so that a change of it can be seen."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from newsroom.archive import current_archive
from newsroom.judging import Judged, demo, generated, judge, mean
from newsroom.selection import RELEVANCE


class Command(BaseCommand):
    help = "Report the reciprocal ranks of judged searches, and their mean, by relevance and by date."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--corpus",
            choices=["demo", "generated"],
            default="demo",
            help="the demonstration's releases, which must be loaded; or made-up ones, which are taken back afterwards "
            "(not on a site in use: nobody can publish meanwhile)",
        )
        parser.add_argument(
            "--at-least", type=float, default=0.0, metavar="MEAN", help="fail if the mean by relevance is below this"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            reached = self._report(demo() if options["corpus"] == "demo" else generated())
            transaction.set_rollback(True)
        if reached < options["at_least"]:
            raise CommandError(
                f"The mean by relevance is {reached:.3f}, below {options['at_least']:.3f}.", returncode=1
            )

    def _report(self, searches: list[Judged]) -> float:
        archive = current_archive()
        best, newest = judge(searches, archive, RELEVANCE), judge(searches, archive)
        self.stdout.write("relevance   date   search")
        for one, other in zip(best, newest, strict=True):
            self.stdout.write(f"{one.reciprocal_rank:9.3f}  {other.reciprocal_rank:.3f}   {one.judged.q}")
        self.stdout.write(f"{mean(best):9.3f}  {mean(newest):.3f}   mean of {len(searches)} searches")
        return mean(best)
