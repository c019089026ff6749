"""A real Chromium against a real server. Skipped where there is none, or failed under REQUIRE_BROWSER=1."""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.signals import request_finished, request_started
from django.db import connection
from pytest_django.live_server_helper import LiveServer

from audits.furnish import furnish
from tests import factories
from tests.fixtures import empty, load

#: Quiet: Chromium's own errands would show as failed requests on a machine without a network.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PASSWORD = "demo"  # of tests.factories.UserFactory


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def _unavailable(reason: str) -> None:
    if os.environ.get("REQUIRE_BROWSER") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def chromium() -> Iterator:
    """The system's Chromium, or the one that CHROMIUM names, started once."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not path or not Path(path).exists():
        _unavailable("no Chromium: install the package chromium, or set CHROMIUM to its path")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _unavailable("playwright is not installed")
    # Playwright's synchronous interface runs an event loop; Django refuses the database in one without this.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


class InProgress:
    """The requests that the live server has begun and not ended."""

    def __init__(self) -> None:
        self.number = 0
        self.changed = threading.Condition()

    def _count(self, step: int) -> None:
        with self.changed:
            self.number += step
            self.changed.notify_all()

    def begun(self, **kwargs) -> None:
        self._count(+1)

    def ended(self, **kwargs) -> None:
        self._count(-1)

    def wait_for_none(self, seconds: float = 20) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: self.number <= 0, seconds), f"{self.number} requests go on"


@pytest.fixture
def nothing_goes_on(live_server, transactional_db) -> Iterator[None]:
    """A page that was left may have asked for something yet; to empty the tables meanwhile would be a deadlock."""
    going_on = InProgress()
    request_started.connect(going_on.begun)
    request_finished.connect(going_on.ended)
    yield
    going_on.wait_for_none()
    request_started.disconnect(going_on.begun)
    request_finished.disconnect(going_on.ended)


@contextmanager
def watched(chromium, refusals: bool = False, **options) -> Iterator:
    """A browser of one's own, with nothing remembered. Fails at the end on any error in any of its consoles.

    `refusals`: but not on the note that an address was answered with 4xx, which some pages are on purpose.
    """
    context = chromium.new_context(**{"viewport": {"width": 1440, "height": 1000}, "locale": "en-GB"} | options)
    context.set_default_timeout(10_000)
    problems: list[str] = []

    def note(message) -> None:
        refused = refusals and "the server responded with a status of 4" in message.text
        if message.type == "error" and not refused:
            problems.append(message.text)

    def watch(page) -> None:
        page.on("console", note)
        page.on("pageerror", lambda error: problems.append(str(error)))

    context.on("page", watch)
    yield context
    context.close()
    assert not problems, problems


@pytest.fixture
def context(chromium, live_server, nothing_goes_on) -> Iterator:
    with watched(chromium, base_url=live_server.url) as context:
        yield context


@pytest.fixture(scope="module")
def reading_room(django_db_setup, django_db_blocker) -> Iterator[str]:
    """The address of the site with the demonstration on it, for all tests of a module that only read.

    The module is marked django_db: without any test that is, pytest-django makes no database of the tests' own.
    """
    assert connection.settings_dict["NAME"].startswith("test_"), "mark the module django_db"
    with django_db_blocker.unblock():
        load("taxonomy", "demo")
        server = LiveServer("127.0.0.1")
        yield server.url
        server.stop()
        empty()


@pytest.fixture(scope="module")
def furnished(reading_room, django_db_blocker) -> tuple[str, dict[str, str]]:
    """The address of the demonstration with every kind of page on it, and where each kind is."""
    with django_db_blocker.unblock():
        return reading_room, furnish()


@pytest.fixture
def page(context):
    return context.new_page()


@pytest.fixture
def sign_in(page):
    """A function of a role: signs somebody in that role in to the admin, by the form, and returns them."""

    def sign_in(role: str):
        user = factories.user_in_role(role)
        page.goto("/admin/login/?next=/admin/")
        page.get_by_label("E-mail address").fill(user.email)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()
        page.wait_for_url("**/admin/")
        return user

    return sign_in
