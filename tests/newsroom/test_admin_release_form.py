"""What the form of a release takes in, and what it refuses in words."""

import re

import pytest
from django.urls import reverse

from newsroom import rich_text
from newsroom.models import Release, ReleaseSource
from tests.factories import PartnerGroupFactory, ReleaseFactory, StructureFactory

from .release_form import ADD, change_url, form_data

pytestmark = pytest.mark.django_db
HOSTILE = """<p onclick="steal()">Words <b>bold</b> <a href="javascript:alert(1)">bad</a>
<a href="https://www.osce.org/" style="color:red" target="_blank">good</a></p><script>alert(1)</script>
<style>p {color: red}</style><iframe src="https://evil.example"></iframe><svg onload="alert(1)"></svg>
<img src="data:image/png;base64,AAAA"><img src="https://evil.example/x.png" onerror="alert(1)">
<h1>Heading</h1>"""


@pytest.fixture
def signed_in(client, author):
    client.force_login(author)
    return client


def errors(response) -> str:
    assert response.status_code == 200, "the form was taken"
    return response.content.decode()


def test_hostile_text_is_cleaned_when_it_is_saved(signed_in):
    signed_in.post(ADD, form_data(body=HOSTILE))
    body = Release.objects.get().body
    for part in (
        "script",
        "javascript",
        "onclick",
        "onerror",
        "onload",
        "style",
        "iframe",
        "data:",
        "evil",
        "_blank",
    ):
        assert part not in body
    assert "<strong>bold</strong>" in body
    assert '<a href="https://www.osce.org/" rel="noopener">good</a>' in body
    assert "<h2>Heading</h2>" in body


def test_too_long_a_text_is_refused_in_a_sentence_and_kept_in_the_form(signed_in):
    body = f"<p>{'word ' * (rich_text.MAX_LENGTH // 5)}the very end</p>"
    page = errors(signed_in.post(ADD, form_data(body=body)))
    assert "Shorten it or attach a file." in page
    assert "the very end" in page
    assert not Release.objects.exists()


def test_too_deep_a_text_is_refused_in_a_sentence(signed_in):
    body = "<ul><li>" * 40 + "deep" + "</li></ul>" * 40
    assert "nested too deeply" in errors(signed_in.post(ADD, form_data(body=body)))


def test_more_than_the_site_takes_in_is_answered_in_a_sentence(signed_in):
    response = signed_in.post(ADD, form_data(body="x" * 5_000_000))
    assert response.status_code == 413
    assert "The form holds more than this site takes in" in response.content.decode()
    assert not Release.objects.exists()


def test_null_characters_are_refused_not_stumbled_over(signed_in):
    for field in ("title", "summary", "place", "tags"):
        assert "Null characters" in errors(signed_in.post(ADD, form_data(**{field: "a\x00b"})))


@pytest.mark.parametrize(("field", "length"), [("title", 301), ("summary", 1001), ("place", 101)])
def test_long_values_are_refused(signed_in, field, length):
    assert "has at most" in errors(signed_in.post(ADD, form_data(**{field: "x" * length}))).replace(
        "Ensure this value ", ""
    )


def test_tags_are_made_and_reused_whatever_their_case(signed_in):
    signed_in.post(ADD, form_data(tags=["Media freedom", "media Freedom", " spaced  out "]))
    signed_in.post(ADD, form_data(tags=["MEDIA FREEDOM"]))
    one, other = Release.objects.order_by("pk")
    assert sorted(tag.name for tag in one.tags.all()) == ["Media freedom", "spaced out"]
    assert [tag.name for tag in other.tags.all()] == ["Media freedom"]


def test_sources_are_one_thing_a_row_and_each_named_once(signed_in):
    one, group = StructureFactory(slug="one"), PartnerGroupFactory()
    both = form_data(sources=[one]) | {"sources-0-partner_group": group.pk}
    assert "not both" in errors(signed_in.post(ADD, both))
    assert "is there twice" in errors(signed_in.post(ADD, form_data(sources=[one, one])))
    assert not Release.objects.exists()


def test_a_source_that_somebody_else_has_just_added_is_not_added_again(signed_in):
    release = ReleaseFactory(sources=[])
    data = form_data(release, sources=[StructureFactory(slug="one")], title="Words to keep")
    ReleaseSource.objects.create(release=release, structure=StructureFactory(slug="one"))
    page = errors(signed_in.post(change_url(release), data))
    assert "is there twice" in page
    assert "Words to keep" in page


def test_sources_may_swap(signed_in):
    one, other = StructureFactory(slug="one"), StructureFactory(slug="other")
    release = ReleaseFactory(sources=[one, other])
    data = form_data(release) | {"sources-0-structure": other.pk, "sources-1-structure": one.pk}
    assert signed_in.post(change_url(release), data).status_code == 302
    assert [source.structure for source in release.sources.all()] == [other, one]


def test_a_source_may_be_replaced_by_one_removed_in_the_same_form(signed_in):
    one, other = StructureFactory(slug="one"), StructureFactory(slug="other")
    release = ReleaseFactory(sources=[one, other])
    data = form_data(release) | {"sources-0-DELETE": "on", "sources-1-structure": one.pk}
    assert signed_in.post(change_url(release), data).status_code == 302
    assert [source.structure for source in release.sources.all()] == [one]


def test_a_translation_goes_back_to_an_original_in_another_language(signed_in):
    original = ReleaseFactory(language="en")
    translation = ReleaseFactory(language="ru", translation_of=original)
    post = lambda **fields: signed_in.post(ADD, form_data(**fields))  # noqa: E731
    assert "same language" in errors(post(language="en", translation_of=original.pk))
    assert "a translation itself" in errors(post(language="de", translation_of=translation.pk))
    assert post(language="de", translation_of=original.pk).status_code == 302
    data = form_data(original, language="en", translation_of=ReleaseFactory(language="fr").pk)
    assert "it is an original" in errors(signed_in.post(change_url(original), data))
    data = form_data(original, language="en", translation_of=original.pk)
    assert "translation of itself" in errors(signed_in.post(change_url(original), data))


@pytest.mark.parametrize(
    ("query", "dateline", "direction"),
    [
        ({"place": "Vienna", "date": "2021-05-10", "language": "en"}, "VIENNA, 10 May 2021 –", "ltr"),
        ({"place": "Вена", "date": "2021-05-10", "language": "ru"}, "ВЕНА, 10 мая 2021\u202fг. –", "ltr"),
        ({"place": "Vienna", "date": "nonsense", "language": "xx"}, "VIENNA –", "ltr"),
        ({}, "", "ltr"),
        ({"place": "x" * 200, "date": "2021-05-10", "language": "ar"}, "10 مايو 2021 –", "rtl"),
    ],
)
def test_dateline_of_what_is_being_typed(signed_in, query, dateline, direction):
    answer = signed_in.get(reverse("admin:newsroom_release_dateline"), query).json()
    assert answer == {"dateline": dateline, "direction": direction}


def test_the_form_shows_the_saved_dateline(signed_in):
    page = signed_in.get(change_url(ReleaseFactory(place="Vienna"))).content.decode()
    assert ">VIENNA, 10 May 2021 –</output>" in page


def test_the_form_has_no_inline_script_but_the_import_map_under_a_nonce(signed_in):
    response = signed_in.get(ADD)
    page = response.content.decode()
    nonce = re.search(r'<script[^>]*type="importmap"[^>]*>', page)[0].split('nonce="')[1].split('"')[0]
    assert f"'nonce-{nonce}'" in response["Content-Security-Policy"]
    for part in (" style=", "<style", " onclick=", "javascript:"):
        assert part not in page


@pytest.mark.parametrize("tag", ["ﷺ" * 20, "ﬃ" * 60, "a" * 91])
def test_tags_that_prove_too_long_are_refused(signed_in, tag):
    assert "is too long for a tag: at most 90 characters." in errors(signed_in.post(ADD, form_data(tags=[tag])))
    assert not Release.objects.exists()


@pytest.mark.parametrize("tag", ["?", "!?", "…"])
def test_tags_that_give_no_address_are_refused(signed_in, tag):
    assert "it needs a letter or a digit" in errors(signed_in.post(ADD, form_data(tags=[tag])))
    assert not Release.objects.exists()


def test_tags_are_kept_in_one_encoding_without_control_characters(signed_in):
    signed_in.post(ADD, form_data(tags=["cafe\u0301", "café", "ﬁnance", "hu\x07man\x0b rights"]))
    assert sorted(Release.objects.get().tags.names()) == ["café", "finance", "human rights"]


@pytest.mark.parametrize("verb", ["_save", "_publish", "_preview"])
@pytest.mark.parametrize("field", ["countries", "translation_of", "contacts", "sources-0-structure"])
@pytest.mark.parametrize("key", ["x", "9" * 5000])
def test_keys_that_are_none_are_refused_at_their_field(client, publisher, field, key, verb):
    client.force_login(publisher)
    response = client.post(ADD, form_data(**{field: key, verb: ""}))
    assert 'class="errorlist"' in errors(response)
    rows = [row for formset in response.context["inline_admin_formsets"] for row in formset.formset.errors]
    refused = {name for found in (response.context["adminform"].errors, *rows) for name in found}
    assert refused == {field.rpartition("-")[2]}
    assert not Release.objects.exists()
