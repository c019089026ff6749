"""The desk: where staff write, check and publish. One module for each thing that is edited."""
from . import media  # noqa: F401 - registers its models
