"""What may not be erased yet, until which version a record was taken back, and what came of a recall."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0006_ledger'),
    ]

    operations = [
        migrations.CreateModel(
            name='Hold',
            fields=[
                ('id', models.CharField(max_length=32, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=24)),
                ('entity', models.CharField(blank=True, db_index=True, max_length=32)),
                ('case', models.CharField(blank=True, db_index=True, max_length=32)),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField(null=True)),
                ('set_by', models.CharField(max_length=32)),
                ('lifted_by', models.CharField(blank=True, max_length=32)),
                ('reason', models.CharField(max_length=200)),
            ],
        ),
        migrations.AddField(
            model_name='disclosure',
            name='recall_outcome',
            field=models.CharField(blank=True, max_length=16),
        ),
        migrations.AddField(
            model_name='tombstone',
            name='version',
            field=models.IntegerField(default=2147483647),
        ),
        migrations.AlterField(
            model_name='licence',
            name='expires',
            field=models.DateTimeField(db_index=True),
        ),
    ]
