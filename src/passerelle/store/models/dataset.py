"""Where statements come from: the file, the record in it, the line."""

from __future__ import annotations

from django.db import models


class Dataset(models.Model):
    """A publisher's list or a service's file; each import of it is dated by its latest file."""

    id = models.CharField(max_length=32, primary_key=True)
    name = models.CharField(max_length=80, unique=True)
    file_digest = models.CharField(max_length=64)
    dated = models.CharField(max_length=32, blank=True)
    imported_at = models.DateTimeField()


class Entity(models.Model):
    """The thing that statements are about; its id is random and says nothing."""

    id = models.CharField(max_length=32, primary_key=True)
    schema = models.CharField(max_length=40)
    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, null=True)
    publisher_id = models.CharField(max_length=120, blank=True)

    class Meta:
        """A publisher's id names one entity in its dataset."""

        indexes = (models.Index(fields=["dataset", "publisher_id"], name="entity_publisher"),)


class Origin(models.Model):
    """The record a statement was read from; `id` is the opaque reference that may leave."""

    id = models.CharField(max_length=32, primary_key=True)
    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, null=True)
    file_digest = models.CharField(max_length=64, blank=True)
    line = models.IntegerField(default=0)
    note = models.CharField(max_length=200, blank=True)
