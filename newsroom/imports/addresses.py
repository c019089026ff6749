"""Former addresses: added, never taken away, since links to them may exist."""

from django.db import connection

# The plan has seen to it that only a release's own can be there already.
_ADD = """
INSERT INTO newsroom_legacyaddress (path, release_id) SELECT * FROM unnest(%s::text[], %s::bigint[])
ON CONFLICT DO NOTHING
"""


def add(addresses: dict[str, int]) -> None:
    """Add `addresses`: a path, and the key of the release that stood there."""
    if addresses:
        with connection.cursor() as cursor:
            cursor.execute(_ADD, [list(addresses), list(addresses.values())])
