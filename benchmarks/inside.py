"""What must be asked inside the site. Run with its environment; input and output are JSON.

`python -m benchmarks.inside NAME` calls one of the functions below.
"""

import json
import os
import sys
from collections.abc import Callable

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "osce_cms.settings")
django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from newsroom.leak_check.asking import Reader  # noqa: E402
from newsroom.models import Edition  # noqa: E402
from newsroom.search.collecting import collect_common_words, is_behind  # noqa: E402
from osce_cms.page_cache import PageCache  # noqa: E402
from osce_cms.wsgi import django_application  # noqa: E402

SAMPLE = 1_000


def tidy(_: None) -> str:
    """What the nights after an import do: VACUUM ANALYZE, common words; says the version of PostgreSQL."""
    if is_behind():
        collect_common_words()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("SHOW server_version")
        return cursor.fetchone()[0]


def releases(_: None) -> list[str]:
    """Addresses of up to 1,000 live releases, evenly spread."""
    keys = list(Edition.objects.live().newest_first().values_list("pk", flat=True))
    chosen = keys[:: max(1, len(keys) // SAMPLE)][:SAMPLE]
    return [edition.get_absolute_url() for edition in Edition.objects.filter(pk__in=chosen).for_lists()]


def queries(paths: list[str]) -> list[int]:
    """Of each address: how many queries its page takes at the first visit.

    Pages may keep what does not depend on the address, such as the menu: others have been asked for before.
    """
    client = Client(SERVER_NAME="127.0.0.1")

    def visit(path: str) -> int:
        return client.get(path).status_code

    for path in ("/", "/news/?kind=news"):
        visit(path)
    return [_count(visit, path) for path in paths]


def kept_queries(paths: list[str]) -> list[int]:
    """Of each address: how many queries its page takes out of the page cache, which keeps it at the second visit."""
    reader = Reader(PageCache(django_application))

    def visit(path: str) -> int:
        return reader.get(path).status

    for path in paths:
        visit(path)
        visit(path)
    return [_count(visit, path) for path in paths]


def _count(visit: Callable[[str], int], path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        status = visit(path)
    if status != 200:
        raise SystemExit(f"{path} answered with {status}")
    return len(captured)


if __name__ == "__main__":
    functions = {function.__name__: function for function in (tidy, releases, queries, kept_queries)}
    json.dump(functions[sys.argv[1]](json.load(sys.stdin)), sys.stdout)
