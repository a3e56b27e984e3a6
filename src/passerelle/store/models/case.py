"""Cases, their members, and duty operations: the references a read needs (rule 11)."""

from __future__ import annotations

from django.db import models

from passerelle.store.models.officer import Officer


class Case(models.Model):
    """An inquiry with a purpose and a legal basis."""

    id = models.CharField(max_length=32, primary_key=True)
    reference = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=200)
    purpose = models.CharField(max_length=40)
    legal_basis = models.CharField(max_length=200)
    marking = models.JSONField()  # the default marking that its statements inherit
    lead = models.ForeignKey(Officer, on_delete=models.PROTECT)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)


class Member(models.Model):
    """An officer's access to a case, from an instant, until another."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    why = models.CharField(max_length=200)


class DutyOperation(models.Model):
    """What an officer is on duty for, from sign-in; the inbox is read under it."""

    id = models.CharField(max_length=32, primary_key=True)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT)
    purpose = models.CharField(max_length=40)
    reason = models.CharField(max_length=200)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
