"""Why something may not be erased yet (rule 12)."""

from __future__ import annotations

from django.db import models


class Hold(models.Model):
    """On one entity or one case, from an instant, until a person lifted it."""

    id = models.CharField(max_length=32, primary_key=True)
    kind = models.CharField(max_length=24)
    entity = models.CharField(max_length=32, blank=True, db_index=True)
    case = models.CharField(max_length=32, blank=True, db_index=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    set_by = models.CharField(max_length=32)
    lifted_by = models.CharField(max_length=32, blank=True)
    reason = models.CharField(max_length=200)
