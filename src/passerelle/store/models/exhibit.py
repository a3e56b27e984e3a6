"""Exhibits: bytes once by their SHA-256, sealed; each taking of them into a case; who held it."""

from __future__ import annotations

from django.db import models


class ExhibitBytes(models.Model):
    """One content; without its salt nobody opens it again."""

    digest = models.CharField(max_length=64, primary_key=True)
    salt = models.BinaryField()
    sealed_digest = models.CharField(max_length=64)  # of the file that holds it, sealed
    size = models.BigIntegerField()


class Exhibit(models.Model):
    """One taking of a content into a case; its marking is that of its entity."""

    id = models.CharField(max_length=32, primary_key=True)
    content = models.ForeignKey(ExhibitBytes, on_delete=models.PROTECT)
    case = models.CharField(max_length=32, db_index=True)
    entity = models.CharField(max_length=32, db_index=True)
    title = models.CharField(max_length=200)
    media_type = models.CharField(max_length=80)
    origin = models.CharField(max_length=200)
    # The sealed number of the document that it shows: where its holder comes under protection, it is shut.
    about = models.BinaryField(default=b"")


class CustodyEvent(models.Model):
    """What was done with an exhibit, once; rows are added and never changed."""

    exhibit = models.ForeignKey(Exhibit, on_delete=models.PROTECT)
    number = models.IntegerField()
    act = models.CharField(max_length=16)
    at = models.DateTimeField()
    officer = models.CharField(max_length=32)
    why = models.CharField(max_length=200)
    before = models.CharField(max_length=64)
    to = models.CharField(max_length=32, blank=True, default="")

    class Meta:
        """Numbers count from one, each once."""

        constraints = (models.UniqueConstraint(fields=["exhibit", "number"], name="custody_number"),)
