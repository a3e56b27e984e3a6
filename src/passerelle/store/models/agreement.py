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
    """An owner's consent for one record and one recipient; never retroactive."""

    record = models.CharField(max_length=32, db_index=True)
    recipient = models.CharField(max_length=32)
    covers = models.CharField(max_length=32)
    granted_by = models.CharField(max_length=120)
    granted_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True)
