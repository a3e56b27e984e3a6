"""The heads of partners' journals that this node has seen, and what partners cosigned of its own."""

from __future__ import annotations

from django.db import models


class SeenHead(models.Model):
    """The latest signed head of one partner's journal; the next one must extend it."""

    node = models.CharField(max_length=32, primary_key=True)
    content = models.BinaryField()  # exactly as it was signed: with another it can prove a fork
    seen_at = models.DateTimeField()


class Cosigned(models.Model):
    """The latest head of our own journal that one partner cosigned."""

    node = models.CharField(max_length=32, primary_key=True)  # the witness
    size = models.BigIntegerField()
    head = models.BinaryField()  # as we signed it
    content = models.BinaryField()  # as the witness signed it
    at = models.DateTimeField()  # by our own clock
