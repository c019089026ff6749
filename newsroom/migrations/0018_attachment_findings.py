"""What files hold besides what readers see; `manage.py inspect_attachments` searches those that are there."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('newsroom', '0017_what_the_digest_covers'),
    ]

    operations = [
        migrations.AddField(
            model_name='attachment',
            name='findings',
            field=models.JSONField(editable=False, null=True),
        ),
    ]
