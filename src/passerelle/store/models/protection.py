"""Dated protective states of a person (rule 22); they never leave the node."""

from __future__ import annotations

from django.db import models


class ProtectiveState(models.Model):
    """A state that holds from an instant, until another or for ever."""

    person = models.CharField(max_length=32, db_index=True)
    kind = models.CharField(max_length=40)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    recorded_by = models.CharField(max_length=32)
