"""Takes the digests of pictures and files that came before digests were taken."""

from typing import Any

from django.core.management.base import BaseCommand

from ...media.hashing import take
from ...models import Attachment, Image


class Command(BaseCommand):
    help = "Take the SHA-256 of pictures and files that have none yet, for /verify/. Reads each of them once."

    def handle(self, *args: Any, **options: Any) -> None:
        for model in (Image, Attachment):
            waiting = model._default_manager.filter(sha256="").order_by("pk")
            lost = [medium.pk for medium in waiting.iterator() if not take(medium)]
            if lost:
                self.stderr.write(f"{model._meta.verbose_name_plural}: not in the storage: {lost}")
