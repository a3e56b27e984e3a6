"""The one key index: local comparison, and the part that partners may question (rule 20)."""

from __future__ import annotations

from django.db import models


class MatchKey(models.Model):
    """An entity holds a key. Rows with a masked form are what the oblivious answer is made from.

    A node's key for questions is replaced while the one before still answers,
    so there are two forms: one of the odd epochs, one of the even.
    """

    digest = models.BinaryField(max_length=16)  # SHA-256 of the key's text, truncated
    kind = models.CharField(max_length=12)
    entity = models.CharField(max_length=32, db_index=True)
    askable = models.BooleanField(default=False)
    bucket = models.BigIntegerField(null=True)  # first 32 bits of the bucket hash
    masked = models.BinaryField(max_length=16, null=True)  # truncated oblivious function, of an odd epoch
    masked_even = models.BinaryField(max_length=16, null=True)

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


class AnswerEpoch(models.Model):
    """A key that answers questions, from its making to its end; without a row there is the first alone."""

    class State(models.TextChoices):
        """Made while the one before answers; answers; answers those who know no other yet; ended."""

        PREPARING = "preparing"
        SERVING = "serving"
        FORMER = "former"
        ENDED = "ended"

    number = models.IntegerField(primary_key=True)
    salt = models.BinaryField(max_length=32)  # with the node's root key it gives the secret; wiped at the end
    public = models.BinaryField(max_length=32)
    state = models.CharField(max_length=10, choices=State.choices)
    reached = models.CharField(max_length=32, blank=True)  # the last entity whose keys have this epoch's form
    begun_at = models.DateTimeField(null=True)
    served_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)


class NameChange(models.Model):
    """What an entity is called may have changed, and the index of names on disk has not followed yet."""

    entity = models.CharField(max_length=32)
