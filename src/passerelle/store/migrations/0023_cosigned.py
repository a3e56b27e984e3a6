"""What partners cosigned of this node's journal."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0022_request'),
    ]

    operations = [
        migrations.CreateModel(
            name='Cosigned',
            fields=[
                ('node', models.CharField(max_length=32, primary_key=True, serialize=False)),
                ('size', models.BigIntegerField()),
                ('head', models.BinaryField()),
                ('content', models.BinaryField()),
                ('at', models.DateTimeField()),
            ],
        ),
    ]
