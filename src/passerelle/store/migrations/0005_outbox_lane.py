"""What waits for one partner is found without passing what is settled."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0004_item_permission'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='outbox',
            index=models.Index(condition=models.Q(('state', 'pending')), fields=['recipient', 'sequence'], name='outbox_lane'),
        ),
    ]
