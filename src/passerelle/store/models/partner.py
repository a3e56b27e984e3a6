"""Services we know, and the nodes they run; our own are rows like the others."""

from __future__ import annotations

from django.db import models


class Service(models.Model):
    """A competent authority or partner body: owner, party to agreements, signer."""

    id = models.CharField(max_length=32, primary_key=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=40)
    country = models.CharField(max_length=8, blank=True)
    regime = models.CharField(max_length=16)
    sign_key = models.BinaryField()


class Node(models.Model):
    """One running installation: recipient address, decryption key, sequence, incarnation."""

    id = models.CharField(max_length=32, primary_key=True)
    service = models.ForeignKey(Service, on_delete=models.PROTECT)
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=255)
    card = models.BinaryField()  # the signed node card, exact bytes
    is_self = models.BooleanField(default=False)
    trusted_at = models.DateTimeField(null=True)
    next_sequence = models.BigIntegerField(default=1)  # of what we send to it
    incarnation_seen = models.IntegerField(default=0)
    last_seen = models.DateTimeField(null=True)
    via = models.CharField(max_length=32, blank=True)  # the node through which we reach it, and it us
    resent_for = models.IntegerField(default=1)  # the incarnation for which it was sent again what it lost
    carried = models.BooleanField(default=False)  # we relay between it and others that we relay for
