"""The one row that says whether anything about whom we trust has changed."""

from __future__ import annotations

from django.db import models


class Trust(models.Model):
    """Drawn anew by the database itself with each change of a partner, a service or an agreement."""

    id = models.SmallIntegerField(primary_key=True)
    token = models.BinaryField()
