"""A permission says in which case it was given: a derogation opens nothing in another."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0017_ledger_fact'),
    ]

    operations = [
        migrations.AddField(
            model_name='itempermission',
            name='case',
            field=models.CharField(blank=True, default='', max_length=40),
        ),
    ]
