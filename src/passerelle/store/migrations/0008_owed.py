"""What a recipient must confirm and has not is found at once."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0007_hold'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='outbox',
            index=models.Index(condition=models.Q(('kind__in', ['recall', 'correction', 'restriction']), ('state__in', ['pending', 'refused'])), fields=['created_at'], name='outbox_owed'),
        ),
    ]
