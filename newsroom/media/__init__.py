"""What may become a picture or a file of a release: judged by its content, never by its name."""

from .attachments import check_attachment
from .images import check_image, read_image
from .renditions import WIDTHS, make_renditions

__all__ = ["WIDTHS", "check_attachment", "check_image", "make_renditions", "read_image"]
