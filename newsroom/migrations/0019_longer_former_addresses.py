from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0018_attachment_findings")]

    operations = [
        migrations.AlterField(
            model_name="legacyaddress",
            name="path",
            field=models.CharField(max_length=500, primary_key=True, serialize=False),
        ),
    ]
