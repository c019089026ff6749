"""Inserting many rows by COPY, PostgreSQL's own road for them."""

from collections.abc import Sequence

from django.db import connection, models


def copy_in(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """Insert `rows`, which are complete but for their keys, and do not learn those.

    bulk_create would also bring back what the database generates (of an edition, its whole search vector),
    and where a text in an array is too long for it, PostgreSQL cuts it without a word. COPY refuses it.
    """
    if not rows:
        return
    fields = [field for field in model._meta.concrete_fields if not (field.primary_key or field.generated)]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    statement = f"COPY {quote(model._meta.db_table)} ({columns}) FROM STDIN"
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row([field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields])
