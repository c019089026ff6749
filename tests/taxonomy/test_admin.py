"""The vocabulary in the admin."""

import pytest
from django.urls import reverse

from taxonomy.models import (
    Chairpersonship,
    Country,
    FieldOfWork,
    MeetingSeries,
    PartnerGroup,
    Project,
    Structure,
)
from tests.factories import (
    CountryFactory,
    FieldFactory,
    ProjectFactory,
    ReleaseFactory,
    StructureFactory,
    published,
)

pytestmark = pytest.mark.django_db
MODELS = [Country, Structure, FieldOfWork, PartnerGroup, MeetingSeries, Project, Chairpersonship]


def address(name: str, of, *args) -> str:
    return reverse(f"admin:taxonomy_{of._meta.model_name}_{name}", args=args)


@pytest.fixture
def signed_in(client, administrator):
    client.force_login(administrator)
    return client


def names(**fields) -> dict:
    return {"position": 1, "also_known_as": "", "name_en": "Water", **fields}


@pytest.mark.parametrize("model", MODELS)
def test_every_kind_has_a_list_and_a_form(signed_in, model):
    assert signed_in.get(address("changelist", model), {"q": "x"}).status_code == 200
    form = signed_in.get(address("add", model)).content.decode()
    assert (model is Chairpersonship) or all(
        f'name="name_{code}"' in form for code in ["en", "fr", "de", "it", "ru", "es"]
    )


@pytest.mark.parametrize("model", MODELS)
def test_only_administrators_change_the_vocabulary(client, publisher, model):
    client.force_login(publisher)
    assert client.get(address("changelist", model)).status_code == 200
    assert client.get(address("add", model)).status_code == 403


def test_names_are_kept_in_six_languages_and_aliases_with_their_commas(signed_in):
    aliases = "Water, land and air\r\n  Old name \r\n\r\nOld name"
    data = names(slug="water", name_fr="Eau", name_ru="Вода", also_known_as=aliases)
    assert signed_in.post(address("add", FieldOfWork), data).status_code == 302
    field = FieldOfWork.objects.get()
    assert (field.name_en, field.name_fr, field.name_ru) == ("Water", "Eau", "Вода")
    assert field.also_known_as == ["Water, land and air", "Old name"]
    page = signed_in.get(address("change", FieldOfWork, field.pk)).content.decode()
    assert "Water, land and air\nOld name</textarea>" in page


def test_slug_stays_when_the_name_changes(signed_in):
    field = FieldFactory(slug="water", name="Water")
    signed_in.post(address("change", FieldOfWork, field.pk), names(name_en="Waters", slug="forged"))
    field.refresh_from_db()
    assert (field.name_en, field.slug) == ("Waters", "water")


@pytest.mark.parametrize("field", ["name_en", "name_ru", "also_known_as"])
def test_a_name_of_another_term_is_refused(signed_in, field):
    FieldFactory(slug="air", name="Air", also_known_as=["Atmosphere"])
    page = signed_in.post(address("add", FieldOfWork), names(slug="water") | {field: "atmosphere"}).content.decode()
    assert "already stands for Air" in page
    assert FieldOfWork.objects.count() == 1


def test_a_term_cannot_stand_below_itself(signed_in):
    parent = FieldFactory(slug="parent")
    child = FieldFactory(slug="child", parent=parent)
    response = signed_in.post(address("change", FieldOfWork, parent.pk), names(parent=child.pk))
    assert response.status_code == 200
    assert FieldOfWork.objects.get(slug="parent").parent is None


def test_trees_are_listed_branch_by_branch(signed_in):
    first, second = FieldFactory(slug="first", position=1), FieldFactory(slug="second", position=2)
    FieldFactory(slug="below-second", parent=second, position=1)
    FieldFactory(slug="below-first", parent=first, position=9)
    response = signed_in.get(address("changelist", FieldOfWork))
    slugs = [term.slug for term in response.context["cl"].result_list]
    assert slugs == ["first", "below-first", "second", "below-second"]
    assert '<span class="depth-1">Below first</span>' in response.content.decode()


@pytest.mark.parametrize("rows", [1, 30])
def test_lists_take_as_many_queries_for_many_rows(signed_in, rows, django_assert_num_queries):
    parent = StructureFactory(slug="parent", country=CountryFactory())
    for number in range(rows):
        StructureFactory(slug=f"structure-{number}", parent=parent, country=CountryFactory())
    with django_assert_num_queries(7):
        signed_in.get(address("changelist", Structure))


@pytest.mark.parametrize(
    ("model", "field", "term", "slug"),
    [
        ("release", "countries", "Turkey", "turkiye"),
        ("release", "countries", "czech republic", "czechia"),
        ("release", "countries", "чехия", "czechia"),
        ("releasesource", "structure", "chairmanship", "chairpersonship"),
    ],
)
def test_suggestions_know_former_and_local_names(client, author, model, field, term, slug):
    CountryFactory(slug="turkiye", name="Türkiye", also_known_as=["Turkey"])
    CountryFactory(slug="czechia", name="Czechia", name_ru="Чехия", also_known_as=["Czech Republic"])
    StructureFactory(slug="chairpersonship", also_known_as=["OSCE Chairmanship"])
    client.force_login(author)
    query = {"app_label": "newsroom", "model_name": model, "field_name": field, "term": term}
    found = client.get("/admin/autocomplete/", query).json()["results"]
    remote = Country if field == "countries" else Structure
    assert [entry["id"] for entry in found] == [str(remote.objects.get(slug=slug).pk)]


def test_suggestions_say_where_a_term_stands_and_whether_it_is_closed(client, author):
    parent = StructureFactory(slug="field-operations")
    StructureFactory(slug="office", parent=parent, opened="1999", closed="2017-08-31")
    client.force_login(author)
    query = {
        "app_label": "newsroom",
        "model_name": "releasesource",
        "field_name": "structure",
        "term": "office",
    }
    found = client.get("/admin/autocomplete/", query).json()["results"]
    assert [entry["text"] for entry in found] == ["Office (1999–2017) ‹ Field operations"]


@pytest.mark.parametrize("road", ["one", "many"])
@pytest.mark.parametrize("use", ["edition", "release", "child"])
def test_a_term_in_use_is_not_deleted(signed_in, use, road):
    term = FieldFactory(slug="water")
    if use == "edition":
        edition = published(fields_of_work=[term])
        edition.release.fields_of_work.clear()
        sentence = "1 published edition names it, and editions are kept for good."
    elif use == "release":
        ReleaseFactory(fields_of_work=[term])
        sentence = "1 press release names it."
    else:
        FieldFactory(slug="below", parent=term)
        sentence = "1 term stands below it: move or delete it first."
    if road == "one":
        where, data = address("delete", FieldOfWork, term.pk), {"post": "yes"}
    else:
        where = address("changelist", FieldOfWork)
        data = {"action": "delete_selected", "_selected_action": [term.pk], "post": "yes"}
    assert sentence in signed_in.post(where, data).content.decode()
    assert FieldOfWork.objects.filter(slug="water").exists()


def test_a_structure_that_issues_releases_is_not_deleted(signed_in):
    structure = StructureFactory(slug="secretariat")
    ReleaseFactory(sources=[structure])
    page = signed_in.post(address("delete", Structure, structure.pk), {"post": "yes"}).content.decode()
    assert "1 press release names it." in page
    assert Structure.objects.exists()


def test_a_term_that_nobody_uses_is_deleted(signed_in):
    for term, model in ((ProjectFactory(), Project), (FieldFactory(), FieldOfWork)):
        assert signed_in.post(address("delete", model, term.pk), {"post": "yes"}).status_code == 302
        assert not model.objects.exists()
