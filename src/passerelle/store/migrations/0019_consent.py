"""Consents that owners gave for passing on what was received from them."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0018_permission_case'),
    ]

    operations = [
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('statement', models.CharField(max_length=64)),
                ('record', models.CharField(db_index=True, max_length=32)),
                ('recipient', models.CharField(max_length=32)),
                ('content', models.BinaryField()),
                ('signature', models.BinaryField()),
                ('expires', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('statement', 'recipient'), name='consent_once')],
            },
        ),
    ]
