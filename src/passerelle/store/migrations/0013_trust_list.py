"""Lists of certificates by which chips and barcodes are verified."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0012_question_budget'),
    ]

    operations = [
        migrations.CreateModel(
            name='TrustList',
            fields=[
                ('id', models.CharField(max_length=32, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=24)),
                ('name', models.CharField(max_length=80)),
                ('file_digest', models.CharField(max_length=64)),
                ('dated', models.DateField()),
                ('imported_by', models.CharField(max_length=32)),
                ('imported_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kind', 'name'), name='trust_list_name')],
            },
        ),
        migrations.CreateModel(
            name='TrustCertificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fingerprint', models.CharField(max_length=64)),
                ('raw', models.BinaryField()),
                ('added_at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(null=True)),
                ('list', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='store.trustlist')),
            ],
            options={
                'indexes': [models.Index(fields=['list', 'removed_at'], name='trust_certificate_now')],
            },
        ),
    ]
