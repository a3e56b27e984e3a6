"""Ledgers of a case: kept as an exhibit with one marking, and read line by line.

A transfer is a line and no entity: it becomes statements when somebody chooses
it (`casework.choosing`), and only then can it be asked about or released.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import UTC
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction

from passerelle.casework.access import AbsentError, member_cases
from passerelle.casework.cases import case_marking
from passerelle.casework.exhibit_bytes import bytes_of, store_bytes
from passerelle.casework.journaling import consulted, record
from passerelle.casework.money_columns import keep_columns
from passerelle.casework.recording import accepted_marking
from passerelle.core.clearance import readable_purposes
from passerelle.core.subject import SubjectCategory
from passerelle.engines.ledger_process import look, read_ledger
from passerelle.errors import PasserelleError
from passerelle.evidence.exhibit import digest_of
from passerelle.formats.account_text import account_of
from passerelle.formats.ledger_guess import proposal_of
from passerelle.formats.ledger_mapping import FILE, read_mapping, written
from passerelle.protocol.journal import Act
from passerelle.store import convert
from passerelle.store.bulk import copy_many, stored_instant
from passerelle.store.models import Ledger, LedgerLine, Officer, Origin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from passerelle.casework.access import Access
    from passerelle.core.env import Env
    from passerelle.core.marking import Marking
    from passerelle.engines.ledger_process import LedgerReading, Look
    from passerelle.formats.ledger_mapping import LedgerMapping
    from passerelle.formats.ledger_row import LedgerRow
    from passerelle.store.bulk import Row

MOST_EXPLAINED = 1_000
LARGEST = 64 * 1024 * 1024
# A person under protection has a place of their own: their account is no exhibit of an inquiry.
CATEGORIES = tuple(one for one in SubjectCategory if not one.is_protected)
COLUMNS = (
    "ledger_id",
    "row",
    "line",
    "at",
    "source",
    "target",
    "source_kind",
    "target_kind",
    "amount",
    "currency",
    "amount_given",
    "time_given",
    "channel",
    "paid_in",
    "paid_out",
    "what",
    "reference",
    "text",
)


class LedgerNotKeptError(PasserelleError):
    """The ledger was not kept."""

    def __init__(self, why: str) -> None:
        super().__init__(f"{why}; no ledger was kept")


class LedgerNotReadError(PasserelleError):
    """No row of the ledger was taken; what was read before stands."""

    def __init__(self, explained: Sequence[tuple[int, str, str]]) -> None:
        first = next((f"line {line} {column}: {reason}" for line, column, reason in explained), "it is empty")
        super().__init__(f"no row of the file was taken ({first}); say again which column is which")


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerView:
    """A ledger as members of its case see it."""

    id: str
    name: str
    form: str
    digest: str
    marking: Marking
    lines: int
    explained: tuple[tuple[int, str, str], ...]
    explained_count: int
    recorded_by: str
    recorded_at: datetime
    has_mapping: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LineView:
    """One transfer; `row` counts rows of data from 1, `line` lines of the file."""

    ledger: str
    row: int
    line: int
    at: datetime
    source: str
    target: str
    source_kind: str
    target_kind: str
    amount: Decimal
    currency: str
    amount_given: str
    time_given: str
    channel: str
    paid_in: str
    paid_out: str
    what: str
    reference: str
    text: str


def keep_exhibit(env: Env, access: Access, *, name: str, data: bytes, category: SubjectCategory) -> str:
    """The id of the ledger: its bytes are an exhibit of the case, and its transfers are not read yet."""
    if len(data) > LARGEST:
        raise LedgerNotKeptError(f"the file is larger than {LARGEST >> 20} MB, split it")
    if category not in CATEGORIES:
        raise LedgerNotKeptError("the account of a person under protection is no exhibit of an inquiry")
    marking = accepted_marking(env, dataclasses.replace(case_marking(env, access), category=category))
    form, digest = look(data).form, digest_of(data)
    if (
        Ledger.objects.using(env.database)
        .filter(case=access.case, file_digest=digest, ended_at=None)
        .exists()
    ):
        raise LedgerNotKeptError(
            "the same file is a ledger of this case already, and each transfer would come twice"
        )
    with transaction.atomic(using=env.database):
        store_bytes(env, digest, data)
        origin = Origin.objects.using(env.database).create(id=env.new_id(), file_digest=digest)
        row = Ledger.objects.using(env.database).create(
            id=env.new_id(),
            case=access.case,
            name=name.strip(),
            form=form,
            file_digest=digest,
            marking=convert.keep_marking(env.database, marking),
            origin=origin.id,
            recorded_by=access.officer,
            recorded_at=env.now(),
        )
        record(env, access, Act.COLLECTION, subjects=[row.id], reference=f"ledger {digest[:16]}")
    return row.id


def beginning(env: Env, access: Access, ledger: str, said: LedgerMapping | None = None) -> Look:
    """What the file looks like, for a person to say which column is which; raises AbsentError.

    Where a table of the case with the same columns was read before, it is proposed as that was.
    """
    row, _ = _one(env, access, ledger)
    consulted(env, access, subjects=[row.id], reference="ledger")
    found = look(bytes_of(env, row.file_digest), said)
    for earlier in _mappings(env, access, row):
        if known := proposal_of(found.header, earlier):
            layout = {name: found.proposal[name] for name in (*FILE, "account") if name in found.proposal}
            return dataclasses.replace(found, proposal={**known, **layout})
    return found


def known_mapping(env: Env, access: Access, ledger: str, found: Look) -> LedgerMapping | None:
    """The mapping by which a table of the case with the same columns was read; none where it is another's."""
    row, _ = _one(env, access, ledger)
    for earlier in _mappings(env, access, row):
        if earlier.columns and set(earlier.columns) <= set(found.header):
            account = earlier.account and found.proposal.get("account", "")
            if earlier.account and not account:
                return None
            layout: dict[str, Any] = {name: found.proposal.get(name, "") for name in FILE}
            return dataclasses.replace(earlier, opening="", closing="", account=account, **layout)
    return None


def mapping_of(env: Env, access: Access, ledger: str) -> str:
    """How the table was read, as TOML that a later one can be read by; raises AbsentError where none was."""
    row, _ = _one(env, access, ledger)
    if not row.mapping:
        raise AbsentError("mapping")
    consulted(env, access, subjects=[row.id], reference="ledger mapping")
    return row.mapping


def _mappings(env: Env, access: Access, but: Ledger) -> list[LedgerMapping]:
    """How this one was read before, then how others of the case were, the latest first."""
    rows = [row for row, _ in _readable(env, access) if row.mapping]
    rows.sort(key=lambda row: (row.id == but.id, row.recorded_at), reverse=True)
    return [read_mapping(row.mapping) for row in rows]


def read_lines(env: Env, access: Access, ledger: str, mapping: LedgerMapping | None) -> int:
    """How many transfers were taken: they are columns keyed by row, in place of an earlier reading."""
    row, _ = _one(env, access, ledger)
    reading = read_ledger(bytes_of(env, row.file_digest), mapping)
    if not reading.rows:
        raise LedgerNotReadError(_explained(reading))
    explained = _explained(reading)
    with transaction.atomic(using=env.database):
        LedgerLine.objects.using(env.database).filter(ledger=row).delete()
        row.explained, row.explained_count = explained[:MOST_EXPLAINED], len(explained)
        row.mapping = written(mapping) if mapping else ""
        row.save(using=env.database, update_fields=["explained", "explained_count", "mapping"])
        copy_many(env.database, LedgerLine, COLUMNS, _columns(env, row.id, reading.rows))
        keep_columns(env, row.id)
        record(env, access, Act.ALTERATION, subjects=[row.id], reference="ledger read")
    return len(reading.rows)


def ledgers(env: Env, access: Access) -> tuple[LedgerView, ...]:
    """The ledgers of this access's case that this reader may see, oldest first; raises AbsentError."""
    rows = _readable(env, access)
    people = dict(Officer.objects.using(env.database).values_list("id", "name"))
    lines = LedgerLine.objects.using(env.database)
    return tuple(
        LedgerView(
            id=row.id,
            name=row.name,
            form=row.form,
            digest=row.file_digest,
            marking=marking,
            lines=lines.filter(ledger=row).count(),
            explained=tuple((line, column, reason) for line, column, reason in row.explained),
            explained_count=row.explained_count,
            recorded_by=people.get(row.recorded_by, ""),
            recorded_at=row.recorded_at,
            has_mapping=bool(row.mapping),
        )
        for row, marking in rows
    )


def lines_of(env: Env, access: Access) -> tuple[LineView, ...]:
    """All transfers of the case that this reader may see, in time order; the reading is journalled."""
    found = LedgerLine.objects.using(env.database).filter(ledger__in=seen_ledgers(env, access))
    return tuple(views(found.order_by("at", "ledger_id", "row")))


def seen_ledgers(env: Env, access: Access) -> list[str]:
    """The ledgers of the case that this reader may see; the reading is journalled, and raises AbsentError."""
    seen = [row.id for row, _ in _readable(env, access)]
    if seen:
        consulted(env, access, subjects=seen, reference="ledgers")
    return seen


def views(lines: QuerySet[LedgerLine]) -> Iterator[LineView]:
    """The lines of the query, one by one."""
    names = [name for name in COLUMNS if name != "amount"]
    fields = ["ledger" if name == "ledger_id" else name for name in names]
    for amount, *rest in lines.values_list("amount", *names).iterator():
        yield LineView(amount=Decimal(amount), **dict(zip(fields, rest, strict=True)))


def origin_of(env: Env, access: Access, ledger: str) -> tuple[str, Marking]:
    """The source reference and the marking of a ledger that this reader may see; raises AbsentError."""
    row, marking = _one(env, access, ledger)
    return row.origin, marking


def _one(env: Env, access: Access, ledger: str) -> tuple[Ledger, Marking]:
    found = next((one for one in _readable(env, access) if one[0].id == ledger), None)
    if found is None:
        raise AbsentError("ledger")
    return found


def _readable(env: Env, access: Access) -> list[tuple[Ledger, Marking]]:
    if not access.case or access.case not in member_cases(env, access.officer):
        raise AbsentError("case")
    rows = list(
        Ledger.objects.using(env.database)
        .filter(case=access.case, ended_at=None)
        .order_by("recorded_at", "id")
    )
    markings = convert.markings(env.database, [row.marking for row in rows])
    allowed, today = readable_purposes(access.role), env.now().date()
    return [
        (row, markings[row.marking])
        for row in rows
        if markings[row.marking].purpose in allowed and markings[row.marking].review >= today
    ]


def _explained(reading: LedgerReading) -> list[tuple[int, str, str]]:
    bad = [(one.line, one.column, one.reason) for one in reading.bad]
    return sorted([*bad, *((one.line, "", one.reason) for one in reading.problems)])


def _columns(env: Env, ledger: str, rows: Iterable[LedgerRow]) -> Iterator[Row]:
    for number, row in enumerate(rows, 1):
        source, target = account_of(row.source), account_of(row.target)
        when = row.time if row.time.tzinfo else row.time.replace(tzinfo=UTC)
        yield (
            ledger,
            number,
            row.line,
            stored_instant(env.database, when),
            source.number[:120],
            target.number[:120],
            source.kind,
            target.kind,
            format(row.amount, "f"),
            row.currency[:12],
            row.amount_given[:60],
            row.time_given[:60],
            row.channel.casefold()[:40],
            row.paid_in[:80],
            row.paid_out[:80],
            row.what.casefold()[:40],
            row.reference[:120],
            row.text[:300],
        )
