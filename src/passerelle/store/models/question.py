"""Oblivious questions, ours and theirs."""

from __future__ import annotations

from django.db import models


class AskedQuestion(models.Model):
    """What we asked; the keys stay here."""

    id = models.CharField(max_length=32, primary_key=True)
    partner = models.CharField(max_length=32)  # node id
    agreement = models.CharField(max_length=64)
    case = models.CharField(max_length=32)
    officer = models.CharField(max_length=32)
    bits = models.SmallIntegerField()
    body = models.BinaryField()
    envelope = models.CharField(max_length=160, blank=True, db_index=True)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)


class AskedKey(models.Model):
    """One key of a question, with the blind that hides it."""

    question = models.ForeignKey(AskedQuestion, on_delete=models.CASCADE)
    place = models.SmallIntegerField()
    key = models.CharField(max_length=300)
    entity = models.CharField(max_length=32)
    blind = models.BinaryField()
    hit = models.BooleanField(null=True)
    opened_at = models.DateTimeField(null=True)


class ReceivedQuestion(models.Model):
    """All that the asked node ever learns before the asker opens the conversation (rule 28)."""

    envelope = models.CharField(max_length=160, primary_key=True)
    asker = models.CharField(max_length=32)  # service id
    case_reference = models.CharField(max_length=80)
    agreement = models.CharField(max_length=64)
    keys = models.SmallIntegerField()
    bits = models.SmallIntegerField()
    at = models.DateTimeField(db_index=True)


class QuestionBudget(models.Model):
    """What the questions of one day cost so far, ours to a service or a service's to us."""

    class Side(models.TextChoices):
        """Who asked."""

        ASKED = "asked"
        ANSWERED = "answered"

    side = models.CharField(max_length=8, choices=Side.choices)
    other = models.CharField(max_length=32)  # service id
    agreement = models.CharField(max_length=64)
    purpose = models.CharField(max_length=32)
    day = models.DateField()
    questions = models.IntegerField()
    bits = models.BigIntegerField()

    class Meta:
        """One row for each day, so that two sessions at once add to the same count."""

        constraints = (
            models.UniqueConstraint(
                fields=["side", "other", "agreement", "purpose", "day"], name="question_budget"
            ),
        )


class PartnerKey(models.Model):
    """A key for questions that a partner's card showed us, as first seen."""

    node = models.CharField(max_length=32)
    fingerprint = models.BinaryField(max_length=16)
    public = models.BinaryField(max_length=32)
    serial = models.BigIntegerField()  # of the card
    seen_at = models.DateTimeField()

    class Meta:
        """Each key of a node once."""

        constraints = (models.UniqueConstraint(fields=["node", "fingerprint"], name="partner_key"),)
