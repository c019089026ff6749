"""The map: shapes for everybody, right numbers and links for a selection, and a file of one's own in their place."""

import gzip
import json
import re
from html import unescape
from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsroom.archive import current_archive
from newsroom.map import BrokenShapes, current_sheets, draw, read_sheets
from newsroom.map.drawing import SHADES, shades_up_to
from tests.factories import CountryFactory, FieldFactory, published

ROOT = Path(__file__).resolve().parent.parent.parent
OWN = {"name": "own", "title": {"en": "Ours", "de": "Unsere"}, "width": 100, "height": 50, "areas": {"AL": "M1 1h5v5z"}}


def vocabulary() -> set[str]:
    terms = json.loads((ROOT / "fixtures" / "taxonomy.json").read_text())
    return {term["fields"]["code"] for term in terms if term["model"] == "taxonomy.country"}


@pytest.fixture
def countries(db) -> None:
    """Two releases about Serbia, one of them about Albania too; Monaco has none."""
    albania, serbia = CountryFactory(slug="albania", code="AL"), CountryFactory(slug="serbia", code="RS")
    CountryFactory(slug="monaco", code="MC")
    published(countries=[albania, serbia], fields_of_work=[FieldFactory(slug="policing")])
    published(countries=[serbia])


def links(html: str) -> dict[str, tuple[str, str]]:
    """Name of each link of the map that can be reached by keyboard → its number, its address."""
    found = {}
    for attributes, inside in re.findall(r'<a class="map-country[^"]*" ([^>]*)>(.*?)</a>', html):
        if "tabindex" not in attributes:
            name, number = re.search(r"<text[^>]*>(.*): (.*)</text>", inside).groups()
            assert name not in found, "two stops for one country"
            found[name] = (number, unescape(re.search(r'href="([^"]*)"', attributes)[1]))
    return found


def rows(html: str) -> dict[str, str]:
    return dict(re.findall(r'<tr><th scope="row"><a [^>]*>([^<]*)</a>.*?<td class="map-number">(\d+)</td>', html))


def test_every_country_of_the_vocabulary_has_a_place_on_the_map():
    sheets = current_sheets()
    assert len(vocabulary()) == 68
    assert {code for code in vocabulary() if not any(sheet.has(code) for sheet in sheets)} == set()


def test_small_states_have_marks_to_click_on_where_they_are_first_met():
    first, *others = current_sheets()
    assert {"AD", "LI", "LU", "MC", "MT", "SM", "VA"} == set(first.small)
    assert not any(sheet.small for sheet in others)


def test_shapes_stay_below_their_budget():
    assert sum(len(sheet.svg_gzipped) for sheet in current_sheets()) < 60_000


def test_the_page_of_countries_says_the_same_on_the_map_and_in_the_table(client, countries):
    html = client.get("/countries/").content.decode()
    assert links(html) == {
        "Albania": ("1 release", "/countries/albania/"),
        "Serbia": ("2 releases", "/countries/serbia/"),
        "Monaco": ("no releases", "/countries/monaco/"),
    }
    assert rows(html) == {"Albania": "1", "Serbia": "2", "Monaco": "0"}


@pytest.mark.parametrize("address", ["/countries/", "/fields-of-work/policing/"])
def test_every_map_says_whose_opinion_it_does_not_express(client, countries, settings, address):
    html = client.get(address).content.decode()
    assert f"express no opinion of the {settings.ORGANISATION_NAME} on" in html


def test_names_and_numbers_are_in_the_language_of_the_page(client, countries):
    html = client.get("/ru/countries/").content.decode()
    assert "От Ванкувера до Владивостока" in html
    assert {address for _, address in links(html).values()} > {"/ru/countries/albania/"}


def test_the_map_of_a_selection_counts_within_it_and_leads_into_it(client, countries):
    html = client.get("/news/map/?field=policing").content.decode()
    assert links(html) == {
        "Albania": ("1 release", "/news/?country=albania&field=policing"),
        "Serbia": ("1 release", "/news/?country=serbia&field=policing"),
    }
    assert rows(html) == {"Albania": "1", "Serbia": "1"}
    assert 'href="/news/?field=policing"' in html
    assert 'name="robots" content="noindex, nofollow"' in html


def test_chosen_countries_do_not_change_the_numbers_and_can_be_taken_out(client, countries):
    html = client.get("/news/map/?country=albania").content.decode()
    assert links(html) == {
        "Albania": ("1 release", "/news/"),
        "Serbia": ("2 releases", "/news/?country=albania&country=serbia"),
    }
    assert re.search(r'<a class="map-country[^"]* map-chosen" href="/news/" rel="nofollow" aria-current="true">', html)


@pytest.mark.parametrize(
    ("query", "status"), [("country=atlantis", 404), ("country=%00", 400), ("from=x", 400), ("q=" + "x" * 301, 400)]
)
def test_what_the_list_refuses_the_map_refuses(client, countries, query, status):
    response = client.get(f"/news/map/?{query}")
    assert response.status_code == status
    assert "map-sheet" not in response.content.decode()


def test_a_site_without_countries_or_releases_has_a_map_without_links(client, db):
    for address in ("/countries/", "/news/map/"):
        response = client.get(address)
        assert response.status_code == 200
        assert links(response.content.decode()) == {}


def test_the_map_costs_no_more_queries_than_the_list(client, countries):
    client.get("/news/map/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/news/map/?field=policing")
    assert len(queries) <= 4


@pytest.mark.parametrize("most", [1, 2, 3, 7, 10, 99, 1_000, 54_321, 1_000_000])
def test_shades_cover_all_numbers_without_gap_and_reach_the_darkest(most):
    shades = shades_up_to(most)
    assert shades[0].first == 1
    assert (shades[-1].number, shades[-1].last) == (SHADES, None)
    assert shades[-1].first <= most
    assert [later.first - 1 for later in shades[1:]] == [shade.last for shade in shades[:-1]]
    assert [shade.number for shade in shades] == sorted({shade.number for shade in shades})
    assert shades_up_to(0) == []


def test_the_picture_of_the_shapes_may_be_kept_for_good(client, db):
    sheet = current_sheets()[0]
    response = client.get(f"/map/{sheet.name}-{sheet.digest}.svg", headers={"accept-encoding": "gzip"})
    assert response["Content-Type"] == "image/svg+xml"
    assert "immutable" in response["Cache-Control"]
    assert b'<path id="AL" d="M' in gzip.decompress(response.content)
    assert client.get(f"/map/{sheet.name}-{sheet.digest}.svg").content == sheet.svg
    assert client.get(f"/map/{sheet.name}-000000000000.svg")["Cache-Control"] == "no-cache"
    assert client.get(f"/map/atlantis-{sheet.digest}.svg").status_code == 404
    assert client.post(f"/map/{sheet.name}-{sheet.digest}.svg").status_code == 405


@pytest.fixture
def own_file(tmp_path, settings) -> Path:
    settings.MAP_SHAPES = str(tmp_path / "shapes.json")
    return tmp_path / "shapes.json"


def test_another_file_of_shapes_takes_their_place(client, countries, own_file):
    own_file.write_text(
        json.dumps({"maps": [OWN | {"areas": {"AL": "M1 1h5v5z", "ZZ": "M9 9h5v5z"}, "small": {"MC": [7, 8]}}]})
    )
    html = client.get("/de/countries/").content.decode()
    assert re.findall(r'<svg class="map-sheet[^>]*aria-label="([^"]*)"', html) == ["Unsere"]
    assert set(links(html)) == {"Albania", "Monaco"}
    assert rows(html) == {"Albania": "1", "Serbia": "2", "Monaco": "0"}
    assert re.search(r'<use class="map-land" href="/map/own-\w+\.svg#ZZ"/>', html), "unknown countries are other land"
    picture = re.search(r'href="(/map/own-\w+\.svg)#AL"', html)[1]
    assert b'id="AL" d="M1 1h5v5z"' in client.get(picture).content


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ("{", "it is not JSON"),
        ("[]", "it must be an object with a list “maps”"),
        ({"maps": []}, "it must be an object with a list “maps”"),
        ({"maps": [1]}, "map 1: it must be an object"),
        ({"maps": [OWN, OWN]}, "two of its maps have the same name"),
        ({"maps": [OWN, OWN | {"name": "<b>"}]}, "map 2: “name” must be"),
        ({"maps": [OWN | {"title": "Ours"}]}, "“title” must be"),
        ({"maps": [OWN | {"width": "100"}]}, "“width” must be"),
        ({"maps": [OWN | {"height": 0}]}, "“height” must be"),
        ({"maps": [OWN | {"areas": None}]}, "“areas” must be"),
        ({"maps": [OWN | {"areas": {"Albania": "M1 1z"}}]}, "“Albania” is not an ISO 3166-1 code"),
        ({"maps": [OWN | {"areas": {"AL": 'M1 1z"/><script>'}}]}, "“AL” is not the path data of an SVG"),
        ({"maps": [OWN | {"land": 7}]}, "“land” is not the path data"),
        ({"maps": [OWN | {"small": {"MC": [1, "2"]}}]}, "“MC” under “small” must be two numbers"),
    ],
)
def test_a_broken_file_stops_the_start_and_says_what_is_wrong(own_file, said, problem):
    own_file.write_text(said if isinstance(said, str) else json.dumps(said))
    errors = [error for error in run_checks() if error.id == "newsroom.E001"]
    assert len(errors) == 1
    assert problem in errors[0].msg
    assert "docs/map.md" in errors[0].hint


def test_a_missing_file_stops_the_start_too(own_file):
    with pytest.raises(BrokenShapes, match="cannot be read"):
        read_sheets(own_file)
    assert "newsroom.E001" in {error.id for error in run_checks()}


def test_numbers_from_nowhere_leave_the_map_white(countries):
    drawing = draw(current_archive(), {})
    assert {place.shade for place in drawing.places} == {0}
    assert drawing.shades == []
