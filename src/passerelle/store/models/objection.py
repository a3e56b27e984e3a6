"""Objections to declared numbers; a row is decided once and never taken away."""

from __future__ import annotations

from django.db import models


class Objection(models.Model):
    """While it is open nobody meets the number on this node; it names nobody."""

    id = models.CharField(max_length=32, primary_key=True)
    entity = models.CharField(max_length=32, db_index=True)  # the declared number
    ours = models.BooleanField()  # declared by our own State, and not released to us
    ground = models.CharField(max_length=16)
    closed = models.JSONField()  # the statements that it closed
    keys = models.JSONField()  # fingerprints of the numbers, which outlive them: they are asked of nobody
    at = models.DateTimeField()
    by = models.CharField(max_length=32)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=32, blank=True)
    upheld = models.BooleanField(null=True)
    why = models.CharField(max_length=200, blank=True)
