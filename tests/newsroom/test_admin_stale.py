"""Two editors on one release: the second one's save never takes the first one's words away, nor costs their own."""

import re
from typing import Any

import pytest
from django.core import signing

from newsroom.models import Edition, Release, ReleaseAttachment, ReleaseImage
from tests.client import unspoken
from tests.factories import CountryFactory, ReleaseFactory, StructureFactory, attachment, image
from tests.newsroom.release_form import change_url, form_data

pytestmark = pytest.mark.django_db
BASE = re.compile(r'name="base" value="([^"]*)"')


@pytest.fixture
def theirs(client, author):
    """A function that saves the form as somebody else."""

    def save(release: Release, **fields: Any) -> None:
        client.force_login(author)
        assert client.post(change_url(release), as_it_is(release, **fields)).status_code == 302

    return save


@pytest.fixture
def opened(client, publisher):
    """A function that opens the form as "me" and returns what it would post, with these fields typed over."""

    def open_form(release: Release, **fields: Any) -> dict[str, Any]:
        client.force_login(publisher)
        html = client.get(change_url(release)).content.decode()
        return as_it_is(release, base=BASE.search(html)[1], _save="1", **fields)

    return open_form


def as_it_is(release: Release, **fields: Any) -> dict[str, Any]:
    """What the form posts when nothing is changed but `fields`."""
    release = Release.objects.get(pk=release.pk)
    names = ("kind", "language", "title", "summary", "place", "body")
    kept = {name: getattr(release, name) for name in names} | {"date": release.date.isoformat()}
    kept["countries"] = [country.pk for country in release.countries.all()]
    kept["tags"] = list(release.tags.names())
    return form_data(release, sources=[], **kept | fields)


def carried(html: str) -> dict[str, Any]:
    """What the page of two versions would post, less its buttons and choices."""
    found: dict[str, Any] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', html):
        found.setdefault(name, []).append(value.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"'))
    return found


def post(client, user, release, data) -> Any:
    client.force_login(user)
    return client.post(change_url(release), data)


def test_the_same_field_is_asked_about_and_nothing_is_lost(client, publisher, author, opened, theirs):
    release = ReleaseFactory(title="The first title of all")
    mine = opened(release, title="The second title of all")
    theirs(release, title="The first title of some")
    html = post(client, publisher, release, mine).content.decode()
    assert Release.objects.get().title == "The first title of some"
    assert f"{author} has saved this release since you opened it" in html
    for piece in ("<del>first", "<ins>second", "<del>all", "<ins>some", "The first title of all"):
        assert piece in unspoken(html), piece
    data = carried(html)
    assert data["title"] == ["The second title of all"]
    assert post(client, publisher, release, data | {"take-title": "mine", "_save": "1"}).status_code == 302
    assert Release.objects.get().title == "The second title of all"


def test_theirs_may_be_chosen(client, publisher, opened, theirs):
    release = ReleaseFactory(title="Before")
    mine = opened(release, title="Mine", summary="My summary.")
    theirs(release, title="Theirs")
    data = carried(post(client, publisher, release, mine).content.decode())
    post(client, publisher, release, data | {"take-title": "theirs", "_save": "1"})
    saved = Release.objects.get()
    assert (saved.title, saved.summary) == ("Theirs", "My summary.")


def test_editing_by_hand_shows_the_form_with_the_other_version_beside_it(client, publisher, opened, theirs):
    release = ReleaseFactory(title="Before")
    mine = opened(release, title="Mine")
    theirs(release, title="Theirs")
    data = carried(post(client, publisher, release, mine).content.decode())
    html = post(client, publisher, release, data | {"take-title": "mine", "_by_hand": "1"}).content.decode()
    assert Release.objects.get().title == "Theirs"
    assert ">\nMine</textarea>" in html
    assert "<ins>Theirs" in unspoken(html)
    by_hand = mine | {"seen": data["seen"], "base": BASE.search(html)[1], "title": "Mine and theirs"}
    assert post(client, publisher, release, by_hand).status_code == 302
    assert Release.objects.get().title == "Mine and theirs"


def test_different_fields_come_together_by_themselves(client, publisher, author, opened, theirs):
    release = ReleaseFactory(title="Before", summary="Before.")
    mine = opened(release, title="Mine")
    theirs(release, summary="Theirs.", body="<p>Their words.</p>")
    response = post(client, publisher, release, mine)
    saved = Release.objects.get()
    assert (saved.title, saved.summary, saved.body) == ("Mine", "Theirs.", "<p>Their words.</p>")
    told = client.get(response.url).content.decode()
    assert f"{author} has saved this release since you opened it. Taken over from there: Summary, Text." in told


def test_terms_of_both_are_kept_and_what_either_removed_is_gone(client, publisher, opened, theirs):
    a, b, c, d = (CountryFactory(slug=slug) for slug in ("a", "b", "c", "d"))
    release = ReleaseFactory(countries=[a, b], tags=["one"])
    mine = opened(release, countries=[b.pk, c.pk], tags=["one", "mine"])
    theirs(release, countries=[a.pk, b.pk, d.pk], tags=["theirs"])
    assert post(client, publisher, release, mine).status_code == 302
    assert {country.slug for country in release.countries.all()} == {"b", "c", "d"}
    assert set(release.tags.names()) == {"mine", "theirs"}


def test_sources_added_by_both_are_kept(client, publisher, opened, theirs):
    one, mine_too, theirs_too = (StructureFactory(slug=slug) for slug in ("one", "mine", "theirs"))
    release = ReleaseFactory(sources=[one])
    mine = opened(release) | new_row("sources", 1, structure=mine_too.pk, position=1)
    theirs(release, **new_row("sources", 1, structure=theirs_too.pk, position=1))
    assert post(client, publisher, release, mine).status_code == 302
    assert {source.structure.slug for source in release.sources.all()} == {"one", "mine", "theirs"}


def test_a_row_that_they_removed_stays_removed(client, publisher, opened, theirs):
    one, other = StructureFactory(slug="one"), StructureFactory(slug="other")
    release = ReleaseFactory(sources=[one, other])
    mine = opened(release, title="Mine")
    theirs(release, **{"sources-0-DELETE": "on"})
    assert post(client, publisher, release, mine).status_code == 302
    assert [source.structure.slug for source in release.sources.all()] == ["other"]
    assert Release.objects.get().title == "Mine"


def test_pictures_and_files_of_both_are_kept_and_a_caption_of_two_is_asked_about(client, publisher, opened, theirs):
    picture, other, file = image(), image(title="Other"), attachment()
    release = ReleaseFactory()
    row = ReleaseImage.objects.create(release=release, image=picture, caption="Before")
    there = {
        "releaseimage_set-INITIAL_FORMS": 1,
        "releaseimage_set-0-id": row.pk,
        "releaseimage_set-0-release": release.pk,
        "releaseimage_set-0-image": picture.pk,
        "releaseimage_set-0-position": 0,
        "releaseimage_set-TOTAL_FORMS": 1,
        "releaseimage_set-0-caption": "Before",
    }
    mine = opened(release) | there | new_row("releaseattachment_set", 0, attachment=file.pk, position=0)
    stale = mine | {"releaseimage_set-0-caption": "Mine"}
    theirs(release, **there | new_row("releaseimage_set", 1, image=other.pk, caption="New", position=1))
    assert post(client, publisher, release, mine).status_code == 302
    assert release.releaseimage_set.count() == 2
    assert ReleaseAttachment.objects.get().attachment == file
    theirs(release, **both_pictures(release, "Theirs"))
    data = carried(post(client, publisher, release, stale).content.decode())
    assert post(client, publisher, release, data | {"take-releaseimage_set": "theirs", "_save": ""}).status_code == 302
    assert [row.caption for row in release.releaseimage_set.all()] == ["Theirs", "New"]


def both_pictures(release: Release, caption: str) -> dict[str, Any]:
    found: dict[str, Any] = {"releaseimage_set-INITIAL_FORMS": 2, "releaseimage_set-TOTAL_FORMS": 2}
    for number, row in enumerate(release.releaseimage_set.all()):
        values = {"id": row.pk, "release": release.pk, "image": row.image_id, "position": row.position}
        values["caption"] = row.caption if number else caption
        found |= {f"releaseimage_set-{number}-{name}": value for name, value in values.items()}
    return found | existing_files(release)


def existing_files(release: Release) -> dict[str, Any]:
    (row,) = release.releaseattachment_set.all()
    values = {"id": row.pk, "release": release.pk, "attachment": row.attachment_id, "position": row.position}
    return {"releaseattachment_set-INITIAL_FORMS": 1, "releaseattachment_set-TOTAL_FORMS": 1} | {
        f"releaseattachment_set-0-{name}": value for name, value in values.items()
    }


def new_row(prefix: str, number: int, **values: Any) -> dict[str, Any]:
    return {f"{prefix}-TOTAL_FORMS": number + 1} | {f"{prefix}-{number}-{name}": v for name, v in values.items()}


def test_publishing_waits_until_what_others_wrote_has_been_read(client, publisher, opened, theirs):
    release = ReleaseFactory(title="Before", summary="Before.")
    mine = opened(release, title="Mine", _publish="1")
    del mine["_save"]
    theirs(release, summary="Theirs.")
    html = post(client, publisher, release, mine).content.decode()
    assert "Nothing has been saved or done yet." in html
    assert ">\nMine</textarea>" in html
    assert ">\nTheirs.</textarea>" in html
    assert not Edition.objects.exists()
    assert Release.objects.get().title == "Before"


@pytest.mark.parametrize(
    "base",
    [
        "",
        "x",
        "\x00",
        "a:b:c",
        "é" * 50,
        pytest.param(signing.dumps({"release": 1, "version": {}}), id="signed elsewhere"),
    ],
)
@pytest.mark.parametrize("seen", ["", "x", "\x00", "9" * 5000, "2021-05-10T00:00:00+00:00"])
def test_whoever_tampers_with_what_the_form_began_with_is_asked_about_every_difference(
    client, publisher, opened, theirs, base, seen
):
    release = ReleaseFactory(title="Before", summary="Before.")
    mine = opened(release, title="Mine") | {"base": base, "seen": seen}
    theirs(release, summary="Theirs.")
    html = post(client, publisher, release, mine).content.decode()
    assert 'name="take-title"' in html
    assert 'name="take-summary"' in html
    saved = Release.objects.get()
    assert (saved.title, saved.summary) == ("Before", "Theirs.")


def test_the_base_of_another_release_is_none(client, publisher, opened, theirs):
    other, release = ReleaseFactory(title="Theirs"), ReleaseFactory(title="Before")
    mine = opened(release, title="Mine") | {"base": opened(other)["base"]}
    theirs(release, title="Theirs")
    assert 'name="take-title"' in post(client, publisher, release, mine).content.decode()


def test_an_invalid_value_is_kept_through_the_page_of_two_versions(client, publisher, opened, theirs):
    release = ReleaseFactory(title="Before")
    mine = opened(release, title="Mine", date="the tenth", place="x" * 200)
    theirs(release, title="Theirs")
    data = carried(post(client, publisher, release, mine).content.decode())
    assert (data["date"], data["place"]) == (["the tenth"], ["x" * 200])
    html = post(client, publisher, release, data | {"take-title": "mine", "_save": "1"}).content.decode()
    assert "Enter a valid date." in html
    assert 'value="the tenth"' in html


def test_a_third_save_while_somebody_chooses_is_seen_too(client, publisher, opened, theirs):
    release = ReleaseFactory(title="Before")
    mine = opened(release, title="Mine")
    theirs(release, title="Theirs")
    data = carried(post(client, publisher, release, mine).content.decode())
    theirs(release, title="Theirs again")
    html = post(client, publisher, release, data | {"take-title": "mine", "_save": "1"}).content.decode()
    assert "again" in html
    assert Release.objects.get().title == "Theirs again"


def test_the_same_editor_saves_again_and_again(client, author):
    release = ReleaseFactory()
    client.force_login(author)
    for title in ("One", "Two"):
        assert client.post(change_url(release), form_data(release, title=title)).status_code == 302
    release.refresh_from_db()
    assert release.title == "Two"


def test_the_form_tells_what_it_began_with(client, author):
    release = ReleaseFactory()
    client.force_login(author)
    html = client.get(change_url(release)).content.decode()
    assert f'name="seen" value="{release.updated_at.isoformat()}"' in html
    assert BASE.search(html)[1]


def test_markup_in_either_version_is_shown_as_words(client, publisher, opened, theirs):
    release = ReleaseFactory(title="Before")
    mine = opened(release, title="<b>Mine</b>")
    theirs(release, title="<script>alert(1)</script>")
    html = post(client, publisher, release, mine).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<b>Mine" not in html
