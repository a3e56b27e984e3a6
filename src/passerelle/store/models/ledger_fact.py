"""What people say about the accounts and lines of a ledger, and shipments: inputs of the red flags.

Each belongs to a ledger, whose marking it has, and goes when the ledger goes.
"""

from __future__ import annotations

from django.db import models

from passerelle.store.models.ledger import Ledger


class AccountFact(models.Model):
    """What is known of who holds an account; null and empty mean that nobody said."""

    ledger = models.ForeignKey(Ledger, on_delete=models.CASCADE)
    account = models.CharField(max_length=120)
    person = models.CharField(max_length=20, blank=True)  # a mark that joins accounts of one holder, no name
    profession = models.CharField(max_length=80, blank=True)
    business = models.CharField(max_length=40, blank=True)
    cash_business = models.BooleanField(null=True)
    payroll = models.BooleanField(null=True)
    escorted = models.BooleanField(default=False)
    home = models.JSONField(default=list)
    relatives = models.JSONField(default=list)  # accounts
    reached_by = models.JSONField(default=list)  # devices and phones
    reason = models.CharField(max_length=200)
    by = models.CharField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        """What was said last is what counts."""

        constraints = (models.UniqueConstraint(fields=["ledger", "account"], name="account_fact"),)


class LineFact(models.Model):
    """What a person says of a line where the ledger itself does not."""

    ledger = models.ForeignKey(Ledger, on_delete=models.CASCADE)
    row = models.IntegerField()
    channel = models.CharField(max_length=40, blank=True)
    what = models.CharField(max_length=40, blank=True)
    quantity = models.IntegerField(default=0)
    delivered = models.BooleanField(null=True)
    paid_in = models.CharField(max_length=80, blank=True)
    paid_out = models.CharField(max_length=80, blank=True)
    reason = models.CharField(max_length=200)
    by = models.CharField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        """What was said last is what counts."""

        constraints = (models.UniqueConstraint(fields=["ledger", "row"], name="line_fact"),)


class Shipment(models.Model):
    """Goods on their way: where from, where to, and which account has them moved."""

    id = models.CharField(max_length=32, primary_key=True)
    ledger = models.ForeignKey(Ledger, on_delete=models.CASCADE)
    mover = models.CharField(max_length=120)
    goods = models.CharField(max_length=40)
    from_country = models.CharField(max_length=2)
    to_country = models.CharField(max_length=2)
    to_place = models.CharField(max_length=80, blank=True)
    stored = models.BooleanField(default=False)
    on = models.DateField()
    reason = models.CharField(max_length=200)
    by = models.CharField(max_length=32)
    at = models.DateTimeField()
