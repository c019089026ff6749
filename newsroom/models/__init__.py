from .archive_version import ArchiveChange, ArchiveVersion
from .contact import Contact
from .edition import Change, Edition, Withdrawal
from .event import Event
from .legacy import LegacyAddress
from .media import Attachment, Image
from .page import Page
from .release import Kind, Release, ReleaseAttachment, ReleaseImage, ReleaseSource
from .unsaved import Presence, Unsaved

__all__ = [
    "ArchiveChange",
    "ArchiveVersion",
    "Attachment",
    "Change",
    "Contact",
    "Edition",
    "Event",
    "Image",
    "Kind",
    "LegacyAddress",
    "Page",
    "Presence",
    "Release",
    "ReleaseAttachment",
    "ReleaseImage",
    "ReleaseSource",
    "Unsaved",
    "Withdrawal",
]
