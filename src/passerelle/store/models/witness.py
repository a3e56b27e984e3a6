"""The heads of partners' journals that this node has seen; the next one must extend the last."""

from __future__ import annotations

from django.db import models


class SeenHead(models.Model):
    """The latest signed head of one partner's journal."""

    node = models.CharField(max_length=32, primary_key=True)
    content = models.BinaryField()  # exactly as it was signed: with another it can prove a fork
    seen_at = models.DateTimeField()
