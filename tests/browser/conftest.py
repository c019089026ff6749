"""A real Chromium against a real server. Skipped where there is none, or failed under REQUIRE_BROWSER=1."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsroom.permissions import make_roles
from tests import factories

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


@pytest.fixture
def context(chromium, live_server, transactional_db) -> Iterator:
    """A browser of one's own, with nothing remembered. The test fails on any error in any of its consoles."""
    context = chromium.new_context(base_url=live_server.url, viewport={"width": 1440, "height": 1000}, locale="en-GB")
    context.set_default_timeout(10_000)
    problems: list[str] = []

    def watch(page) -> None:
        page.on("console", lambda message: message.type == "error" and problems.append(message.text))
        page.on("pageerror", lambda error: problems.append(str(error)))

    context.on("page", watch)
    yield context
    context.close()
    assert not problems, problems


@pytest.fixture
def page(context):
    return context.new_page()


@pytest.fixture
def sign_in(page):
    """A function of a role: signs somebody in that role in to the admin, by the form, and returns them."""
    make_roles()

    def sign_in(role: str):
        user = factories.user_in_role(role)
        page.goto("/admin/login/?next=/admin/")
        page.get_by_label("E-mail address").fill(user.email)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()
        page.wait_for_url("**/admin/")
        return user

    return sign_in
