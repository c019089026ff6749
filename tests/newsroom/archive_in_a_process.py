"""A process of its own with an archive of its own. For each line on stdin, one on stdout: version, keys, newest first.

python -m tests.newsroom.archive_in_a_process NAME_OF_THE_DATABASE [watch]

The line "held" asks what the process holds already, others what a reader would be shown. With "watch" it keeps itself
up to date, as a process of the site does; after the end of stdin it stops that in good order.
"""

import json
import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
from django.conf import settings

settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()

from newsroom.archive import Watch, current, current_archive  # noqa: E402 - only now are there models
from newsroom.selection import Selection  # noqa: E402

watch = Watch() if "watch" in sys.argv else None
if watch:
    watch.start()
for line in sys.stdin:
    archive = current._current if line.strip() == "held" else current_archive()
    told = [0, []] if archive is None else [archive.version, archive.latest(Selection(), 1000)]
    print(json.dumps(told), flush=True)  # noqa: T201
if watch:
    watch.stop()
    sys.exit(watch.is_alive())
