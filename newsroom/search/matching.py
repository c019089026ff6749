"""Which editions hold a word or a phrase: the only place that asks the full-text index."""

import sys
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable

from django.contrib.postgres.search import SearchQueryField
from django.db import OperationalError, connection, transaction
from django.db.models import BooleanField, F, Func, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from ..models import Edition
from ..models.vectors import title_vector
from .tsquery import by_language
from .words import Atom

#: Milliseconds that one question to the index may take.
PATIENCE = 5000
TOO_SLOW = _("This search takes longer than we can let it. Search for fewer words, or without quotation marks.")


#: The planner does not count that texts lie apart from their rows: to scan the table looks cheap to it. And half a
#: million places must fit, each by itself, into the memory of one step: else every text there is read again.
SETTINGS = {"statement_timeout": str(PATIENCE), "enable_seqscan": "off", "work_mem": "64MB"}
#: A phrase is looked up in every text that has its words: worth all the workers there are.
SETTINGS_OF_PHRASES = SETTINGS | {"parallel_setup_cost": "0", "parallel_tuple_cost": "0"}


class TooSlow(Exception):
    """The index has not answered in time. The message is a sentence for the reader."""

    def __init__(self) -> None:
        super().__init__(str(TOO_SLOW))


class Matches(Func):
    """PostgreSQL's @@, over a query that is complete: Django's own lookup would read it once more as words."""

    template = "%(expressions)s"
    arg_joiner = " @@ "
    output_field = BooleanField()


def matching_ids(atom: Atom, languages: Iterable[str], within: Collection[int] | None = None) -> array:
    """Keys of the editions, live or not, in any of `languages`, that hold `atom`, in no order.

    Each is matched by the rules of its own language. `within` narrows the search to the editions with those keys.
    Raises TooSlow rather than keep a reader, and the database, for longer than PATIENCE.
    """
    by_query: dict[str, list[str]] = defaultdict(list)
    for language, query in by_language(atom, languages).items():
        if query:
            by_query[query].append(language)
    if not by_query or (within is not None and not within):
        return array("q")
    # One branch for each query and never an OR of them: PostgreSQL would read every text again to say which held.
    parts = [_branch(atom, query, codes, within).query.sql_with_params() for query, codes in by_query.items()]
    union = " UNION ALL ".join(f"({sql})" for sql, _params in parts)
    settings = SETTINGS_OF_PHRASES if atom.phrase else SETTINGS
    return ask(union, [value for _sql, params in parts for value in params], settings)


def _branch(atom: Atom, query: str, codes: list[str], within: Collection[int] | None) -> QuerySet:
    vector = title_vector() if atom.in_title else F("search")
    found = Edition.objects.filter(
        Matches(vector, Cast(Value(query), SearchQueryField())), language__in=sorted(codes)
    ).order_by()
    if within is not None:
        found = found.filter(pk__in=within)
    return found.values("pk")


def ask(sql: str, params: list, settings: dict[str, str]) -> array:
    """Return the `id` of all rows of `sql`, in no order. Raises TooSlow.

    The keys as one string of eight bytes each: half a million come back in a tenth of the time of rows."""
    keys = array("q")
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config(name, value, true) FROM unnest(%s::text[], %s::text[]) AS setting (name, value)",
                [list(settings), list(settings.values())],
            )
            cursor.execute(f"SELECT string_agg(int8send(id), ''::bytea) FROM ({sql}) AS found (id)", params)  # noqa: S608
            keys.frombytes(cursor.fetchone()[0] or b"")
    except OperationalError as error:
        if "statement timeout" not in str(error):
            raise
        raise TooSlow from error
    if sys.byteorder == "little":
        keys.byteswap()
    return keys
