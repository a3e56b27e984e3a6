"""Lists of certificates that a person imported, and what each newer one added and took away."""

from __future__ import annotations

from django.db import models


class TrustList(models.Model):
    """One publisher's list for one use, as its latest file has it."""

    id = models.CharField(max_length=32, primary_key=True)
    kind = models.CharField(max_length=24)
    name = models.CharField(max_length=80)
    file_digest = models.CharField(max_length=64)
    dated = models.DateField()
    imported_by = models.CharField(max_length=32)
    imported_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        """A name stands once for each use."""

        constraints = (models.UniqueConstraint(fields=["kind", "name"], name="trust_list_name"),)


class TrustCertificate(models.Model):
    """One certificate of a list, from the file that brought it to the one that no longer had it."""

    list = models.ForeignKey(TrustList, on_delete=models.PROTECT)
    fingerprint = models.CharField(max_length=64)
    raw = models.BinaryField()
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        """What a list holds now is found at once."""

        indexes = (models.Index(fields=["list", "removed_at"], name="trust_certificate_now"),)
