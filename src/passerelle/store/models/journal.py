"""The append-only Merkle log of what happened to personal data."""

from __future__ import annotations

from django.db import models


class JournalHead(models.Model):
    """The single row that is locked by every append."""

    id = models.SmallIntegerField(primary_key=True)
    size = models.BigIntegerField()
    frontier = models.BinaryField()
    root = models.BinaryField()


class JournalEntry(models.Model):
    """A leaf: its exact bytes and their hash."""

    position = models.BigIntegerField(primary_key=True)
    leaf = models.BinaryField()
    hash = models.BinaryField()


class JournalNode(models.Model):
    """A complete interior node, kept so that proofs cost a logarithm."""

    place = models.BigIntegerField(primary_key=True)  # level * 2^48 + index
    hash = models.BinaryField()


class JournalObject(models.Model):
    """What opens a commitment; erasing it leaves the tree provable and the person unnamed.

    An erased one has no subject, and in place of the salt the commitment itself, which opens nothing.
    """

    position = models.BigIntegerField(db_index=True)
    subject = models.CharField(max_length=64, db_index=True)
    salt = models.BinaryField()
