"""Writes the words of all editions again, after a change of how words are read."""

from typing import Any

from django.core.management.base import BaseCommand

from newsroom.search.rewriting import rewrite_words


class Command(BaseCommand):
    help = (
        "Read the words of all editions again, after an upgrade of PyStemmer or a change of newsroom/lexemes. At the "
        "end the archive cannot be read for a while: docs/deployment.md says how long. Then collect_common_words."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        done = 0
        for done in rewrite_words():
            if done % 10_000 == 0:
                self.stderr.write(f"{done:,} editions read")
        self.stdout.write(f"The words of {done:,} editions have been written again.")
