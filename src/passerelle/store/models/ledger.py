"""Ledgers: exhibits with one marking, transfers as columns keyed by line, and what people ask of them."""

from __future__ import annotations

from django.db import models


class Ledger(models.Model):
    """A file of transfers in a case; its bytes lie sealed under their digest, unchanged.

    A ledger that ended is shown to nobody. Once it is erased, only its name and
    its form stay, with who ended it, when and why.
    """

    id = models.CharField(max_length=32, primary_key=True)
    case = models.CharField(max_length=32, db_index=True)
    name = models.CharField(max_length=120)
    form = models.CharField(max_length=12)
    file_digest = models.CharField(max_length=64)
    marking = models.CharField(max_length=64)
    origin = models.CharField(max_length=32)  # the opaque reference that statements made of it carry
    explained = models.JSONField(default=list)  # line, column and reason of what was not taken, no values
    explained_count = models.IntegerField(default=0)
    mapping = models.TextField(blank=True)  # how a table was read, as TOML
    recorded_by = models.CharField(max_length=32)
    recorded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=32, blank=True)  # empty where its review date passed
    ended_why = models.CharField(max_length=200, blank=True)
    erased_at = models.DateTimeField(null=True)  # later than its end where a hold stood


class LedgerLine(models.Model):
    """One transfer: amount and date as given, and beside them in their normal form."""

    ledger = models.ForeignKey(Ledger, on_delete=models.CASCADE)
    row = models.IntegerField()
    line = models.IntegerField()
    at = models.DateTimeField()  # a moment without a zone is taken as if it were in UTC
    source = models.CharField(max_length=120)
    target = models.CharField(max_length=120)
    source_kind = models.CharField(max_length=8)
    target_kind = models.CharField(max_length=8)
    amount = models.CharField(max_length=40)
    currency = models.CharField(max_length=12)
    amount_given = models.CharField(max_length=60)
    time_given = models.CharField(max_length=60)
    channel = models.CharField(max_length=40)
    paid_in = models.CharField(max_length=80)
    paid_out = models.CharField(max_length=80)
    what = models.CharField(max_length=40)
    reference = models.CharField(max_length=120)
    text = models.CharField(max_length=300)

    class Meta:
        """A line of a ledger is named by its number."""

        constraints = (models.UniqueConstraint(fields=["ledger", "row"], name="ledger_line"),)
        indexes = (models.Index(fields=["ledger", "at", "row"], name="ledger_line_time"),)


class LedgerColumns(models.Model):
    """The lines of a ledger once more as numbers in columns, of which the sums of a page are made."""

    ledger = models.OneToOneField(Ledger, on_delete=models.CASCADE, primary_key=True)
    lines = models.IntegerField()
    content = models.BinaryField()


class MoneyNote(models.Model):
    """A question about the money of a case, or a conclusion, with the transfers it rests on."""

    class Kind(models.TextChoices):
        """What it is."""

        QUESTION = "question"
        CONCLUSION = "conclusion"

    id = models.CharField(max_length=32, primary_key=True)
    case = models.CharField(max_length=32, db_index=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    text = models.TextField()
    lines = models.JSONField(default=list)  # pairs of ledger and row
    rule = models.CharField(max_length=40, blank=True)  # rule and version, where a rule asked
    said = models.JSONField(default=dict)  # what a rule found, in parts, so that each reader has it in words
    by = models.CharField(max_length=32)
    at = models.DateTimeField()


class Identification(models.Model):
    """Somebody with indicators of control, who waits for a person trained in protection.

    The id is the mask: nothing else of the subject is shown before a reason is
    given, and nobody who inquires reads this table.
    """

    id = models.CharField(max_length=32, primary_key=True)
    service = models.CharField(max_length=32)
    case = models.CharField(max_length=32)
    ledger = models.CharField(max_length=32)
    subject = models.CharField(max_length=120)
    signs = models.JSONField(default=list)  # rule, version, rows, why
    at = models.DateTimeField()
    taken_by = models.CharField(max_length=32, blank=True)
    outcome = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    done_at = models.DateTimeField(null=True)


class Freeze(models.Model):
    """A postponement or a freezing certificate: who decided, until when, what came of it."""

    id = models.CharField(max_length=32, primary_key=True)
    case = models.CharField(max_length=32, db_index=True)
    kind = models.CharField(max_length=20)
    account = models.CharField(max_length=120)
    bank = models.CharField(max_length=120)
    amount = models.CharField(max_length=40)
    currency = models.CharField(max_length=12)
    legal_basis = models.CharField(max_length=200)
    reason = models.CharField(max_length=200)
    asked_by = models.CharField(max_length=32)
    asked_at = models.DateTimeField()
    decided_by = models.CharField(max_length=32, blank=True)
    decided_at = models.DateTimeField(null=True)
    hours = models.IntegerField()
    held = models.CharField(max_length=40, blank=True)
    recovered = models.CharField(max_length=40, blank=True)
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=200, blank=True)


class EmbarkationPlace(models.Model):
    """A place from which groups set off, with its reason and the days it holds; never a country."""

    code = models.CharField(max_length=80)
    reason = models.CharField(max_length=200)
    since = models.DateField()
    until = models.DateField()
    by = models.CharField(max_length=32)
    at = models.DateTimeField()
