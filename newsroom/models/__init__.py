from .archive_version import ArchiveChange, ArchiveVersion
from .contact import Contact
from .edition import Edition, Withdrawal
from .legacy import LegacyAddress
from .media import Attachment, Image
from .page import Page
from .release import Kind, Release, ReleaseAttachment, ReleaseImage, ReleaseSource

__all__ = [
    "ArchiveChange",
    "ArchiveVersion",
    "Attachment",
    "Contact",
    "Edition",
    "Image",
    "Kind",
    "LegacyAddress",
    "Page",
    "Release",
    "ReleaseAttachment",
    "ReleaseImage",
    "ReleaseSource",
    "Withdrawal",
]
