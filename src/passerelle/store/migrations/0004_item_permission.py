"""A permission for one item says for which purpose, by which people, and what it opens."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0003_witness'),
    ]

    operations = [
        # No version wrote a row of this table before.
        migrations.DeleteModel(name='ItemPermission'),
        migrations.CreateModel(
            name='ItemPermission',
            fields=[
                ('id', models.CharField(max_length=32, primary_key=True, serialize=False)),
                ('record', models.CharField(db_index=True, max_length=32)),
                ('recipient', models.CharField(max_length=32)),
                ('covers', models.JSONField()),
                ('purpose', models.CharField(max_length=40)),
                ('granted_by', models.CharField(max_length=32)),
                ('people', models.JSONField()),
                ('granted_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(null=True)),
                ('note', models.TextField(blank=True)),
            ],
        ),
    ]
