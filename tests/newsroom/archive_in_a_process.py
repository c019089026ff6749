"""A process of its own with an archive of its own. For each line on stdin, one on stdout: version, keys, newest first.

python -m tests.newsroom.archive_in_a_process NAME_OF_THE_DATABASE
"""

import json
import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
from django.conf import settings

settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()

from newsroom.archive import current_archive  # noqa: E402 - only now are there models
from newsroom.selection import Selection  # noqa: E402

for _line in sys.stdin:
    archive = current_archive()
    print(json.dumps([archive.version, archive.latest(Selection(), 1000)]), flush=True)  # noqa: T201
