"""Words that many editions hold, kept at hand."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('newsroom', '0014_order_of_the_archive'),
    ]

    operations = [
        migrations.CreateModel(
            name='CommonWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('lexeme', models.TextField()),
                ('language', models.CharField(max_length=3)),
                ('editions', models.BinaryField()),
                ('version', models.BigIntegerField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('lexeme'), models.F('language'), name='common_word_once')],
            },
        ),
    ]
