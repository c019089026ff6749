from .archive_version import ArchiveChange, ArchiveVersion
from .common_word import CommonWord
from .contact import Contact
from .edition import Change, Edition
from .event import Event
from .first_page import Lead, MediaEvent
from .legacy import LegacyAddress
from .media import Attachment, Image
from .page import Page
from .preview import PreviewComment, PreviewLink, PreviewOpening
from .release import Kind, Release, ReleaseAttachment, ReleaseImage, ReleaseSource
from .translation import TranslationBasis
from .unsaved import Presence, Unsaved
from .withdrawal import Withdrawal

__all__ = [
    "ArchiveChange",
    "ArchiveVersion",
    "Attachment",
    "Change",
    "CommonWord",
    "Contact",
    "Edition",
    "Event",
    "Image",
    "Kind",
    "Lead",
    "LegacyAddress",
    "MediaEvent",
    "Page",
    "Presence",
    "PreviewComment",
    "PreviewLink",
    "PreviewOpening",
    "Release",
    "ReleaseAttachment",
    "ReleaseImage",
    "ReleaseSource",
    "TranslationBasis",
    "Unsaved",
    "Withdrawal",
]
