"""The desk: where staff write, check and publish. One module for each thing that is edited."""

from . import contact, first_page, media, page, release, tag  # noqa: F401 - each registers its models
