"""Searches files that were uploaded before files were searched for hidden data."""

from typing import Any

from django.core.management.base import BaseCommand

from ... import media_actions
from ...models import Attachment


class Command(BaseCommand):
    help = "Search files for hidden data that have not been searched. Does nothing where all have."

    def handle(self, *args: Any, **options: Any) -> None:
        waiting = Attachment.objects.filter(findings__isnull=True).order_by("pk")
        if number := waiting.count():
            self.stdout.write(f"Searching {number} file{'s' if number > 1 else ''} for hidden data …")
        for attachment in waiting.iterator(chunk_size=100):
            try:
                media_actions.inspect_attachment(attachment=attachment)
            except OSError:
                self.stdout.write(f"The storage has lost {attachment.file.name}")
