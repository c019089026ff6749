"""The first page, contacts, pages and tags."""

import pytest
from taggit.models import Tag

from newsroom.models import Contact, Page, Release
from tests.factories import ReleaseFactory

pytestmark = pytest.mark.django_db


def test_index_has_the_newsroom_first(client, administrator):
    client.force_login(administrator)
    apps = client.get("/admin/").context["app_list"]
    assert [app["app_label"] for app in apps] == ["newsroom", "taxonomy", "accounts"]
    assert [model["object_name"] for model in apps[0]["models"]] == [
        "Release",
        "Lead",
        "MediaEvent",
        "Image",
        "Attachment",
        "Contact",
        "Page",
    ]
    assert apps[1]["models"][-1]["object_name"] == "Tag"
    assert [model["object_name"] for model in apps[2]["models"]] == ["User", "Desk"]


@pytest.mark.parametrize("label", ["newsroom", "taxonomy", "accounts", "taggit"])
def test_each_section_has_a_page(client, administrator, label):
    client.force_login(administrator)
    assert client.get(f"/admin/{label}/").status_code == 200


def test_contact_needs_a_way_to_reach_it(client, author):
    client.force_login(author)
    page = client.post("/admin/newsroom/contact/add/", {"name": "Press desk"}).content.decode()
    assert "Give an e-mail address or a telephone number." in page
    client.post("/admin/newsroom/contact/add/", {"name": "Press desk", "phone": "+43 1 514 36"})
    assert Contact.objects.get().phone == "+43 1 514 36"


def test_page_is_edited_in_the_editor_and_cleaned(client, editor):
    client.force_login(editor)
    form = client.get("/admin/newsroom/page/add/").content.decode()
    assert "data-django-prose-editor-newsroom" in form
    data = {
        "title": "Who we are",
        "slug": "who",
        "body": "<p>Us<script>x</script></p>",
        "position": 1,
        "is_public": "on",
    }
    client.post("/admin/newsroom/page/add/", data)
    assert Page.objects.get().body == "<p>Us</p>"
    assert "Us" in client.get("/about/who/").content.decode()
    data = data | {"slug": "Not An Address"}
    assert "Use small letters" in client.post("/admin/newsroom/page/add/", data).content.decode()


def test_pages_are_closed_to_authors(client, author):
    client.force_login(author)
    assert client.get("/admin/newsroom/page/add/").status_code == 403


def test_tags_are_listed_with_their_use(client, administrator, django_assert_num_queries):
    client.force_login(administrator)
    ReleaseFactory(tags=["media", "water"])
    ReleaseFactory(tags=["media"])
    with django_assert_num_queries(7):
        result = client.get("/admin/taggit/tag/").context["cl"].result_list
    assert [(tag.name, tag._uses) for tag in result] == [("media", 2), ("water", 1)]


def test_tag_keeps_its_slug_when_it_is_renamed(client, administrator):
    client.force_login(administrator)
    tag = Tag.objects.create(name="Media")
    client.post(f"/admin/taggit/tag/{tag.pk}/change/", {"name": "Media freedom", "slug": "forged"})
    tag.refresh_from_db()
    assert (tag.name, tag.slug) == ("Media freedom", "media")


def test_tags_are_suggested_by_name(client, author):
    client.force_login(author)
    ReleaseFactory(tags=["media freedom"])
    address = "/admin/autocomplete/?app_label=newsroom&model_name=release&field_name=tags&term=med"
    assert client.get(address).json()["results"] == [{"id": "media freedom", "text": "media freedom"}]
    assert Release.objects.count() == 1
