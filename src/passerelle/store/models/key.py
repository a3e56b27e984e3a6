"""The one key index: local comparison, and the part that partners may question (rule 20)."""

from __future__ import annotations

from django.db import models


class MatchKey(models.Model):
    """An entity holds a key. Rows with `masked` are what the oblivious answer is made from."""

    digest = models.BinaryField(max_length=16)  # SHA-256 of the key's text, truncated
    kind = models.CharField(max_length=12)
    entity = models.CharField(max_length=32, db_index=True)
    askable = models.BooleanField(default=False)
    bucket = models.BigIntegerField(null=True)  # first 32 bits of the bucket hash
    masked = models.BinaryField(max_length=16, null=True)  # truncated oblivious function of the key

    class Meta:
        """A digest is looked up; a bucket is read as a range."""

        indexes = (
            models.Index(fields=["digest"], name="key_digest"),
            models.Index(fields=["bucket"], name="key_bucket", condition=models.Q(askable=True)),
        )


class Fingerprint(models.Model):
    """A keyed fingerprint of a protected person's value; no partner's question can reach it (rule 1)."""

    digest = models.BinaryField(max_length=32)
    pseudonym = models.CharField(max_length=32, db_index=True)
    kind = models.CharField(max_length=12)

    class Meta:
        """Looked up by digest inside the protection room alone."""

        indexes = (models.Index(fields=["digest"], name="fingerprint_digest"),)
