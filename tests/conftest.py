"""What every test has at hand."""

import json
from collections.abc import Iterator
from itertools import product
from pathlib import Path, PurePath

import psycopg
import pytest
from django.conf import settings
from django.test import TransactionTestCase
from django.utils import translation
from PIL import Image as Pillow

from accounts.models import Desk, User
from newsroom.archive import current
from newsroom.archive.pace import Pace
from newsroom.media import make_renditions
from osce_cms.embedded.server import socket_folder
from tests import factories
from tests.client import StrictClient
from tests.fixtures import empty, end_other_connections, remember_migrated

#: What takes longest. It goes first, as else one process would be busy with it while all others have ended.
FIRST = (
    "tests/browser/",
    "tests/newsroom/test_crawl.py",
    "tests/osce_cms/test_worker.py",
    "tests/osce_cms/test_proxies.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not item.nodeid.startswith(FIRST))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings) -> None:
    """The embedded server of the tests need not wait for the disk: its data are lost with the machine, and may be."""
    if settings.EMBEDDED_DATABASE:
        folder = socket_folder(Path(settings.DATABASES["default"]["PGDATA"]), "postgres")
        with psycopg.connect(host=folder, user="postgres", dbname="postgres", autocommit=True) as server:
            server.execute("ALTER SYSTEM SET fsync = off")
            server.execute("ALTER SYSTEM SET full_page_writes = off")
            server.execute("SELECT pg_reload_conf()")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Tests of more than one transaction go back to the migrated database by a shorter way than Django's `flush`."""
    with django_db_blocker.unblock():
        remember_migrated()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: empty())
        yield
    with django_db_blocker.unblock():
        end_other_connections()


@pytest.fixture(autouse=True)
def own_archive() -> None:
    """An archive of a test before, whose transactions were undone, is nothing to go on from."""
    current._current, current._pace = None, Pace()


@pytest.fixture(autouse=True)
def media_folder(tmp_path, settings, request) -> None:
    """Files of a test lie in a folder of its own; a browser, which tells of every picture it lacks, shares one."""
    in_browser = request.node.get_closest_marker("browser")
    settings.MEDIA_ROOT = request.getfixturevalue("demo_media") if in_browser else tmp_path / "media"


@pytest.fixture(scope="session")
def demo_media(tmp_path_factory) -> Path:
    """A folder with a file for each picture of the demonstration: to draw them all would take seconds."""
    folder = tmp_path_factory.mktemp("demo")
    small = make_renditions(Pillow.new("RGB", (3, 2), "white")).files
    for row in json.loads((settings.BASE_DIR / "fixtures" / "demo.json").read_text()):
        if row["model"] == "newsroom.image":
            place = folder / PurePath(row["fields"]["file"]).parent
            place.mkdir(parents=True)
            for width, name in product(row["fields"]["renditions"], row["fields"]["formats"]):
                (place / f"{width}.{name}").write_bytes(small[3, name])
    return folder


@pytest.fixture(autouse=True)
def english() -> None:
    """A page asked for in another language leaves that language behind in its thread."""
    translation.activate("en")


@pytest.fixture
def author(db) -> User:
    return factories.user_in_role("author")


@pytest.fixture
def editor(db) -> User:
    return factories.user_in_role("editor")


@pytest.fixture
def publisher(db) -> User:
    return factories.user_in_role("publisher")


@pytest.fixture
def alone(publisher) -> User:
    """A publisher at a desk where one person may write and approve, with a reason."""
    Desk.objects.update(single_handed=True)
    return publisher


@pytest.fixture
def administrator(db) -> User:
    return factories.user_in_role("administrator")


@pytest.fixture
def auditor(db) -> User:
    return factories.user_in_role("auditor")


@pytest.fixture
def client() -> StrictClient:
    return StrictClient()
