"""What every test has at hand."""

import pytest
from django.utils import translation

from accounts.models import User
from newsroom.permissions import make_roles
from tests import factories
from tests.client import StrictClient


@pytest.fixture(autouse=True)
def media_folder(tmp_path, settings) -> None:
    """Files of a test lie in a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "media"


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
def administrator(db) -> User:
    return _member("administrator")


@pytest.fixture
def client() -> StrictClient:
    return StrictClient()
