"""Exhibits of a case: taken by a person, read and verified with a line of custody each time.

The bytes stand once by their SHA-256, sealed. Who may read an exhibit is who
may read its entity; when that is erased, the bytes are lost with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from passerelle.casework.access import AbsentError, ReasonRequiredError
from passerelle.casework.exhibit_bytes import bytes_of, store_bytes
from passerelle.casework.journaling import consulted, record
from passerelle.casework.reading import readable_statements
from passerelle.casework.recording import record_statements
from passerelle.core.draft import Draft, Fact
from passerelle.errors import PasserelleError
from passerelle.evidence.custody import CustodyAct, CustodyEvent, broken_at
from passerelle.evidence.exhibit import digest_of
from passerelle.protocol.journal import Act
from passerelle.store.models import CustodyEvent as CustodyRow
from passerelle.store.models import Exhibit, Officer

if TYPE_CHECKING:
    from datetime import datetime

    from passerelle.casework.access import Access
    from passerelle.core.env import Env
    from passerelle.core.marking import Marking

LARGEST = 1 << 28
LONGEST_WHY = 200


class ExhibitTooLargeError(PasserelleError):
    """The bytes are more than an exhibit may have; nothing was taken."""

    def __init__(self) -> None:
        super().__init__(f"the file is empty or larger than {LARGEST >> 20} MB; nothing was taken, split it")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """What a person says of the bytes that they take."""

    title: str
    media_type: str
    origin: str
    schema: str = "Document"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExhibitView:
    """An exhibit as members of its case see it."""

    id: str
    entity: str
    title: str
    media_type: str
    origin: str
    digest: str
    size: int
    taken_at: datetime
    custody: tuple[tuple[CustodyEvent, str], ...]  # each with the name of its officer
    broken_at: int | None


def take(env: Env, access: Access, data: bytes, said: Taking, marking: Marking) -> str:
    """The id of the exhibit, which stands in the reader's case from now on."""
    if not access.case:
        raise ReasonRequiredError
    if not 0 < len(data) <= LARGEST:
        raise ExhibitTooLargeError
    digest = digest_of(data)
    facts = (
        Fact("title", said.title),
        Fact("contentHash", digest),
        Fact("mimeType", said.media_type),
        Fact("fileSize", str(len(data))),
    )
    draft = Draft(publisher_id="exhibit", schema=said.schema, line=1, facts=facts)
    with transaction.atomic(using=env.database):
        entity = record_statements(env, access, drafts=[draft], marking=marking).ids["exhibit"]
        store_bytes(env, digest, data)
        row = Exhibit.objects.using(env.database).create(
            id=env.new_id(),
            content_id=digest,
            case=access.case,
            entity=entity,
            title=said.title,
            media_type=said.media_type,
            origin=said.origin,
        )
        _event(env, access, row, CustodyAct.TAKEN)
        record(env, access, Act.COLLECTION, subjects=[entity], reference=f"exhibit {row.id}")
    return row.id


def exhibits_of_case(env: Env, access: Access) -> tuple[ExhibitView, ...]:
    """The exhibits of the reader's case, the latest first; their reading is journalled before."""
    rows = list(Exhibit.objects.using(env.database).filter(case=access.case).select_related("content"))
    if not rows:
        return ()
    known = {said.entity for said, _, _ in readable_statements(env, access, [row.entity for row in rows])}
    consulted(env, access, subjects=sorted(known), reference="exhibits")
    found = [_view(env, row) for row in rows if row.entity in known]
    return tuple(sorted(found, key=lambda one: one.taken_at, reverse=True))


def exhibit_view(env: Env, access: Access, exhibit: str) -> ExhibitView:
    """The exhibit with its custody; raises AbsentError for one that is not the reader's to see."""
    row = _row(env, access, exhibit)
    consulted(env, access, subjects=[row.entity], reference=f"exhibit {row.id}")
    return _view(env, row)


def read_exhibit(env: Env, access: Access, exhibit: str) -> tuple[bytes, str]:
    """The bytes as they were taken, and their kind; the reading is a line of custody and of the journal."""
    row = _row(env, access, exhibit)
    with transaction.atomic(using=env.database):
        _event(env, access, row, CustodyAct.READ)
        record(env, access, Act.CONSULTATION, subjects=[row.entity], reference=f"exhibit {row.id}")
    return bytes_of(env, row.content_id), row.media_type


def verify_exhibit(env: Env, access: Access, exhibit: str) -> ExhibitView:
    """The exhibit, with a line of custody that says whether its bytes are those that were taken."""
    row = _row(env, access, exhibit)
    try:
        bytes_of(env, row.content_id)
    except PasserelleError:
        act = CustodyAct.DAMAGED
    else:
        act = CustodyAct.VERIFIED
    with transaction.atomic(using=env.database):
        _event(env, access, row, act)
        record(env, access, Act.CONSULTATION, subjects=[row.entity], reference=f"exhibit {row.id} {act}")
    return _view(env, row)


def hand_over(env: Env, access: Access, exhibit: str, *, to: str) -> None:
    """A line of custody says to whom the exhibit was handed."""
    row = _row(env, access, exhibit)
    if not to.strip():
        raise ReasonRequiredError
    with transaction.atomic(using=env.database):
        _event(env, access, row, CustodyAct.HANDED, why=to.strip())
        record(env, access, Act.ALTERATION, subjects=[row.entity], reference=f"exhibit {row.id} handed")


def _row(env: Env, access: Access, exhibit: str) -> Exhibit:
    rows = Exhibit.objects.using(env.database).select_related("content")
    row = rows.filter(id=exhibit, case=access.case).first()
    if row is None or not access.case or not list(readable_statements(env, access, [row.entity])):
        raise AbsentError("exhibit")
    return row


def _event(env: Env, access: Access, row: Exhibit, act: CustodyAct, why: str = "") -> None:
    # The row is locked, so that two events at once do not take one number.
    Exhibit.objects.using(env.database).select_for_update().get(id=row.id)
    held = _events(env, row)
    one = CustodyEvent(
        exhibit=row.id,
        number=len(held) + 1,
        act=act,
        at=env.now(),
        officer=access.officer,
        why=(why or access.reason)[:LONGEST_WHY],
        before=held[-1].digest if held else row.content_id,
    )
    CustodyRow.objects.using(env.database).create(
        exhibit=row,
        number=one.number,
        act=one.act,
        at=one.at,
        officer=one.officer,
        why=one.why,
        before=one.before,
    )


def _events(env: Env, row: Exhibit) -> list[CustodyEvent]:
    return [
        CustodyEvent(
            exhibit=row.id,
            number=one.number,
            act=CustodyAct(one.act),
            at=one.at,
            officer=one.officer,
            why=one.why,
            before=one.before,
        )
        for one in CustodyRow.objects.using(env.database).filter(exhibit=row).order_by("number")
    ]


def _view(env: Env, row: Exhibit) -> ExhibitView:
    events = _events(env, row)
    names = dict(Officer.objects.using(env.database).values_list("id", "name"))
    return ExhibitView(
        id=row.id,
        entity=row.entity,
        title=row.title,
        media_type=row.media_type,
        origin=row.origin,
        digest=row.content_id,
        size=row.content.size,
        taken_at=events[0].at,
        custody=tuple((one, names.get(one.officer, "")) for one in events),
        broken_at=broken_at(row.content_id, events),
    )
