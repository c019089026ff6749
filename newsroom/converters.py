"""Parts of addresses."""

from django.urls.converters import StringConverter


class KeyConverter:
    """A primary key or a number: digits that fit a database's bigint, so that no address can overflow it."""

    regex = "[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class CitationConverter(StringConverter):
    """The form of a citation, as file names end."""

    regex = "bib|ris"


class RenditionConverter(StringConverter):
    """The extension of a picture as it is shown: see newsroom/media/renditions.py."""

    regex = "avif|webp|jpg"
