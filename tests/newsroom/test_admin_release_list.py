"""The list of releases, and the suggestions for translations."""

import datetime as dt

import pytest
from django.utils import timezone

from newsroom.models import Release
from tests.factories import ReleaseFactory, StructureFactory, published

pytestmark = pytest.mark.django_db
LIST = "/admin/newsroom/release/"
SUGGEST = "/admin/autocomplete/?app_label=newsroom&model_name=release&field_name=translation_of&term="


@pytest.fixture
def signed_in(client, author):
    client.force_login(author)
    return client


def titles(response) -> list[str]:
    return [release.title for release in response.context["cl"].result_list]


@pytest.mark.parametrize("rows", [1, 30])
def test_list_takes_as_many_queries_for_many_rows(signed_in, author, rows, django_assert_num_queries):
    for number in range(rows):
        ReleaseFactory(updated_by=author, sources=[StructureFactory(slug=f"structure-{number}")])
    with django_assert_num_queries(14):
        assert len(titles(signed_in.get(LIST))) == rows


def test_list_shows_the_last_saved_first(signed_in):
    first, _second = ReleaseFactory(title="First"), ReleaseFactory(title="Second")
    assert titles(signed_in.get(LIST)) == ["Second", "First"]
    first.save()
    assert titles(signed_in.get(LIST)) == ["First", "Second"]


@pytest.mark.parametrize("query", ["journalists", "TIRANA", "cms-471", "safety journalists"])
def test_search_finds_by_title_place_and_former_key(signed_in, query):
    ReleaseFactory(title="Safety of journalists", place="Tirana", legacy_id="CMS-471")
    ReleaseFactory(title="Other", place="Vienna", legacy_id="CMS-4711")
    assert titles(signed_in.get(LIST, {"q": query})) == ["Safety of journalists"]


def test_search_finds_by_number_and_numbers_in_titles(signed_in):
    release = ReleaseFactory(title="By key")
    ReleaseFactory(title=f"Plan for {release.pk} days")
    assert sorted(titles(signed_in.get(LIST, {"q": str(release.pk)})))[0] == "By key"
    assert signed_in.get(LIST, {"q": "9" * 40}).status_code == 200


def test_filter_by_structure_takes_its_whole_branch(signed_in):
    parent = StructureFactory(slug="parent")
    child = StructureFactory(slug="child", parent=parent)
    ReleaseFactory(title="Of the child", sources=[child])
    ReleaseFactory(title="Of the parent", sources=[parent, child])
    ReleaseFactory(title="Of another", sources=[StructureFactory(slug="another")])
    assert sorted(titles(signed_in.get(LIST, {"structure": parent.pk}))) == ["Of the child", "Of the parent"]
    assert len(titles(signed_in.get(LIST, {"structure": child.pk}))) == 2
    for odd in ("", "0", "x", "9" * 30):
        assert signed_in.get(LIST, {"structure": odd}).status_code == 200


def test_filters_combine_and_keep_one_another(signed_in):
    ReleaseFactory(title="Russian", language="ru", kind="news")
    ReleaseFactory(title="English", language="en", kind="news")
    response = signed_in.get(LIST, {"language": "ru", "kind__exact": "news", "q": "russian"})
    assert titles(response) == ["Russian"]
    page = response.content.decode()
    assert '<input type="hidden" name="kind__exact" value="news">' in page
    assert '<input type="hidden" name="q" value="russian">' in page


def test_filter_by_state_and_date(signed_in):
    published(title="Up", at=timezone.now() - dt.timedelta(days=1))
    ReleaseFactory(title="Draft")
    assert titles(signed_in.get(LIST, {"state__exact": "published"})) == ["Up"]
    assert titles(signed_in.get(LIST, {"date__gte": "2022-01-01"})) == ["Up"]


def test_suggestions_for_translations_are_originals_by_title_or_number(signed_in):
    original = ReleaseFactory(title="Original words")
    ReleaseFactory(title="Originale Worte", language="de", translation_of=original)
    for term in ("original", str(original.pk)):
        found = signed_in.get(SUGGEST + term).json()["results"]
        assert [entry["id"] for entry in found] == [str(original.pk)]
        assert found[0]["text"] == f"Original words (English, 10 May 2021, {original.pk})"


def test_suggestions_are_limited(signed_in):
    for number in range(25):
        ReleaseFactory(title=f"Title {number}")
    answer = signed_in.get(SUGGEST + "title").json()
    assert (len(answer["results"]), answer["pagination"]["more"]) == (20, True)


def test_list_does_not_read_texts(signed_in, django_assert_max_num_queries):
    ReleaseFactory()
    response = signed_in.get(LIST)
    assert {"body", "summary"} <= response.context["cl"].result_list[0].get_deferred_fields()
    assert Release.objects.count() == 1


@pytest.mark.parametrize(
    "query",
    ["language=%00", "language=xx", "q=%00", "q=%22", "o=99", "kind__exact=zz", "structure=" + "9" * 20],
)
def test_odd_questions_get_an_answer(signed_in, query):
    assert signed_in.get(f"{LIST}?{query}").status_code == 200


@pytest.mark.parametrize("term", ["%00", "9" * 20, "%22", "%25"])
def test_odd_beginnings_get_suggestions(signed_in, term):
    assert signed_in.get(SUGGEST + term).status_code == 200
