"""A slug has room for 100 characters, and a source is a slug with "structure:" before it."""
import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('newsroom', '0003_past_stays_past'),
    ]

    operations = [
        migrations.AlterField(
            model_name='edition',
            name='sources',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), blank=True, default=list, size=None, verbose_name='sources'),
        ),
    ]
