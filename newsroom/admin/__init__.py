"""The admin of the newsroom, one module for each thing that staff handle."""
from . import contact, media, page, release, tag  # noqa: F401
