"""Pictures in templates. What an edition keeps of a picture goes in, HTML comes out: see newsroom/pictures.py."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from .. import pictures
from ..models import Edition

register = template.Library()
register.simple_tag(pictures.picture, name="picture")


@register.simple_tag
def thumbnail(edition: Edition) -> SafeString:
    """The first picture of an edition, cut to the room of a card beside its title, which says it all; else nothing.

    The page links thumbnail.css, and gives the box around it its width.
    """
    if not edition.images:
        return SafeString("")
    return pictures.picture(edition.images[0], most=400, decorative=True, css="thumbnail")


@register.simple_tag
def picture_address(image: dict[str, Any], width: int, media_prefix: str = "") -> str:
    """Where the rendition nearest to `width` lies, in the format that every program knows."""
    return pictures.address(image, width, prefix=media_prefix)
