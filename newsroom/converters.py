"""Parts of addresses."""


class KeyConverter:
    """A primary key or a number: digits that fit a database's bigint, so that no address can overflow it."""

    regex = "[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class CitationConverter:
    """The form of a citation, as file names end."""

    regex = "bib|ris"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class RenditionConverter:
    """The extension of a picture as it is shown: see newsroom/media/renditions.py."""

    regex = "avif|webp|jpg"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
