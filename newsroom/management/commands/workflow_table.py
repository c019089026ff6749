"""Prints the table of states and steps as docs/editors.md has it."""

from typing import Any

from django.core.management.base import BaseCommand

from newsroom.workflow import as_markdown


class Command(BaseCommand):
    help = "Print the table of states and steps, for docs/editors.md."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(as_markdown())
