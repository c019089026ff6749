"""Beside the number, the triggers write down what made it, so that an archive in memory can follow step by step."""
import django.contrib.postgres.fields
from django.db import migrations, models

VOCABULARY = [
    "taxonomy_country",
    "taxonomy_fieldofwork",
    "taxonomy_meetingseries",
    "taxonomy_partnergroup",
    "taxonomy_project",
    "taxonomy_structure",
    "taggit_tag",
]
OTHER = ["newsroom_withdrawal", "newsroom_page", "taxonomy_chairpersonship"]

# The number is drawn after the row is locked: numbers ascend in the order of the transactions that drew them.
FUNCTIONS = """
CREATE FUNCTION newsroom_draw_archive_number(what text, editions bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE drawn bigint;
BEGIN
    INSERT INTO newsroom_archiveversion (id, number) VALUES (1, nextval('newsroom_archive_number'))
    ON CONFLICT (id) DO UPDATE SET number = nextval('newsroom_archive_number')
    RETURNING number INTO drawn;
    INSERT INTO newsroom_archivechange (number, what, editions) VALUES (drawn, what, editions);
    DELETE FROM newsroom_archivechange WHERE number < drawn - 2000;
END $$;

CREATE FUNCTION newsroom_note_editions() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE found bigint[];
BEGIN
    SELECT array_agg(id) INTO found FROM (SELECT id FROM touched LIMIT 5001) named;
    IF cardinality(found) > 5000 THEN
        PERFORM newsroom_draw_archive_number('bulk', NULL);
    ELSIF found IS NOT NULL THEN
        PERFORM newsroom_draw_archive_number('editions', found);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION newsroom_note_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM newsroom_draw_archive_number(TG_ARGV[0], NULL);
    RETURN NULL;
END $$;

-- Emptied tables and whatever else cannot be followed: nobody shall find the number to follow from.
CREATE FUNCTION newsroom_forget_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM newsroom_archivechange;
    PERFORM newsroom_draw_archive_number('bulk', NULL);
    RETURN NULL;
END $$;

SELECT newsroom_draw_archive_number('bulk', NULL);
"""
DROP_FUNCTIONS = """
DROP FUNCTION newsroom_forget_changes();
DROP FUNCTION newsroom_note_change();
DROP FUNCTION newsroom_note_editions();
DROP FUNCTION newsroom_draw_archive_number(text, bigint[]);
"""
BEFORE = """
CREATE TRIGGER bump_archive_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION newsroom_bump_archive_version();
"""
DROP_BEFORE = "DROP TRIGGER bump_archive_version ON {table};"
FORGET = """
CREATE TRIGGER forget_archive_changes AFTER {events} ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION newsroom_forget_changes();
"""
DROP_FORGET = "DROP TRIGGER forget_archive_changes ON {table};"
NOTE = """
CREATE TRIGGER note_archive_change AFTER INSERT OR UPDATE OR DELETE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION newsroom_note_change('{what}');
"""
DROP_NOTE = "DROP TRIGGER note_archive_change ON {table};"
NOTE_EDITIONS = """
CREATE TRIGGER note_new_editions AFTER INSERT ON newsroom_edition
REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION newsroom_note_editions();
CREATE TRIGGER note_changed_editions AFTER UPDATE ON newsroom_edition
REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION newsroom_note_editions();
"""
DROP_NOTE_EDITIONS = """
DROP TRIGGER note_changed_editions ON newsroom_edition;
DROP TRIGGER note_new_editions ON newsroom_edition;
"""
OLD_FUNCTION = """
CREATE FUNCTION newsroom_bump_archive_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO newsroom_archiveversion (id, number) VALUES (1, nextval('newsroom_archive_number'))
    ON CONFLICT (id) DO UPDATE SET number = excluded.number;
    RETURN NULL;
END $$;
"""


def watch(table: str, what: str) -> list[migrations.RunSQL]:
    return [
        migrations.RunSQL(DROP_BEFORE.format(table=table), BEFORE.format(table=table)),
        migrations.RunSQL(NOTE.format(table=table, what=what), DROP_NOTE.format(table=table)),
        migrations.RunSQL(FORGET.format(table=table, events="TRUNCATE"), DROP_FORGET.format(table=table)),
    ]


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0002_archive_version")]

    operations = [
        migrations.CreateModel(
            name="ArchiveChange",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("editions", "Editions"),
                            ("bulk", "Bulk"),
                            ("vocabulary", "Vocabulary"),
                            ("other", "Other"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "editions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), null=True, size=None
                    ),
                ),
            ],
        ),
        migrations.RunSQL(FUNCTIONS, DROP_FUNCTIONS),
        *(operation for table in VOCABULARY for operation in watch(table, "vocabulary")),
        *(operation for table in OTHER for operation in watch(table, "other")),
        migrations.RunSQL(
            DROP_BEFORE.format(table="newsroom_edition"), BEFORE.format(table="newsroom_edition")
        ),
        migrations.RunSQL(NOTE_EDITIONS, DROP_NOTE_EDITIONS),
        migrations.RunSQL(
            FORGET.format(table="newsroom_edition", events="DELETE OR TRUNCATE"),
            DROP_FORGET.format(table="newsroom_edition"),
        ),
        migrations.RunSQL("DROP FUNCTION newsroom_bump_archive_version();", OLD_FUNCTION),
        # Keeps what is read whole (keys, dates, terms, title) dense, and what is read one by one out of the way: the
        # archive and common words read a large part of the table.
        migrations.RunSQL(
            "ALTER TABLE newsroom_edition SET (toast_tuple_target = 600)",
            "ALTER TABLE newsroom_edition RESET (toast_tuple_target)",
        ),
    ]
