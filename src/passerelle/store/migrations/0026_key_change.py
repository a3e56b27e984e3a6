"""Changed signing keys of partners, and what services say of each other's keys."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0025_handover'),
    ]

    operations = [
        migrations.CreateModel(
            name='KeyChange',
            fields=[
                ('node', models.CharField(max_length=32, primary_key=True, serialize=False)),
                ('key', models.BinaryField()),
                ('changed_at', models.DateTimeField()),
                ('confirmed_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Voice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('service', models.CharField(max_length=32)),
                ('by', models.CharField(max_length=32)),
                ('reason', models.CharField(max_length=16)),
                ('since', models.DateTimeField()),
                ('at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('service', 'by'), name='voice_once')],
            },
        ),
    ]
