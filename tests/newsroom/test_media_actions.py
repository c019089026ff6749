"""Adding and removing pictures and files: all of it or nothing."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from PIL import Image as Pillow

from newsroom import actions, media_actions
from newsroom.actions import Refused
from newsroom.media.storing import stored_name
from newsroom.models import Attachment, Image, ReleaseAttachment, ReleaseImage
from tests import office_files
from tests.factories import ReleaseFactory, UserFactory, publisher_user
from tests.samples import PDF, picture, png_declaring, upload

pytestmark = pytest.mark.django_db


def add_image(by, content=None, **fields) -> Image:
    fields = {"title": "Opening", "alt_text": "A full hall"} | fields
    return media_actions.add_image(file=upload(content or picture(), "DSC_0001.JPG"), by=by, **fields)


def add_attachment(by, content=PDF, name="Report 2021.pdf") -> Attachment:
    return media_actions.add_attachment(file=upload(content, name), title="Report", language="en", by=by)


def stored(settings) -> list[Path]:
    """Everything in the storage, folders as well."""
    return list(Path(settings.MEDIA_ROOT).rglob("*"))[2:] if Path(settings.MEDIA_ROOT).exists() else []


def rendition(image: Image, width: int, extension: str = "webp") -> Pillow.Image:
    with image.file.storage.open(image.rendition_path(width, extension)) as file:
        return Pillow.open(BytesIO(file.read()))


def test_add_image_keeps_the_original_and_its_renditions(author):
    content = picture(1000, 500)
    image = Image.objects.get(pk=add_image(author, content, title=" Opening ", credit="A. Nonymous").pk)
    assert (image.title, image.credit, image.uploaded_by) == ("Opening", "A. Nonymous", author)
    assert (image.width, image.height, image.renditions) == (1000, 500, [400, 800, 1000])
    assert image.file.read() == content
    assert Path(image.file.name).name == "original.jpg"
    assert [rendition(image, width).size for width in image.renditions] == [(400, 200), (800, 400), (1000, 500)]
    shown = [rendition(image, *key).format for key in image.all_renditions()]
    assert shown == ["AVIF", "WEBP", "JPEG"] * 3
    assert (image.focus_x, image.focus_y) == (50, 50)


UNDESCRIBED = [
    {"alt_text": ""},
    {"alt_text": "  "},
    {"decorative": True},
    {"title": ""},
    {"title": "x" * 201},
    {"focus_x": 101},
]


@pytest.mark.parametrize("fields", UNDESCRIBED)
def test_add_image_refuses_what_is_not_described_and_stores_nothing(author, settings, fields):
    with pytest.raises(ValidationError):
        add_image(author, **fields)
    assert not Image.objects.exists()
    assert not stored(settings)


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize("content", [b"MZ", b"<svg>", picture()[:-700], png_declaring(10_000, 10_000)])
def test_add_image_refuses_what_is_no_picture_and_stores_nothing(author, settings, content):
    with pytest.raises(ValidationError):
        add_image(author, content)
    assert not Image.objects.exists()
    assert not stored(settings)


@pytest.mark.parametrize("add", [add_image, add_attachment])
def test_what_cannot_be_saved_leaves_no_file(author, settings, monkeypatch, add):
    def fail(self, *args, **kwargs):
        assert stored(settings)
        raise RuntimeError

    monkeypatch.setattr("django.db.models.Model.save", fail)
    with pytest.raises(RuntimeError):
        add(author)
    assert not stored(settings)


def test_a_disk_that_fills_leaves_no_file_and_no_row(author, settings, monkeypatch):
    def fill(self, name, content):
        if name.endswith("800.webp"):
            raise OSError("No space left on device")
        return save(self, name, content)

    from django.core.files.storage import FileSystemStorage

    save = FileSystemStorage._save
    monkeypatch.setattr(FileSystemStorage, "_save", fill)
    with pytest.raises(OSError, match="No space"):
        add_image(author)
    assert not Image.objects.exists()
    assert not stored(settings)


@pytest.mark.parametrize("add", [add_image, add_attachment])
def test_adding_asks_for_the_role(settings, add):
    with pytest.raises(PermissionDenied):
        add(UserFactory())
    assert not stored(settings)


def test_add_attachment_names_the_file_by_what_it_is(author):
    attachment = add_attachment(author, name="Доклад 2021.docx")
    attachment.refresh_from_db()
    assert (attachment.filename, attachment.type, attachment.size) == ("Доклад_2021.pdf", "pdf", len(PDF))
    assert attachment.file.read() == PDF
    with pytest.raises(ValidationError):
        media_actions.add_attachment(file=upload(PDF), title="Report", language="tlh", by=author)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.b.exe", "a.b.pdf"),
        ("???.pdf", "file.pdf"),
        ("..", "file.pdf"),
        ("", "file.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\docs\\plan.doc", "plan.pdf"),
        ("e\u0301te\u0301.pdf", "été.pdf"),
        ("a\r\nb\0\u202ec.pdf", "abc.pdf"),
        ("ქ" * 200, "ქ" * 30 + ".pdf"),
    ],
)
def test_stored_name_is_safe(name, expected):
    assert stored_name(name, "pdf") == expected


def test_remove_deletes_the_files_once_the_row_is_gone(administrator, settings, django_capture_on_commit_callbacks):
    media = [add_image(administrator), add_attachment(administrator)]
    with django_capture_on_commit_callbacks(execute=True):
        for medium in media:
            media_actions.remove(medium=medium, by=administrator)
            assert stored(settings)
    assert not stored(settings)
    assert not Image.objects.exists()
    assert not Attachment.objects.exists()


def test_remove_refuses_while_a_release_or_any_edition_uses_it(administrator, author):
    image, in_text, file = add_image(author), add_image(author), add_attachment(author)
    release = ReleaseFactory(
        title="User", body=f'<p>x</p><figure><img src="{in_text.rendition_url(800)}" alt="A hall"></figure>'
    )
    ReleaseImage.objects.create(release=release, image=image)
    ReleaseAttachment.objects.create(release=release, attachment=file)

    def refusals() -> list[tuple[str, ...]]:
        reasons = []
        for medium in (image, in_text, file):
            with pytest.raises(Refused) as caught:
                media_actions.remove(medium=medium, by=administrator)
            reasons.append(caught.value.reasons)
        return reasons

    assert refusals() == [("The press release “User” uses it.",)] * 3
    actions.publish(release=release, by=publisher_user())
    actions.withdraw(release=release, by=publisher_user(), reason="An error.")
    ReleaseImage.objects.all().delete()
    ReleaseAttachment.objects.all().delete()
    release.body = "<p>x</p>"
    release.save()
    past = ("Edition 1 of “User” shows it, and what was published is kept.",)
    assert refusals() == [past] * 3


def test_remove_asks_for_the_role(editor):
    with pytest.raises(PermissionDenied):
        media_actions.remove(medium=add_image(editor), by=editor)


def test_what_a_file_hides_is_noted_when_it_is_uploaded(author):
    attachment = add_attachment(author, office_files.docx("<w:p/>", comments=2), "Report.docx")
    attachment.refresh_from_db()
    assert attachment.findings == [{"what": "comments", "number": 2}]
    assert add_attachment(author, office_files.pdf(hidden=False)).findings == []


def test_cleaning_keeps_a_copy_and_leaves_the_file_as_it_is(author):
    body = office_files.paragraph(office_files.run("secret", "<w:vanish/>"), office_files.run("seen"))
    content = office_files.docx(body, comments=1)
    attachment = add_attachment(author, content, "Report.docx")
    release = ReleaseFactory()
    ReleaseAttachment.objects.create(release=release, attachment=attachment)
    edition = actions.publish(release=release, by=publisher_user())
    copy = Attachment.objects.get(pk=media_actions.clean_attachment(attachment=attachment, by=author).pk)
    assert copy.pk != attachment.pk
    assert (copy.title, copy.language, copy.type, copy.uploaded_by) == ("Report", "en", "docx", author)
    assert (str(attachment), str(copy)) == ("Report (has hidden data)", "Report")
    assert (copy.filename, copy.findings, copy.size) == ("Report.docx", [], len(copy.file.read()))
    assert Attachment.objects.get(pk=attachment.pk).file.read() == content
    edition.refresh_from_db()
    assert edition.attachment_ids == [attachment.pk]


def test_cleaning_is_refused_where_nothing_can_be_removed_and_without_the_role(author, settings):
    attachment = add_attachment(author, office_files.pdf(hidden=False))
    before = stored(settings)
    with pytest.raises(Refused, match="nothing in this file that can be removed"):
        media_actions.clean_attachment(attachment=attachment, by=author)
    with pytest.raises(PermissionDenied):
        media_actions.clean_attachment(attachment=attachment, by=UserFactory())
    assert stored(settings) == before
    assert Attachment.objects.count() == 1


def test_files_of_before_are_searched_once(author, capsys):
    found, lost = (add_attachment(author, office_files.docx("<w:p/>", comments=1), "a.docx") for _ in range(2))
    untouched = add_attachment(author)
    Attachment.objects.exclude(pk=untouched.pk).update(findings=None)
    lost.file.storage.delete(lost.file.name)
    call_command("inspect_attachments")
    said = capsys.readouterr().out
    assert "Searching 2 files" in said
    assert f"The storage has lost {lost.file.name}" in said
    kept = dict(Attachment.objects.values_list("pk", "findings"))
    assert kept == {found.pk: [{"what": "comments", "number": 1}], lost.pk: None, untouched.pk: untouched.findings}
    lost.delete()
    call_command("inspect_attachments")
    assert capsys.readouterr().out == ""
