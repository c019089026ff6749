"""No kind of page has a barrier that axe knows: in light and dark, narrow and wide, English and Russian."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.conftest import watched

pytestmark = pytest.mark.django_db

#: Colours are all that the scheme changes.
RULES = {"light": {}, "dark": {"runOnly": ["color-contrast"]}}
#: All that axe has to say of what is in order is as long as the page many times over, and stays in the browser.
RUN = """async (rules) => (await axe.run({resultTypes: ["violations"], ...rules})).violations.map(
    ({id, nodes: [{html, failureSummary}]}) => `${id}: ${html.slice(0, 200)} ${failureSummary.slice(0, 300)}`
)"""
#: Answers of these are errors on purpose, which the console notes.
REFUSED = {"list-unknown", "not-found", "malformed", "withdrawn", "superseded"}


def barriers(page) -> list[str]:
    """What axe finds in both schemes, a line each: the rule, and the first element that breaks it."""
    page.evaluate(AXE_SCRIPT)
    found = []
    for scheme, rules in RULES.items():
        page.emulate_media(color_scheme=scheme)
        found += [f"{scheme}: {violation}" for violation in page.evaluate(RUN, rules)]
    return found


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_no_kind_of_page_has_a_barrier(chromium, furnished, language, width):
    base, pages = furnished
    found = {}
    with watched(
        chromium, refusals=True, base_url=base, viewport={"width": width, "height": 900}, reduced_motion="reduce"
    ) as context:
        page = context.new_page()
        for kind, path in pages.items():
            if kind.startswith("preview") and language != "en":
                continue
            answer = page.goto(path if language == "en" else f"/{language}{path}")
            assert answer.ok or kind in REFUSED, (kind, answer.status)
            if here := barriers(page):
                found[kind] = here
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if wide > 0:
                found.setdefault(kind, []).append(f"{wide} pixels wider than the screen")
    assert not found, "\n".join(f"{kind}: {line}" for kind, lines in found.items() for line in lines)
