"""Who said that two entities are the same, different or unsure, and why; the latest not taken back counts."""

from __future__ import annotations

from django.db import models


class Judgement(models.Model):
    """One reversible judgement on a pair of entities, left < right."""

    left = models.CharField(max_length=32, db_index=True)
    right = models.CharField(max_length=32, db_index=True)
    verdict = models.CharField(max_length=12)
    officer = models.CharField(max_length=32)
    reason = models.CharField(max_length=200)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=32, blank=True)
    undone_reason = models.CharField(max_length=200, blank=True)
