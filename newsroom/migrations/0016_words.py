"""The words of editions are made by the site: see docs/adr/0006-search.md.

All editions are read and written anew, in one transaction, within which nobody reads the archive:
docs/deployment.md says how long it takes. There is no way back but a backup.
"""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models

import newsroom.models.vectors
from newsroom.search.rewriting import rewrite_words


def write_words(apps, schema_editor):
    for _done in rewrite_words():
        pass


class Migration(migrations.Migration):

    dependencies = [
        ('newsroom', '0015_common_words'),
    ]

    operations = [
        # Built anew below, which is quicker than keeping them up while every row changes.
        migrations.RemoveIndex(model_name='edition', name='edition_title'),
        migrations.RemoveIndex(model_name='edition', name='edition_search'),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveField(model_name='edition', name='search'),
                migrations.AddField(
                    model_name='edition',
                    name='search',
                    field=newsroom.models.vectors.WordsField(default='', editable=False, serialize=False),
                    preserve_default=False,
                ),
            ],
            database_operations=[
                migrations.RunSQL('ALTER TABLE newsroom_edition ALTER COLUMN search DROP EXPRESSION'),
            ],
        ),
        migrations.RunPython(write_words),
        migrations.RunSQL('ALTER TABLE newsroom_edition ALTER COLUMN search SET NOT NULL'),
        migrations.AddIndex(
            model_name='edition',
            index=django.contrib.postgres.indexes.GinIndex(models.F('search'), name='edition_search'),
        ),
        migrations.AddIndex(
            model_name='edition',
            index=django.contrib.postgres.indexes.GinIndex(
                models.Func(
                    'search',
                    models.Value('{a}'),
                    function='ts_filter',
                    output_field=django.contrib.postgres.search.SearchVectorField(),
                ),
                name='edition_title',
            ),
        ),
    ]
