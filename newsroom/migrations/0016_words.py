"""The words of editions are made by the site: see docs/adr/0006-search.md.

All editions are read and written again; docs/deployment.md says how long it takes. There is no way back but a backup.
"""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models

import newsroom.models.vectors
from newsroom.search.rewriting import make_words, swap_words


def make(apps, schema_editor):
    for _done in make_words():
        pass


def swap(apps, schema_editor):
    swap_words()


class Migration(migrations.Migration):

    dependencies = [
        ('newsroom', '0015_common_words'),
    ]

    operations = [
        migrations.RunPython(make),  # first, since whatever comes next keeps readers waiting
        migrations.RemoveIndex(model_name='edition', name='edition_title'),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveIndex(model_name='edition', name='edition_search'),
                migrations.RemoveField(model_name='edition', name='search'),
                migrations.AddField(
                    model_name='edition',
                    name='search',
                    field=newsroom.models.vectors.WordsField(default='', editable=False, serialize=False),
                    preserve_default=False,
                ),
                migrations.AddIndex(
                    model_name='edition',
                    index=django.contrib.postgres.indexes.GinIndex(models.F('search'), name='edition_search'),
                ),
            ],
            database_operations=[
                migrations.RunSQL('ALTER TABLE newsroom_edition ALTER COLUMN search DROP EXPRESSION'),
                migrations.RunPython(swap),
                migrations.RunSQL('ALTER TABLE newsroom_edition ALTER COLUMN search SET NOT NULL'),
            ],
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
