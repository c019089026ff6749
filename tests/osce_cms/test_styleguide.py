"""The style guide shows all there is, to nobody but those who build the site."""

import re
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from osce_cms import styleguide
from tests.factories import CountryFactory, published

TOKENS = (django_settings.BASE_DIR / "static" / "css" / "tokens.css").read_text()
COMPONENTS = django_settings.BASE_DIR / "templates" / "components"


@pytest.mark.django_db
def test_it_is_no_page_of_the_site(client):
    assert client.get("/styleguide/").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("is_empty", [True, False])
def test_it_shows_every_token_and_every_component(client, settings, is_empty):
    settings.DEBUG = True
    if not is_empty:
        published(countries=[CountryFactory(slug="albania")])
    html = client.get("/styleguide/").content.decode()
    names = set(re.findall(r"(--[\w-]+):", TOKENS))
    assert {name for name in names if f"<code>{name}</code>" not in html} - {"--sans", "--serif", "--mono"} == set()
    assert {file.stem for file in COMPONENTS.glob("*.html") if f'id="c-{file.stem}"' not in html} == set()


def test_every_sample_is_of_a_component():
    samples = {file.stem for file in Path(django_settings.BASE_DIR, "templates", "styleguide").glob("*.html")}
    assert samples - {"index"} <= {component.name for component in styleguide.components()}


# --- Colours -------------------------------------------------------------------------------------


def themes() -> dict[str, dict[str, str]]:
    """Theme → token → colour. The dark one stands twice."""
    by_system, by_choice = re.findall(r"color-scheme: dark;(.*?)\}", TOKENS, re.DOTALL)
    light = TOKENS.partition("@media")[0]
    pattern = re.compile(r"(--[\w-]+): (#[0-9a-f]{6});")
    texts = {"light": light, "dark by system": by_system, "dark by choice": by_choice}
    return {name: dict(pattern.findall(text)) for name, text in texts.items()}


def test_both_ways_to_the_dark_theme_lead_to_the_same():
    found = themes()
    assert found["dark by system"] == found["dark by choice"]
    assert set(found["light"]) == set(found["dark by choice"])


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio")."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


TEXTS = ["--ink", "--ink-soft", "--brand", "--brand-strong", "--link", "--link-visited", "--accent", "--good", "--danger"]  # fmt: skip
PAIRS = [
    *((text, paper, 4.5) for text in TEXTS for paper in ("--paper", "--paper-tint", "--notice")),
    *((text, "--mark", 4.5) for text in ("--ink", "--ink-soft", "--link", "--brand-strong")),
    *(("--ink", tint, 4.5) for tint in ("--good-tint", "--danger-tint")),
    ("--good", "--good-tint", 4.5),
    ("--danger", "--danger-tint", 4.5),
    ("--brand-ink", "--brand", 4.5),
    ("--brand-ink", "--brand-strong", 4.5),
    ("--brand-strong", "--line", 4.5),
    ("--band-ink", "--band", 4.5),
    ("--band-soft", "--band", 4.5),
    ("--field-line", "--paper", 3),
    ("--field-line", "--paper-tint", 3),
    ("--focus", "--focus-edge", 3),
]


@pytest.mark.parametrize("theme", ["light", "dark by choice"])
def test_colours_that_meet_can_be_told_apart(theme):
    colours = themes()[theme]
    weak = {
        (one, other): ratio for one, other, least in PAIRS if (ratio := contrast(colours[one], colours[other])) < least
    }
    assert weak == {}
