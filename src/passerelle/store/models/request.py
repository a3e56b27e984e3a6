"""Requests with a clock: what was asked, every step since, its copies in channels, and whom to call."""

from __future__ import annotations

from django.db import models


class Request(models.Model):
    """One request, received or made. A review that is not renewed empties `content` and `found`."""

    id = models.CharField(max_length=32, primary_key=True)
    direction = models.CharField(max_length=12)
    kind = models.CharField(max_length=24)
    urgency = models.CharField(max_length=20)
    purpose = models.CharField(max_length=40)
    node = models.CharField(max_length=32, blank=True)  # the other side's, "" where it has none
    other = models.CharField(max_length=120)  # the other side's name
    country = models.CharField(max_length=8)
    agreement = models.CharField(max_length=64)
    case = models.CharField(max_length=32, blank=True)
    channel = models.CharField(max_length=12)
    reference = models.CharField(max_length=128, blank=True)  # the requester's own
    message = models.CharField(max_length=160, blank=True, db_index=True)
    receipt = models.DateTimeField()  # by this server
    content = models.JSONField(default=dict)
    keys = models.JSONField(default=list)  # digests
    found = models.JSONField(default=list)  # entities here that hold one of them, at arrival
    no_copy = models.CharField(max_length=24, blank=True)  # why the contact point has none
    by_contact_point = models.BooleanField(default=False)
    europol = models.BooleanField(null=True)
    europol_reason = models.CharField(max_length=500, blank=True)
    officer = models.CharField(max_length=32, blank=True)
    duplicate_of = models.CharField(max_length=32, blank=True, db_index=True)
    concluded_at = models.DateTimeField(null=True)
    review = models.DateField(null=True)
    erased_at = models.DateTimeField(null=True)


class RequestStep(models.Model):
    """What happened, once and for good."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE)
    step = models.CharField(max_length=16)
    at = models.DateTimeField()
    officer = models.CharField(max_length=32, blank=True)  # "" where the other side did it
    text = models.TextField(blank=True)
    authorisation = models.CharField(max_length=200, blank=True)
    expected = models.DateTimeField(null=True)
    delivered = models.JSONField(default=list)
    refused = models.JSONField(default=list)
    releases = models.JSONField(default=list)  # message ids


class RequestCopy(models.Model):
    """The reference that a channel gave a copy, or the reason why there is none."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE)
    channel = models.CharField(max_length=12)
    reference = models.CharField(max_length=128, blank=True)
    reason = models.CharField(max_length=16, blank=True)
    at = models.DateTimeField()
    officer = models.CharField(max_length=32)

    class Meta:
        """One a channel."""

        constraints = (models.UniqueConstraint(fields=("request", "channel"), name="request_copy"),)


class DutyContact(models.Model):
    """An office that answers at certain hours; never a person."""

    id = models.CharField(max_length=32, primary_key=True)
    office = models.CharField(max_length=120)
    country = models.CharField(max_length=8)
    phone = models.CharField(max_length=40)
    languages = models.CharField(max_length=80)
    zone = models.CharField(max_length=40)
    start = models.TimeField()
    end = models.TimeField()
    days = models.JSONField(default=list)
    officer = models.CharField(max_length=32)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
