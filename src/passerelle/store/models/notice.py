"""What appears in the inbox."""

from __future__ import annotations

from django.db import models


class Notice(models.Model):
    """A hit, an opened hit, an offer, an arrival, a recall, a refusal: something that waits for a person."""

    id = models.CharField(max_length=32, primary_key=True)
    kind = models.CharField(max_length=24)
    at = models.DateTimeField(db_index=True)
    service = models.CharField(max_length=32)  # from whom
    case = models.CharField(max_length=32, blank=True)
    entity = models.CharField(max_length=32, blank=True)
    facts = models.JSONField(default=dict)  # references and counts, never an identifying value
    taken_by = models.CharField(max_length=32, blank=True)
    done_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=24, blank=True)
    reason = models.CharField(max_length=200, blank=True)
