"""Where things are kept for a while: the memory of each process, or the Redis or Valkey that CACHE_URL names."""

from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

#: Whole pages in the memory of one process. Thirty to a hundred MB as pages are; with MAX_BODY, 300 MB at the worst.
MAX_PAGES = 1_200
#: Seconds to wait for a Redis: a page is made in less than it takes to wait long for one.
PATIENCE = 0.25


def cache_settings(env: environ.Env) -> dict[str, dict[str, Any]]:
    """Return CACHES: "default", and "pages" for the page cache alone, so that pages push out nothing else.

    Raises ImproperlyConfigured where CACHE_URL names no cache.
    """
    url = env.str("CACHE_URL", default="") or "locmemcache://"
    url = url.replace("valkey", "redis", 1) if url.startswith("valkey") else url
    try:
        default = environ.Env.cache_url_config(url)
    except Exception as error:  # of many kinds, none of which says what to set
        raise ImproperlyConfigured("CACHE_URL must name a cache, such as redis://localhost:6379/0") from error
    options = dict(default.get("OPTIONS", {}))
    if "redis" in default["BACKEND"]:
        options = {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE} | options
        default["OPTIONS"] = options
    pages = {**default, "KEY_PREFIX": "pages", "OPTIONS": options}
    if "locmem" in default["BACKEND"]:
        pages |= {"LOCATION": "pages", "OPTIONS": {"MAX_ENTRIES": MAX_PAGES}}
    return {"default": default, "pages": pages}
