"""Agreements as exact bytes, and permissions given item by item."""

from __future__ import annotations

from django.db import models


class Agreement(models.Model):
    """A legal instrument as data; its id is the SHA-256 of `content`."""

    id = models.CharField(max_length=64, primary_key=True)
    content = models.BinaryField()
    signatures = models.JSONField(default=dict)  # service id -> signature, hexadecimal
    added_at = models.DateTimeField()


class ItemPermission(models.Model):
    """What was permitted for one record, one recipient and one purpose; never retroactive."""

    id = models.CharField(max_length=32, primary_key=True)
    record = models.CharField(max_length=32, db_index=True)
    recipient = models.CharField(max_length=32)  # service id
    covers = models.JSONField()
    purpose = models.CharField(max_length=40)
    granted_by = models.CharField(max_length=32)  # service id
    people = models.JSONField()  # officer ids, in the order in which they put their names to it
    granted_at = models.DateTimeField()  # the instant at which the last of them did
    revoked_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True)
    case = models.CharField(max_length=40, blank=True, default="")  # the reference in which it was given
