"""A judgement is taken back by a mark on it, so that the one before it stands again."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0013_trust_list'),
    ]

    operations = [
        migrations.AddField(
            model_name='judgement',
            name='undone_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='judgement',
            name='undone_by',
            field=models.CharField(blank=True, max_length=32),
        ),
        migrations.AddField(
            model_name='judgement',
            name='undone_reason',
            field=models.CharField(blank=True, max_length=200),
        ),
    ]
