"""The verbs of pictures and files. Each does all of its work or none, in the database and in the storage."""

from functools import partial
from io import BytesIO

from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image as Pillow

from accounts.models import User

from .actions import Refused
from .media import check_attachment, make_renditions, office, read_image
from .media.hashing import sha256_of
from .media.images import describe
from .media.storing import all_or_none, delete, stored_name
from .media.usage import uses_of
from .models import Attachment, Image
from .models.media import CENTRE, attachment_path, image_path


def add_image(
    *,
    file: File,
    title: str,
    alt_text: str = "",
    decorative: bool = False,
    credit: str = "",
    focus_x: int = CENTRE,
    focus_y: int = CENTRE,
    by: User,
) -> Image:
    """Keep `file` as it came, make its renditions, and return the picture.

    Raises PermissionDenied unless `by` may add pictures, ValidationError where the file is no picture, or is
    neither described nor called decorative.
    """
    _check_permission(by, "newsroom.add_image")
    picture = read_image(file)
    extension, width, height = describe(picture)
    original = image_path(Image(), f"original.{extension}")
    image = Image(
        sha256=sha256_of(file),
        file=original,  # its name, not the file, which Django would measure again, and not the way it is seen
        width=width,
        height=height,
        title=title.strip(),
        alt_text=alt_text.strip(),
        decorative=decorative,
        credit=credit.strip(),
        focus_x=focus_x,
        focus_y=focus_y,
        uploaded_by=by,
    )
    image.full_clean(exclude={"file"})
    made = make_renditions(picture)
    image.renditions, image.formats = made.widths, made.formats
    with all_or_none(image.file.storage) as storage, transaction.atomic():
        storage.write(original, file)
        for rendition, content in made.files.items():
            storage.write(image.rendition_path(*rendition), ContentFile(content))
        image.save(force_insert=True)
    return image


def store_files(*, image: Image, picture: Pillow.Image) -> None:
    """Write the files of a picture that came with a fixture: its renditions, and `picture` as its original, as PNG.

    The original comes last: where it lies, all do. Touches no table.
    """
    made = make_renditions(picture)
    original = BytesIO()
    picture.save(original, "PNG", compress_level=1)
    with all_or_none(image.file.storage) as storage:
        for rendition in image.all_renditions():
            storage.replace(image.rendition_path(*rendition), ContentFile(made.files[rendition]))
        storage.replace(str(image.file.name), ContentFile(original.getvalue()))


def add_attachment(*, file: File, title: str, language: str, by: User) -> Attachment:
    """Keep `file`, named by what it truly is, and return the attachment.

    Raises PermissionDenied unless `by` may add files, ValidationError where the file may not be kept.
    """
    _check_permission(by, "newsroom.add_attachment")
    return _keep_attachment(file, title.strip(), language, by)


def clean_attachment(*, attachment: Attachment, by: User) -> Attachment:
    """Keep a copy of a file without the hidden data that can safely be removed, and return it as a new attachment.

    The file itself stays, since editions and other releases may show it. Raises PermissionDenied unless `by` may change
    files, Refused where nothing can be removed.
    """
    _check_permission(by, "newsroom.change_attachment")
    with attachment.file.storage.open(str(attachment.file.name)) as file:
        if not office.can_clean(office.inspect(file, attachment.type), attachment.type):
            raise Refused(_("There is nothing in this file that can be removed here. It is unchanged."))
        try:
            content = office.clean(file, attachment.type, attachment.title)
        except office.Unreadable as error:
            raise Refused(
                _("The hidden data could not be removed; the file is unchanged. Remove it in the program that made it.")
            ) from error
    copy = ContentFile(content, attachment.filename)
    return _keep_attachment(copy, attachment.title, attachment.language, by)


def inspect_attachment(*, attachment: Attachment) -> None:
    """Search a file that was uploaded before files were searched. Raises OSError where the storage has lost it."""
    with attachment.file.storage.open(str(attachment.file.name)) as file:
        attachment.findings = [finding.as_kept() for finding in office.inspect(file, attachment.type)]
    attachment.save(update_fields=["findings"])


def _keep_attachment(file: File, title: str, language: str, by: User) -> Attachment:
    kind = check_attachment(file)
    name = attachment_path(Attachment(), stored_name(file.name or "", kind))
    attachment = Attachment(
        sha256=sha256_of(file),
        file=name,
        title=title,
        language=language,
        type=kind,
        size=file.size,
        findings=[finding.as_kept() for finding in office.inspect(file, kind)],
        uploaded_by=by,
    )
    attachment.full_clean(exclude={"file"})
    with all_or_none(attachment.file.storage) as storage, transaction.atomic():
        storage.write(name, file)
        attachment.save(force_insert=True)
    return attachment


@transaction.atomic
def remove(*, medium: Image | Attachment, by: User) -> None:
    """Delete a picture or file that nothing uses; its files go once that is certain.

    Raises PermissionDenied unless `by` may, Refused while any release or edition, even a past one, uses it.
    """
    _check_permission(by, f"newsroom.delete_{medium._meta.model_name}")
    locked = type(medium)._default_manager.select_for_update().get(pk=medium.pk)
    if uses := uses_of(locked):
        raise Refused(*uses)
    names = [str(locked.file.name)]
    if isinstance(locked, Image):
        names += [locked.rendition_path(*rendition) for rendition in locked.all_renditions()]
    locked.delete()
    transaction.on_commit(partial(delete, locked.file.storage, names))


def _check_permission(by: User, permission: str) -> None:
    if not by.has_perm(permission):
        raise PermissionDenied(_("You do not have the role for this: ask an administrator."))
