"""Exhibits: bytes once by their SHA-256, sealed, with their custody."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0014_undone'),
    ]

    operations = [
        migrations.CreateModel(
            name='ExhibitBytes',
            fields=[
                ('digest', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('salt', models.BinaryField()),
                ('sealed_digest', models.CharField(max_length=64)),
                ('size', models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='Exhibit',
            fields=[
                ('id', models.CharField(max_length=32, primary_key=True, serialize=False)),
                ('case', models.CharField(db_index=True, max_length=32)),
                ('entity', models.CharField(db_index=True, max_length=32)),
                ('title', models.CharField(max_length=200)),
                ('media_type', models.CharField(max_length=80)),
                ('origin', models.CharField(max_length=200)),
                ('content', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='store.exhibitbytes')),
            ],
        ),
        migrations.CreateModel(
            name='CustodyEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.IntegerField()),
                ('act', models.CharField(max_length=16)),
                ('at', models.DateTimeField()),
                ('officer', models.CharField(max_length=32)),
                ('why', models.CharField(max_length=200)),
                ('before', models.CharField(max_length=64)),
                ('exhibit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='store.exhibit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('exhibit', 'number'), name='custody_number')],
            },
        ),
    ]
