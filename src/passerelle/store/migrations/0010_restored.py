"""A restored partner gets again what it lost, once for each of its incarnations."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0009_relay'),
    ]

    operations = [
        migrations.AddField(
            model_name='node',
            name='resent_for',
            field=models.IntegerField(default=1),
        ),
    ]
