"""The database itself draws a new archive version whenever editions or terms change, by whatever road."""
from django.db import migrations

WATCHED = [
    "newsroom_edition",
    "newsroom_withdrawal",
    "newsroom_page",
    "taxonomy_chairpersonship",
    "taxonomy_country",
    "taxonomy_fieldofwork",
    "taxonomy_meetingseries",
    "taxonomy_partnergroup",
    "taxonomy_project",
    "taxonomy_structure",
    "taggit_tag",
]

FUNCTION = """
CREATE SEQUENCE newsroom_archive_number;
CREATE FUNCTION newsroom_bump_archive_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO newsroom_archiveversion (id, number) VALUES (1, nextval('newsroom_archive_number'))
    ON CONFLICT (id) DO UPDATE SET number = excluded.number;
    RETURN NULL;
END $$;
INSERT INTO newsroom_archiveversion (id, number) VALUES (1, nextval('newsroom_archive_number'));
"""
DROP_FUNCTION = """
DROP FUNCTION newsroom_bump_archive_version();
DROP SEQUENCE newsroom_archive_number;
"""
# TRUNCATE is how the test runner empties tables, and how an operator might.
TRIGGER = """
CREATE TRIGGER bump_archive_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION newsroom_bump_archive_version();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0001_initial"),
        ("taxonomy", "0001_initial"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
    ]

    operations = [
        migrations.RunSQL(FUNCTION, DROP_FUNCTION),
        *(
            migrations.RunSQL(TRIGGER.format(table=table), f"DROP TRIGGER bump_archive_version ON {table}")
            for table in WATCHED
        ),
    ]
