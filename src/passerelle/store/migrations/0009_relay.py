"""Sealed envelopes between two others are carried, and through whom a partner is reached."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0008_owed'),
    ]

    operations = [
        migrations.AddField(
            model_name='node',
            name='carried',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='node',
            name='via',
            field=models.CharField(blank=True, max_length=32),
        ),
        migrations.CreateModel(
            name='Relayed',
            fields=[
                ('id', models.CharField(max_length=160, primary_key=True, serialize=False)),
                ('sender', models.CharField(db_index=True, max_length=32)),
                ('recipient', models.CharField(max_length=32)),
                ('wire', models.BinaryField()),
                ('reply', models.BinaryField(null=True)),
                ('attempts', models.IntegerField(default=0)),
                ('next_at', models.DateTimeField()),
                ('received_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('reply__isnull', True)), fields=['next_at'], name='relayed_due')],
            },
        ),
    ]
