"""Has the words that many editions hold at hand, so that a first search for one need not go through them all."""

from typing import Any

from django.core.management.base import BaseCommand

from newsroom.search.collecting import collect_common_words


class Command(BaseCommand):
    help = (
        "Collect the words that many editions hold, which makes searches for them quicker; worth it after a large "
        "import. The worker does so every night where much has come."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{collect_common_words()} common words collected.")
