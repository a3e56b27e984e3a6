"""Messages out and in, who got what, and what was taken back."""

from __future__ import annotations

from django.db import models

EVERY_VERSION = 2**31 - 1
# What a recipient must confirm and has not: few rows, looked for often.
OWED = models.Q(kind__in=["recall", "correction", "restriction"], state__in=["pending", "refused"])


class Outbox(models.Model):
    """A sealed envelope for one recipient; it ends in a receipt, a refusal, or stays pending and visible."""

    class State(models.TextChoices):
        """Where it stands."""

        PENDING = "pending"
        RECEIVED = "received"
        REFUSED = "refused"

    id = models.CharField(max_length=160, primary_key=True)  # sender|incarnation|sequence|SHA-256(wire)
    recipient = models.CharField(max_length=32, db_index=True)
    kind = models.CharField(max_length=16)
    sequence = models.BigIntegerField()
    wire = models.BinaryField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.PENDING)
    attempts = models.IntegerField(default=0)
    next_at = models.DateTimeField(db_index=True)
    created_at = models.DateTimeField()
    reply = models.BinaryField(null=True)
    outcome = models.CharField(max_length=40, blank=True)

    class Meta:
        """What is due, and what waits for one partner, is found without passing what is settled."""

        indexes = (
            models.Index(fields=["next_at"], name="outbox_due", condition=models.Q(state="pending")),
            models.Index(
                fields=["recipient", "sequence"], name="outbox_lane", condition=models.Q(state="pending")
            ),
            models.Index(fields=["created_at"], name="outbox_owed", condition=OWED),
        )


class Inbox(models.Model):
    """A message that took effect once. Keys are never purged; the reply is sent again byte for byte."""

    id = models.CharField(max_length=160, primary_key=True)
    sender = models.CharField(max_length=32)
    incarnation = models.IntegerField()
    sequence = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    kind = models.CharField(max_length=16)
    received_at = models.DateTimeField()
    reply = models.BinaryField()

    class Meta:
        """The same sequence with another digest is an alarm, never a second effect."""

        constraints = (
            models.UniqueConstraint(fields=["sender", "incarnation", "sequence"], name="inbox_once"),
        )


class Relayed(models.Model):
    """A sealed envelope between two others, which this node carries and cannot read, and its sealed reply."""

    id = models.CharField(max_length=160, primary_key=True)
    sender = models.CharField(max_length=32, db_index=True)
    recipient = models.CharField(max_length=32)
    wire = models.BinaryField()
    reply = models.BinaryField(null=True)
    attempts = models.IntegerField(default=0)
    next_at = models.DateTimeField()
    received_at = models.DateTimeField()

    class Meta:
        """What waits to be carried is found at once."""

        indexes = (
            models.Index(fields=["next_at"], name="relayed_due", condition=models.Q(reply__isnull=True)),
        )


class Quarantine(models.Model):
    """A message that was refused; it never stops the next one."""

    id = models.CharField(max_length=160, primary_key=True)
    sender = models.CharField(max_length=32, blank=True)
    code = models.CharField(max_length=40)
    received_at = models.DateTimeField()
    wire = models.BinaryField()


class Disclosure(models.Model):
    """Who received which version, under which clause, and whether a recall was confirmed."""

    record = models.CharField(max_length=32, db_index=True)
    version = models.IntegerField()
    statement = models.CharField(max_length=64)
    recipient = models.CharField(max_length=32)  # node id
    agreement = models.CharField(max_length=64)
    clause = models.CharField(max_length=128)
    officer = models.CharField(max_length=32)
    envelope = models.CharField(max_length=160, db_index=True)
    at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    recall_envelope = models.CharField(max_length=160, blank=True, db_index=True)
    recall_asked_at = models.DateTimeField(null=True)
    recall_confirmed_at = models.DateTimeField(null=True)
    recall_outcome = models.CharField(max_length=16, blank=True)  # what the recipient said came of it


class Licence(models.Model):
    """Under what a received statement may be read here (I4)."""

    statement = models.CharField(max_length=64, primary_key=True)
    record = models.CharField(max_length=32, db_index=True)
    owner = models.CharField(max_length=32)
    recipient = models.CharField(max_length=32)
    agreement = models.CharField(max_length=64)
    clause = models.CharField(max_length=128)
    onward = models.BooleanField(default=False)
    expires = models.DateTimeField(db_index=True)


class Tombstone(models.Model):
    """A record its owner took back, up to a version; nothing of that takes effect here again."""

    record = models.CharField(max_length=32, db_index=True)
    owner = models.CharField(max_length=32)
    version = models.IntegerField(default=EVERY_VERSION)  # this one and all before
    at = models.DateTimeField()

    class Meta:
        """A tombstone binds the service that left it, and no other."""

        constraints = (models.UniqueConstraint(fields=["record", "owner"], name="tombstone_once"),)


class Consent(models.Model):
    """An owner's signed consent that a statement received from it goes on to one third service."""

    statement = models.CharField(max_length=64)
    record = models.CharField(max_length=32, db_index=True)
    recipient = models.CharField(max_length=32)  # service id
    content = models.BinaryField()  # exactly as it was signed
    signature = models.BinaryField()
    expires = models.DateTimeField()

    class Meta:
        """The latest consent for a statement and a recipient is the one that counts."""

        constraints = (models.UniqueConstraint(fields=["statement", "recipient"], name="consent_once"),)
