"""A ledger ends: somebody ends it with a reason, or its review date passes, and its transfers are erased.

It is invisible at once. Lines, what was said of them, its bytes and its digest
go, the questions that a rule asked about it too; that it was there, who ended
it, when and why stays to be seen. While a hold stands on the case it is
restricted: shown to nobody who inquires, and erased when the hold is lifted.
A transfer that was chosen into the case is a statement and has its own review.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from django.db import transaction

from passerelle.casework.access import AbsentError, member_cases
from passerelle.casework.journaling import record, record_by_node
from passerelle.casework.node_reason import NodeReason
from passerelle.casework.recording import MarkingRefusedError, accepted_marking
from passerelle.core.clearance import readable_purposes
from passerelle.core.retention import has_passed
from passerelle.errors import PasserelleError
from passerelle.protocol.journal import Act
from passerelle.store import convert
from passerelle.store.exhibits import forget_ledger
from passerelle.store.holds import current
from passerelle.store.models import (
    AccountFact,
    Identification,
    Ledger,
    LedgerColumns,
    LedgerLine,
    LineFact,
    MoneyNote,
    Officer,
    Origin,
    Shipment,
)
from passerelle.store.wiping import wipe_after_commit

if TYPE_CHECKING:
    from datetime import date, datetime

    from passerelle.casework.access import Access
    from passerelle.core.env import Env
    from passerelle.core.marking import Marking

LONGEST_WHY = 200
PORTION = 20


class LedgerEndRefusedError(PasserelleError):
    """The ledger was not ended or renewed; it stands as before."""

    def __init__(self, why: str) -> None:
        super().__init__(f"{why}; the ledger stands as before")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class EndedLedger:
    """A ledger that is no longer shown: what is left to be seen of it."""

    id: str
    name: str
    form: str
    ended_at: datetime
    ended_by: str  # empty where its review date passed
    why: str
    erased_at: datetime | None


def end_ledger(env: Env, access: Access, ledger: str, *, why: str) -> None:
    """The ledger is shown no more and is erased, or restricted while a hold stands on its case."""
    if not why.strip():
        raise LedgerEndRefusedError("say why")
    with transaction.atomic(using=env.database):
        row = _standing(env, access, ledger)
        row.ended_at, row.ended_by, row.ended_why = env.now(), access.officer, why.strip()[:LONGEST_WHY]
        row.save(using=env.database, update_fields=["ended_at", "ended_by", "ended_why"])
        erased = _erase(env, row)
        reference = "ledger erased" if erased else "ledger restricted: a hold stands"
        record(env, access, Act.ERASURE, subjects=[row.id], reference=reference)


def renew_ledger(env: Env, access: Access, ledger: str, *, review: date, why: str) -> None:
    """The ledger is reviewed again on that day; raises LedgerEndRefusedError for one that is not later."""
    if not why.strip():
        raise LedgerEndRefusedError("say why")
    with transaction.atomic(using=env.database):
        row = _standing(env, access, ledger)
        before = _marking(env, row)
        if review <= before.review:
            raise LedgerEndRefusedError("the new review date is not later than the present one")
        try:
            after = accepted_marking(env, dataclasses.replace(before, review=review))
        except MarkingRefusedError as error:
            raise LedgerEndRefusedError(str(error)) from None
        if after.review != review:
            raise LedgerEndRefusedError(f"the rules allow no later review than {after.review}")
        row.marking = convert.keep_marking(env.database, after)
        row.save(using=env.database, update_fields=["marking"])
        record(env, access, Act.ALTERATION, subjects=[row.id], reference=f"ledger renewed until {review}")


def ended_ledgers(env: Env, access: Access) -> tuple[EndedLedger, ...]:
    """Those of this access's case that ended, the latest first; raises AbsentError."""
    _check(env, access)
    people = dict(Officer.objects.using(env.database).values_list("id", "name"))
    rows = Ledger.objects.using(env.database).filter(case=access.case).exclude(ended_at=None)
    return tuple(
        EndedLedger(
            id=row.id,
            name=row.name,
            form=row.form,
            ended_at=row.ended_at,
            ended_by=people.get(row.ended_by, ""),
            why=row.ended_why,
            erased_at=row.erased_at,
        )
        for row in rows.order_by("-ended_at", "id")
        if row.ended_at is not None
    )


def expire_ledgers(env: Env) -> int:
    """How many ledgers, at most a few, were erased because their review passed or a hold was lifted."""
    with transaction.atomic(using=env.database):
        gone = []
        for row in _due(env):
            if row.ended_at is None:
                row.ended_at = env.now()
                row.save(using=env.database, update_fields=["ended_at"])
            gone += [row.id] if _erase(env, row) else []
        if gone:
            record_by_node(
                env, Act.ERASURE, reason=NodeReason.LEDGERS_ENDED, case="expiry", subjects=sorted(gone)
            )
    return len(gone)


def _due(env: Env) -> list[Ledger]:
    """A few ledgers that are over and that nothing keeps."""
    kept = set(current(env.database, env.now()).values_list("case", flat=True))
    standing = Ledger.objects.using(env.database).select_for_update().filter(erased_at=None)
    rows = list(standing.exclude(case__in=kept))
    markings = convert.markings(env.database, [row.marking for row in rows])
    now = env.now()
    return [row for row in rows if row.ended_at or has_passed(markings[row.marking].review, now)][:PORTION]


def _erase(env: Env, row: Ledger) -> bool:
    """Whether the content is gone: while a hold stands on the case it is kept, and shown to nobody."""
    if current(env.database, env.now()).filter(case=row.case).exists():
        return False
    for model in (LedgerColumns, LedgerLine, AccountFact, LineFact, Shipment):
        model.objects.using(env.database).filter(ledger=row.id).delete()
    _forget_notes(env, row)
    # Who waits for a trained person is theirs, and stays until they met them.
    met = Identification.objects.using(env.database).filter(ledger=row.id).exclude(done_at=None)
    met.update(subject="", signs=[])
    digest, row.file_digest, row.explained, row.mapping = row.file_digest, "", [], ""
    row.erased_at = env.now()
    row.save(using=env.database)
    Origin.objects.using(env.database).filter(id=row.origin).update(file_digest="")
    forget_ledger(env.database, digest)
    wipe_after_commit(env.database)
    return True


def _forget_notes(env: Env, row: Ledger) -> None:
    """What a rule asked of its transfers goes; what a person concluded stays, without them."""
    for note in MoneyNote.objects.using(env.database).select_for_update().filter(case=row.case):
        rest = [line for line in note.lines if line[0] != row.id]
        if len(rest) == len(note.lines):
            continue
        if note.rule:
            note.delete(using=env.database)
            continue
        note.lines = rest
        note.save(using=env.database, update_fields=["lines"])


def _standing(env: Env, access: Access, ledger: str) -> Ledger:
    _check(env, access)
    rows = Ledger.objects.using(env.database).select_for_update()
    row = rows.filter(id=ledger, case=access.case, ended_at=None).first()
    if row is None or _marking(env, row).purpose not in readable_purposes(access.role):
        raise AbsentError("ledger")
    return row


def _marking(env: Env, row: Ledger) -> Marking:
    return convert.markings(env.database, [row.marking])[row.marking]


def _check(env: Env, access: Access) -> None:
    if not access.case or access.case not in member_cases(env, access.officer):
        raise AbsentError("case")
