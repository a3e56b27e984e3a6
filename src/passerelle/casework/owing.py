"""What a newer file changed or took away, while partners still have it as it was.

Who reads a file in does not send: a row in the inbox says that something is
owed, and a person of a role that sends has every holder told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from passerelle.casework.access import AbsentError
from passerelle.casework.amending import holders, tell
from passerelle.casework.dispatch import recall_from
from passerelle.casework.reading import readable_statements
from passerelle.casework.way_in import require_may_send
from passerelle.core.notice_kind import NoticeKind
from passerelle.protocol.messages import Kind
from passerelle.store.models import Disclosure, Notice, Statement
from passerelle.store.recorded import in_chunks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from passerelle.casework.access import Access
    from passerelle.core.env import Env


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """How many holders were told of a newer version, and from how many the record is recalled."""

    told: int
    recalled: int


def note_what_is_owed(env: Env, records: Sequence[str]) -> bool:
    """Whether partners have any of these records, which a file just changed; a row in the inbox says so."""
    held = sum(
        Disclosure.objects.using(env.database)
        .filter(record__in=chunk, recall_asked_at=None)
        .values("record")
        .distinct()
        .count()
        for chunk in in_chunks(records)
    )
    if held:
        Notice.objects.using(env.database).create(
            id=env.new_id(),
            kind=NoticeKind.OWED,
            at=env.now(),
            service=env.service,
            facts={"statements": held},
        )
    return bool(held)


def settle_what_is_owed(env: Env, access: Access) -> Settled:
    """Every holder of an older version is told of the newer one, or gives back what no longer stands."""
    require_may_send(access, Kind.CORRECTION)
    told = recalled = 0
    with transaction.atomic(using=env.database):
        for record, entity in owed(env).items():
            standing = [
                statement
                for statement, _, _ in readable_statements(env, access, [entity])
                if statement.record == record
            ]
            if standing:
                done = tell(env, access, standing[0], Kind.CORRECTION, None)
                told, recalled = told + len(done.told), recalled + len(done.recalled)
            elif not _stands(env, record):
                for node in holders(env, record):
                    recall_from(env, access, record, node)
                    recalled += 1
    return Settled(told=told, recalled=recalled)


def owed(env: Env) -> dict[str, str]:
    """The records of which some partner has another version than the one that stands, with their entities."""
    ledger = Disclosure.objects.using(env.database).filter(recall_asked_at=None)
    latest = ledger.values_list("record", "recipient").annotate(last=Max("version"))
    oldest: dict[str, int] = {}
    for record, _recipient, last in latest.order_by("record", "recipient"):
        oldest[record] = min(last, oldest.get(record, last))
    found: dict[str, str] = {}
    for chunk in in_chunks(sorted(oldest)):
        rows = Statement.objects.using(env.database).filter(record__in=chunk, arrived_from="")
        standing = dict(rows.filter(state=Statement.State.LIVE).values_list("record", "version"))
        places = rows.values_list("record", "entity").order_by("record", "version")
        found |= {record: entity for record, entity in places if standing.get(record, 0) != oldest[record]}
    return found


def owed_row(env: Env, notice: str) -> None:
    """Nothing, where the row says that something is owed; raises AbsentError."""
    rows = Notice.objects.using(env.database).filter(id=notice, kind=NoticeKind.OWED, done_at=None)
    if not rows.exists():
        raise AbsentError("row")


def _stands(env: Env, record: str) -> bool:
    rows = Statement.objects.using(env.database).filter(record=record, state=Statement.State.LIVE)
    return rows.exists()
