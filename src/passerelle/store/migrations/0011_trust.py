"""One row says whether anything about whom we trust has changed."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0010_restored'),
    ]

    operations = [
        migrations.CreateModel(
            name='Trust',
            fields=[
                ('id', models.SmallIntegerField(primary_key=True, serialize=False)),
                ('token', models.BinaryField()),
            ],
        ),
    ]
