"""Statements and their markings."""

from __future__ import annotations

from django.db import models


class Marking(models.Model):
    """A marking, stored once, named by its digest; the columns are what queries need."""

    digest = models.CharField(max_length=64, primary_key=True)
    content = models.JSONField()
    owner = models.CharField(max_length=32)
    category = models.CharField(max_length=24)
    purpose = models.CharField(max_length=40)
    review = models.DateField()


class Statement(models.Model):
    """One statement. Erasure empties `salt` and `value`; the id stays."""

    class State(models.TextChoices):
        """What became of it here."""

        LIVE = "live"
        SUPERSEDED = "superseded"  # a newer version stands
        RESTRICTED = "restricted"  # readable by judge, defence and supervisory authority only
        RECALLED = "recalled"
        ERASED = "erased"

    id = models.CharField(max_length=64, primary_key=True)
    record = models.CharField(max_length=32, db_index=True)
    version = models.IntegerField()
    salt = models.BinaryField()
    marking = models.CharField(max_length=64)
    entity = models.CharField(max_length=32, db_index=True)
    schema = models.CharField(max_length=40)
    prop = models.CharField(max_length=40)
    value = models.TextField()
    reference = models.BooleanField(default=False)  # the value is an entity's id
    language = models.CharField(max_length=8, blank=True)
    source = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.LIVE)
    case = models.CharField(max_length=32, blank=True)
    arrived_from = models.CharField(max_length=32, blank=True)  # node that sent it, "" for our own
    recorded_at = models.DateTimeField()

    class Meta:
        """Links are followed from either end."""

        indexes = (
            models.Index(fields=["value"], name="statement_reference", condition=models.Q(reference=True)),
        )
