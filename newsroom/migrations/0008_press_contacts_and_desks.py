"""An edition names its desk: after a contact's last day its page shows who is on duty there.

Pages depend on desks and contacts by that, so these draw a new version of the archive too.
"""
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


FILL = """
UPDATE newsroom_edition SET desk = taxonomy_structure.slug
FROM newsroom_release, accounts_desk, taxonomy_structure
WHERE newsroom_release.id = newsroom_edition.release_id
  AND accounts_desk.id = newsroom_release.desk_id AND taxonomy_structure.id = accounts_desk.structure_id
"""
# As in 0003_archive_changes.
WATCH = """
CREATE TRIGGER note_archive_change AFTER INSERT OR UPDATE OR DELETE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION newsroom_note_change('other');
CREATE TRIGGER forget_archive_changes AFTER TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION newsroom_forget_changes();
"""
LEAVE = """
DROP TRIGGER forget_archive_changes ON {table};
DROP TRIGGER note_archive_change ON {table};
"""


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_desks'),
        ('newsroom', '0007_preview_links'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='edition',
            name='sealed',
        ),
        migrations.AddField(
            model_name='edition',
            name='desk',
            field=models.CharField(blank=True, default='', max_length=100),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        *(
            migrations.RunSQL(WATCH.format(table=table), LEAVE.format(table=table))
            for table in ("newsroom_contact", "accounts_desk")
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='edition',
            trigger=pgtrigger.compiler.Trigger(name='sealed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."release_id" IS DISTINCT FROM (NEW."release_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."translation_group" IS DISTINCT FROM (NEW."translation_group") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."summary" IS DISTINCT FROM (NEW."summary") OR OLD."body" IS DISTINCT FROM (NEW."body") OR OLD."body_text" IS DISTINCT FROM (NEW."body_text") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."date" IS DISTINCT FROM (NEW."date") OR OLD."sources" IS DISTINCT FROM (NEW."sources") OR OLD."structures" IS DISTINCT FROM (NEW."structures") OR OLD."partner_groups" IS DISTINCT FROM (NEW."partner_groups") OR OLD."countries" IS DISTINCT FROM (NEW."countries") OR OLD."fields_of_work" IS DISTINCT FROM (NEW."fields_of_work") OR OLD."meetings" IS DISTINCT FROM (NEW."meetings") OR OLD."projects" IS DISTINCT FROM (NEW."projects") OR OLD."tags" IS DISTINCT FROM (NEW."tags") OR OLD."contacts" IS DISTINCT FROM (NEW."contacts") OR OLD."desk" IS DISTINCT FROM (NEW."desk") OR OLD."images" IS DISTINCT FROM (NEW."images") OR OLD."attachments" IS DISTINCT FROM (NEW."attachments") OR OLD."image_ids" IS DISTINCT FROM (NEW."image_ids") OR OLD."attachment_ids" IS DISTINCT FROM (NEW."attachment_ids") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."live_from" IS DISTINCT FROM (NEW."live_from") OR OLD."published_by_id" IS DISTINCT FROM (NEW."published_by_id") OR OLD."change" IS DISTINCT FROM (NEW."change") OR OLD."change_note" IS DISTINCT FROM (NEW."change_note") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='0bb0cc26794677400f23dc2c73f81a3a9ec0a9a4', operation='UPDATE', pgid='pgtrigger_sealed_03312', table='newsroom_edition', when='BEFORE')),
        ),
    ]
