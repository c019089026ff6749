"""What every test has at hand."""

import json
from itertools import product
from pathlib import Path, PurePath

import pytest
from django.conf import settings
from django.db import connection
from django.utils import translation
from PIL import Image as Pillow

from accounts.models import Desk, User
from newsroom.media import make_renditions
from newsroom.permissions import make_roles
from tests import factories
from tests.client import StrictClient


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> None:
    """Tests of more than one transaction empty the tables afterwards, which editions and withdrawals refuse."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for table in ("newsroom_edition", "newsroom_withdrawal"):
            cursor.execute(
                "SELECT tgname FROM pg_trigger WHERE tgname LIKE 'pgtrigger_never_emptied%%' AND tgrelid = %s::regclass",
                [table],
            )
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {cursor.fetchone()[0]}")


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


def _member(role: str) -> User:
    make_roles()
    return factories.user_in_role(role)


@pytest.fixture
def author(db) -> User:
    return _member("author")


@pytest.fixture
def editor(db) -> User:
    return _member("editor")


@pytest.fixture
def publisher(db) -> User:
    return _member("publisher")


@pytest.fixture
def alone(publisher) -> User:
    """A publisher at a desk where one person may write and approve, with a reason."""
    Desk.objects.update(single_handed=True)
    return publisher


@pytest.fixture
def administrator(db) -> User:
    return _member("administrator")


@pytest.fixture
def auditor(db) -> User:
    return _member("auditor")


@pytest.fixture
def client() -> StrictClient:
    return StrictClient()
