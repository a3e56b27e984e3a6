"""Signing keys of partners that changed, and whether a person compared the new one."""

from __future__ import annotations

from django.db import models


class KeyChange(models.Model):
    """A partner's latest signing key, which the key before handed over to."""

    node = models.CharField(max_length=32, primary_key=True)
    key = models.BinaryField()
    changed_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)


class Voice(models.Model):
    """One service said of another that its keys are not to be believed."""

    service = models.CharField(max_length=32)  # of whom it is said
    by = models.CharField(max_length=32)  # service id
    reason = models.CharField(max_length=16)
    since = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        """A service has one voice about another."""

        constraints = (models.UniqueConstraint(fields=["service", "by"], name="voice_once"),)
