"""What the archive reads of every edition stays in its row."""

from django.db import migrations

#: The columns that newsroom/archive/reading.py reads, and the title, which common words are looked for in.
COLUMNS = [
    "title",
    "structures",
    "partner_groups",
    "countries",
    "fields_of_work",
    "meetings",
    "projects",
    "tags",
]


class Migration(migrations.Migration):
    """Rows that are there already are put in order by VACUUM FULL; until then they are only slower to read."""

    dependencies = [
        ("newsroom", "0012_first_page"),
    ]

    operations = [
        # Rows are kept short (0003_archive_changes), for which PostgreSQL would put arrays of terms elsewhere too: a
        # search in another table for each of a million editions, three quarters of the time of reading the archive.
        # MAIN puts away the long texts alone.
        migrations.RunSQL(
            f"ALTER TABLE newsroom_edition ALTER COLUMN {column} SET STORAGE MAIN",
            f"ALTER TABLE newsroom_edition ALTER COLUMN {column} SET STORAGE EXTENDED",
        )
        for column in COLUMNS
    ]
