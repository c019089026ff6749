"""Tags: one for all spellings of a name, whoever adds it: import, form, or program."""

import pytest
from hypothesis import given, strategies
from taggit.models import Tag

from newsroom.models import Edition, Release
from newsroom.tagging import key_of, slug_of
from tests.factories import ReleaseFactory
from tests.newsroom.imports.conftest import line, run, vocabulary  # noqa: F401 - fixtures
from tests.newsroom.release_form import ADD, form_data

NAMES = [
    "C#", "C++", "Bosnia, Herzegovina", "odihr", "ODIHR", "ODIHR ", "ОБСЕ", "обсе", "Straße", "STRASSE", "Łódź", "e-learning",
    "e learning", "🎉", "'quoted'", "İstanbul", "istanbul", "ＯＤＩＨＲ", "cafe\u0301", "café", "inter\u00adnational", "international",
]  # fmt: skip
ONE_EACH = {
    "C#", "C++", "Bosnia, Herzegovina", "odihr", "ОБСЕ", "Straße", "Łódź", "e-learning", "e learning", "🎉", "'quoted'", "İstanbul",
    "café", "international",
}  # fmt: skip


def keys(names) -> list[str]:
    return sorted(map(key_of, names))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ODIHR", "odihr", True), ("ODIHR", " odihr ", True), ("Straße", "STRASSE", True), ("İstanbul", "istanbul", True),
        ("İSTANBUL", "istanbul", True), ("ＯＤＩＨＲ", "odihr", True), ("café", "cafe\u0301", True), ("ΟΔΟΣ", "οδός", False),
        ("ΟΔΟΣ", "οδος", True), ("C#", "C++", False), ("e-learning", "e learning", False), ("cafe", "café", False),
        ("\ufb01nance", "finance", True), ("co\u00adop", "coop", True),
    ],
)  # fmt: skip
def test_spellings_of_one_tag(one, other, same):
    assert (key_of(one) == key_of(other)) is same


@given(strategies.text())
def test_a_key_is_its_own_key(name):
    assert key_of(key_of(name)) == key_of(name)


@pytest.mark.parametrize(
    ("name", "slug"), [("🎉", "tada"), ("ОБСЕ", "обсе"), ("C#", "c"), ("'quoted'", "quoted"), ("???", "")]
)
def test_slugs_of_tags(name, slug):
    assert slug_of(name) == slug


@pytest.mark.django_db
def test_an_import_makes_one_tag_for_all_spellings(client, run):  # noqa: F811
    assert run(line(1, tags=NAMES), line(2, tags=["Istanbul", "Odihr"])).rejected == 0
    tags = Tag.objects.all()
    assert keys(tag.name for tag in tags) == keys(ONE_EACH)
    assert len({tag.slug for tag in tags}) == len(ONE_EACH)
    assert all(tag.slug for tag in tags)
    for slug in Edition.objects.get(release__legacy_id="1").tags:
        assert 'data-count="' in client.get("/news/", {"tag": slug}).content.decode()
    assert {tag.name for tag in Release.objects.get(legacy_id="2").tags.all()} == {"İstanbul", "odihr"}


@pytest.mark.django_db
def test_a_program_makes_one_tag_for_all_spellings():
    release = ReleaseFactory(tags=NAMES)
    assert keys(release.tags.names()) == keys(ONE_EACH)
    other = ReleaseFactory(tags=["ODIHR", "strasse", "c#"])
    assert set(other.tags.names()) == {"odihr", "Straße", "C#"}
    assert len(set(Tag.objects.values_list("slug", flat=True))) == len(ONE_EACH)


@pytest.mark.django_db
def test_the_form_of_a_release_takes_any_spelling(client, publisher):
    ReleaseFactory(tags=["Straße", "Bosnia, Herzegovina"])
    client.force_login(publisher)
    assert client.post(ADD, form_data(tags=["STRASSE", "strasse", "🎉", "Bosnia, Herzegovina"])).status_code == 302
    assert set(Release.objects.latest("pk").tags.names()) == {"Straße", "🎉", "Bosnia, Herzegovina"}
    assert Tag.objects.get(name="🎉").slug == "tada"


@pytest.mark.django_db
def test_a_tag_is_not_made_or_renamed_to_a_spelling_of_another(client, administrator):
    client.force_login(administrator)
    street, other = (Tag.objects.create(name=name) for name in ("Straße", "Other"))
    assert (
        "There is this tag already: Straße."
        in client.post("/admin/taggit/tag/add/", {"name": "STRASSE", "slug": "strasse"}).content.decode()
    )
    assert (
        "There is this tag already"
        in client.post(f"/admin/taggit/tag/{other.pk}/change/", {"name": "strasse"}).content.decode()
    )
    assert client.post(f"/admin/taggit/tag/{street.pk}/change/", {"name": "STRASSE"}).status_code == 302
