"""Draws the pictures of the demonstration: fixtures hold what is known of them, and cannot hold files."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import PurePath
from typing import Any

from django.core.management.base import BaseCommand

from ... import media_actions
from ...illustrations import SCENES, draw
from ...models import Image

#: Where the fixture says that its pictures lie: images/demo-<name of the drawing>/.
_FOLDER = "demo-"


class Command(BaseCommand):
    help = "Draw the pictures of the demonstration that are not in the storage. Does nothing where all are."

    def handle(self, *args: Any, **options: Any) -> None:
        missing = [image for image in demo_pictures() if not image.file.storage.exists(str(image.file.name))]
        if missing:
            number = f"{len(missing)} picture{'s' if len(missing) > 1 else ''}"
            self.stdout.write(f"Drawing {number} for the demonstration …")
            with ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
                list(pool.map(_draw, missing))


def demo_pictures() -> list[Image]:
    """The pictures that the fixture of the demonstration made and that can be drawn."""
    found = Image.objects.filter(file__startswith=f"images/{_FOLDER}")
    return [image for image in found if _scene(image) in SCENES]


def _scene(image: Image) -> str:
    return PurePath(str(image.file.name)).parent.name.removeprefix(_FOLDER)


def _draw(image: Image) -> None:
    media_actions.store_files(image=image, picture=draw(_scene(image), max(image.width, image.height)))
