"""Whose names changed since the index of names on disk last followed."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0015_exhibit'),
    ]

    operations = [
        migrations.CreateModel(
            name='NameChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entity', models.CharField(max_length=32)),
            ],
        ),
    ]
