"""Leads and events for the media. The first page depends on them, so they draw a new version of the archive too."""

import accounts.models
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

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
        ('newsroom', '0011_focus_of_pictures'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalLead',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('starts', models.DateTimeField(db_index=True, verbose_name='from')),
                ('ends', models.DateTimeField(blank=True, null=True, verbose_name='until')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('chosen_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='chosen by')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('release', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='newsroom.release', verbose_name='press release')),
            ],
            options={
                'verbose_name': 'historical lead of the first page',
                'verbose_name_plural': 'historical leads of the first page',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalMediaEvent',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('starts', models.DateTimeField(db_index=True, verbose_name='from')),
                ('ends', models.DateTimeField(blank=True, null=True, verbose_name='until')),
                ('time_zone', models.CharField(choices=accounts.models.time_zones, default=accounts.models.house_time_zone, help_text='That of the place. Both times above are by its clocks, and readers see UTC beside.', max_length=50, verbose_name='time zone')),
                ('venue', models.CharField(help_text='Building and town, such as “Congress Centre, Lugano”, or “Online”.', max_length=200, verbose_name='place')),
                ('register_by', models.DateField(blank=True, help_text='The last day. Empty: nobody has to register.', null=True, verbose_name='accreditation until')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('chosen_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='chosen by')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('release', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='newsroom.release', verbose_name='press release')),
            ],
            options={
                'verbose_name': 'historical media event',
                'verbose_name_plural': 'historical media events',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Lead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts', models.DateTimeField(db_index=True, verbose_name='from')),
                ('ends', models.DateTimeField(blank=True, null=True, verbose_name='until')),
                ('chosen_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='chosen by')),
                ('release', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='newsroom.release', verbose_name='press release')),
            ],
            options={
                'verbose_name': 'lead of the first page',
                'verbose_name_plural': 'leads of the first page',
                'ordering': ['-starts', '-pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('ends__isnull', True), ('ends__gt', models.F('starts')), _connector='OR'), name='lead_ends_after_it_starts')],
            },
        ),
        migrations.CreateModel(
            name='MediaEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts', models.DateTimeField(db_index=True, verbose_name='from')),
                ('ends', models.DateTimeField(blank=True, null=True, verbose_name='until')),
                ('time_zone', models.CharField(choices=accounts.models.time_zones, default=accounts.models.house_time_zone, help_text='That of the place. Both times above are by its clocks, and readers see UTC beside.', max_length=50, verbose_name='time zone')),
                ('venue', models.CharField(help_text='Building and town, such as “Congress Centre, Lugano”, or “Online”.', max_length=200, verbose_name='place')),
                ('register_by', models.DateField(blank=True, help_text='The last day. Empty: nobody has to register.', null=True, verbose_name='accreditation until')),
                ('chosen_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='chosen by')),
                ('release', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='newsroom.release', verbose_name='press release')),
            ],
            options={
                'verbose_name': 'media event',
                'verbose_name_plural': 'media events',
                'ordering': ['-starts', '-pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('ends__isnull', True), ('ends__gt', models.F('starts')), _connector='OR'), name='mediaevent_ends_after_it_starts')],
            },
        ),
        *(
            migrations.RunSQL(WATCH.format(table=table), LEAVE.format(table=table))
            for table in ("newsroom_lead", "newsroom_mediaevent")
        ),
    ]
