"""What may become a picture or a file of a release: judged by its content, never by its name."""

from .attachments import check_attachment
from .developing import develop, on_paper
from .images import check_image, open_original, read_image
from .renditions import WIDTHS, make_renditions

__all__ = [
    "WIDTHS",
    "check_attachment",
    "check_image",
    "develop",
    "make_renditions",
    "on_paper",
    "open_original",
    "read_image",
]
