"""Pictures and files in the admin, over HTTP and with real files."""

from pathlib import Path

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from newsroom import actions
from newsroom.models import Attachment, Image, ReleaseImage
from tests import factories, office_files
from tests.factories import ReleaseFactory, publisher_user
from tests.samples import PDF, office, picture, upload

pytestmark = pytest.mark.django_db

ADD_IMAGE, ADD_FILE = "/admin/newsroom/image/add/", "/admin/newsroom/attachment/add/"
IMAGES, FILES = "/admin/newsroom/image/", "/admin/newsroom/attachment/"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"


@pytest.fixture
def desk(client, author):
    client.force_login(author)
    return client


@pytest.fixture
def office_of_the_administrator(client, administrator):
    client.force_login(administrator)
    return client


def image_data(content: bytes, **fields) -> dict:
    return {"title": "Opening", "alt_text": "A full hall", "file": upload(content, "DSC_0001.JPG")} | fields


def nothing_is_kept(settings) -> bool:
    files = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    return not files and not Image.objects.exists() and not Attachment.objects.exists()


def test_a_picture_goes_from_the_form_to_the_reader(desk, author, client):
    response = desk.post(ADD_IMAGE, image_data(picture(1700, 850)), follow=True)
    assert "was added successfully" in response.content.decode()
    image = Image.objects.get()
    assert (image.uploaded_by, image.alt_text, image.renditions) == (author, "A full hall", [400, 800, 1600])
    assert desk.get(image.rendition_url(1600)).status_code == 200
    page = desk.get(reverse("admin:newsroom_image_change", args=[image.pk])).content.decode()
    assert image.rendition_url(800) in page
    assert "Nothing uses it." in page
    assert 'type="file"' not in page
    assert image.file.name not in page


def test_a_file_goes_from_the_form_to_the_reader(desk, author):
    data = {"title": "Report", "language": "fr", "file": upload(PDF, "Report.doc")}
    response = desk.post(ADD_FILE, data, follow=True)
    assert "was added successfully" in response.content.decode()
    file = Attachment.objects.get()
    assert (file.uploaded_by, file.type, file.language, file.filename) == (author, "pdf", "fr", "Report.pdf")
    page = desk.get(reverse("admin:newsroom_attachment_change", args=[file.pk])).content.decode()
    assert file.get_absolute_url() in page
    assert file.file.name not in page


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (SVG, "This is an SVG drawing, which can carry scripts."),
        (b"MZ" + bytes(99), "This is a program"),
        (b"", "is empty"),
        (picture()[:-700], "This picture is damaged"),
    ],
)
def test_a_refused_picture_is_explained_and_nothing_is_kept(desk, settings, content, says):
    response = desk.post(ADD_IMAGE, image_data(content))
    assert response.status_code == 200
    assert says in response.content.decode()
    assert nothing_is_kept(settings)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (office("docx", ("word/vbaProject.bin", "x")), "This file holds macros"),
        (b"<html>", "This is a web page"),
        (b"", "is empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Save it as .docx or PDF"),
    ],
)
def test_a_refused_file_is_explained_and_nothing_is_kept(desk, settings, content, says):
    response = desk.post(ADD_FILE, {"title": "Report", "language": "en", "file": upload(content, "a.pdf")})
    assert says in response.content.decode()
    assert nothing_is_kept(settings)


def test_a_picture_must_be_described_or_decorative(desk, settings):
    for fields in ({"alt_text": ""}, {"decorative": "on"}):
        page = desk.post(ADD_IMAGE, image_data(picture(), **fields)).content.decode()
        assert "Describe the picture in the alternative text, or else tick “decorative”; not both." in page
    assert nothing_is_kept(settings)
    desk.post(ADD_IMAGE, image_data(picture(), alt_text="", decorative="on"))
    assert Image.objects.get().decorative


def test_the_description_is_explained_and_starts_empty(desk):
    page = desk.get(ADD_IMAGE).content.decode()
    assert "Say in a sentence what the picture shows" in page
    assert 'name="alt_text" class="vTextField" maxlength="300"' in page


def test_the_description_can_be_changed_and_the_file_cannot(desk):
    image = factories.image()
    before = (image.file.name, image.width, image.uploaded_by)
    data = image_data(picture(30, 30), title="Closing", alt_text="An empty hall", focus_x="20", focus_y="0")
    desk.post(reverse("admin:newsroom_image_change", args=[image.pk]), data)
    image = Image.objects.get()
    assert (image.title, image.alt_text, image.focus_x, image.focus_y) == ("Closing", "An empty hall", 20, 0)
    assert (image.file.name, image.width, image.uploaded_by) == before


def test_lists_find_and_show_without_a_query_more_for_each(desk):
    desk.get(IMAGES)  # content types are looked up once for all

    def queries(address) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert desk.get(address).status_code == 200
        return len(captured)

    factories.image()
    factories.attachment()
    one = [queries(IMAGES), queries(FILES)]
    for _ in range(2):
        factories.image()
        factories.attachment()
    assert [queries(IMAGES), queries(FILES)] == one
    factories.image(title="Quokka")
    page = desk.get(IMAGES, {"q": "quokka"}).content.decode()
    assert page.count('loading="lazy"') == 1
    assert desk.get(IMAGES, {"decorative__exact": "1"}).content.decode().count('loading="lazy"') == 0


def test_nobody_deletes_what_is_used(office_of_the_administrator):
    image = factories.image(title="Used")
    release = ReleaseFactory(title="User")
    ReleaseImage.objects.create(release=release, image=image)
    actions.publish(release=release, by=publisher_user())
    ReleaseImage.objects.all().delete()
    unused = factories.image(title="Unused")
    client, says = (
        office_of_the_administrator,
        "Edition 1 of “User” shows it, and what was published is kept.",
    )
    address = reverse("admin:newsroom_image_delete", args=[image.pk])
    assert says in client.get(address).content.decode()
    assert says in client.post(address, {"post": "yes"}).content.decode()
    several = {"action": "delete_selected", "_selected_action": [image.pk, unused.pk], "post": "yes"}
    assert says in client.post(IMAGES, several).content.decode()
    assert Image.objects.count() == 2
    client.post(IMAGES, several | {"_selected_action": [unused.pk]})
    assert Image.objects.get() == image


def test_what_is_unused_goes_with_its_files(office_of_the_administrator, settings, django_capture_on_commit_callbacks):
    image, file = factories.image(), factories.attachment()
    with django_capture_on_commit_callbacks(execute=True):
        for name, medium in (("image", image), ("attachment", file)):
            address = reverse(f"admin:newsroom_{name}_delete", args=[medium.pk])
            office_of_the_administrator.post(address, {"post": "yes"})
    assert nothing_is_kept(settings)


def test_an_author_may_not_delete(desk):
    image = factories.image()
    assert desk.post(reverse("admin:newsroom_image_delete", args=[image.pk]), {"post": "yes"}).status_code == 403


def test_media_can_be_chosen_by_typing(desk):
    factories.image(title="Quokka")
    found = desk.get(
        "/admin/autocomplete/",
        {
            "term": "quok",
            "app_label": "newsroom",
            "model_name": "releaseimage",
            "field_name": "image",
        },
    )
    assert [row["text"] for row in found.json()["results"]] == ["Quokka"]


HIDING = office_files.docx(office_files.paragraph(office_files.run("a")), comments=3, properties=True)


def test_the_page_of_a_file_says_what_it_hides_and_removes_it_from_a_copy(desk, author):
    file = factories.attachment(HIDING, "Report.docx", title="Report")
    page = desk.get(reverse("admin:newsroom_attachment_change", args=[file.pk])).content.decode()
    for sentence in ("Author: Ana Author", "Company: Ministry", "3 comments"):
        assert f"<li>{sentence}</li>" in page
    clean = reverse("admin:newsroom_attachment_clean", args=[file.pk])
    assert f'formaction="{clean}"' in page
    response = desk.post(clean, {"title": "Report", "language": "en"}, follow=True)
    page = response.content.decode()
    assert "This is a copy without the hidden data." in page
    copy = Attachment.objects.exclude(pk=file.pk).get()
    assert response.redirect_chain[-1][0] == reverse("admin:newsroom_attachment_change", args=[copy.pk])
    assert "Nothing found." in page
    assert "formaction" not in page
    assert (copy.uploaded_by, copy.filename) == (author, "Report.docx")
    log = LogEntry.objects.get(object_id=str(copy.pk))
    assert (log.user, log.is_addition()) == (author, True)


def test_markup_in_a_property_of_a_file_is_shown_and_does_nothing(desk):
    core = office_files.CORE.replace("Ana Author", "&lt;b&gt;Ana&lt;/b&gt;")
    content = office_files.office_file(
        {"docProps/core.xml": (core, "x", ""), "word/document.xml": ("<document/>", "x", "")}
    )
    file = factories.attachment(content, "a.docx")
    page = desk.get(reverse("admin:newsroom_attachment_change", args=[file.pk])).content.decode()
    assert "Author: &lt;b&gt;Ana&lt;/b&gt;" in page


def test_removing_is_for_those_who_may_change_files_and_by_post_only(desk, auditor):
    file = factories.attachment(HIDING, "Report.docx")
    clean = reverse("admin:newsroom_attachment_clean", args=[file.pk])
    assert desk.get(clean).status_code == 405
    desk.force_login(auditor)
    assert "formaction" not in desk.get(reverse("admin:newsroom_attachment_change", args=[file.pk])).content.decode()
    assert desk.post(clean).status_code == 403
    assert Attachment.objects.count() == 1


def test_where_nothing_can_be_removed_the_page_says_why(desk):
    file = factories.attachment(office_files.pdf(hidden=False), "a.pdf")
    clean = reverse("admin:newsroom_attachment_clean", args=[file.pk])
    assert "nothing in this file that can be removed" in desk.post(clean, follow=True).content.decode()
    hiding = factories.attachment(HIDING, "a.docx")
    hiding.file.storage.delete(hiding.file.name)
    clean = reverse("admin:newsroom_attachment_clean", args=[hiding.pk])
    assert "The storage has lost this file." in desk.post(clean, follow=True).content.decode()
    assert desk.post(reverse("admin:newsroom_attachment_clean", args=[10**12])).status_code == 404


def test_a_file_that_was_never_searched_says_so(desk):
    file = factories.attachment()
    Attachment.objects.update(findings=None)
    page = desk.get(reverse("admin:newsroom_attachment_change", args=[file.pk])).content.decode()
    assert "This file has not been searched yet." in page
