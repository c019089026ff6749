"""Settings of a real server over a database of the tests: as those, but with the page cache and lasting connections."""

from tests.settings import *  # noqa: F403
from tests.settings import DATABASES

PAGE_CACHE = True
DATABASES["default"]["CONN_MAX_AGE"] = None
