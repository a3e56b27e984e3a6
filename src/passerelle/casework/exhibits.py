"""Exhibits of a case: taken by a person, read and verified with a line of custody each time.

The bytes stand once by their SHA-256, sealed. Who may read an exhibit is who
may read its entity, but of whoever is under protection; when its entity is
erased, the bytes are lost with it. It changes hands by two acts of two people.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from passerelle.casework.access import AbsentError, ReasonRequiredError, member_cases
from passerelle.casework.exhibit_bytes import SECRET, bytes_of, store_bytes
from passerelle.casework.journaling import consulted, record
from passerelle.casework.people import find_officer
from passerelle.casework.reading import readable_statements
from passerelle.casework.recording import record_statements
from passerelle.casework.shutting import is_shut
from passerelle.core.draft import Draft, Fact
from passerelle.core.permission import TRAINED
from passerelle.errors import PasserelleError
from passerelle.evidence.custody import CustodyAct, CustodyEvent, broken_at, on_its_way
from passerelle.evidence.exhibit import SALT_BYTES, digest_of, noted
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


class HandoverError(PasserelleError):
    """The exhibit does not change hands so; its custody is as before."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the exhibit does not change hands: {reason}; its custody is as before")


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
    about: str = ""  # the number of the document that it shows


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
    custody: tuple[tuple[CustodyEvent, str, str], ...]  # with who did it, and to whom it was given
    broken_at: int | None
    on_its_way: CustodyEvent | None  # given, and neither received nor kept yet
    to_name: str  # to whom it is on its way; "" where it leaves the service


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
            about=_about(env, said),
        )
        _event(env, access, row, CustodyAct.TAKEN)
        record(env, access, Act.COLLECTION, subjects=[entity], reference=f"exhibit {row.id}")
    return row.id


def exhibits_of_case(env: Env, access: Access) -> tuple[ExhibitView, ...]:
    """The exhibits of the reader's case, the latest first; their reading is journalled before."""
    rows = list(Exhibit.objects.using(env.database).filter(case=access.case).select_related("content"))
    if not rows:
        return ()
    seen = [row for row in rows if _is_readable(env, access, row)]
    consulted(env, access, subjects=sorted({row.entity for row in seen}), reference="exhibits")
    found = [_view(env, row) for row in seen]
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


def hand_over(env: Env, access: Access, exhibit: str, *, to: str = "", outside: str = "") -> None:
    """The exhibit is given to the colleague of that name, or to somebody outside who signs on paper."""
    row = _row(env, access, exhibit)
    if not (to or outside.strip()):
        raise ReasonRequiredError
    if on_its_way(_events(env, row)) is not None:
        raise HandoverError("it is on its way already")
    officer = find_officer(env, to).id if to else ""
    if to and (officer == access.officer or row.case not in member_cases(env, officer)):
        raise HandoverError("it goes to another member of its case")
    _moved(env, access, row, CustodyAct.HANDED, why=outside.strip(), to=officer)


def receive(env: Env, access: Access, exhibit: str, *, receipt: str = "") -> None:
    """Whoever it was given to has it and says so; of somebody outside, their signed receipt says so."""
    row = _row(env, access, exhibit)
    given = on_its_way(_events(env, row))
    if given is None:
        raise HandoverError("nobody gave it")
    if given.to and given.to != access.officer:
        raise HandoverError("only whoever it was given to receives it")
    if not (given.to or receipt.strip()):
        raise HandoverError("the reference of the signed receipt is missing")
    _moved(env, access, row, CustodyAct.RECEIVED, why=receipt.strip())


def keep_back(env: Env, access: Access, exhibit: str) -> None:
    """What was given was not received: whoever gave it says that they have it still."""
    row = _row(env, access, exhibit)
    given = on_its_way(_events(env, row))
    if given is None or given.officer != access.officer:
        raise HandoverError("only whoever gave it keeps it")
    _moved(env, access, row, CustodyAct.KEPT)


def _moved(env: Env, access: Access, row: Exhibit, act: CustodyAct, why: str = "", to: str = "") -> None:
    with transaction.atomic(using=env.database):
        _event(env, access, row, act, why=why, to=to)
        record(env, access, Act.ALTERATION, subjects=[row.entity], reference=f"exhibit {row.id} {act}")


def _about(env: Env, said: Taking) -> bytes:
    return noted(env.secret(SECRET), env.random(SALT_BYTES), said.about) if said.about else b""


def _row(env: Env, access: Access, exhibit: str) -> Exhibit:
    rows = Exhibit.objects.using(env.database).select_related("content")
    row = rows.filter(id=exhibit, case=access.case).first()
    if row is None or not access.case or not _is_readable(env, access, row):
        raise AbsentError("exhibit")
    return row


def _is_readable(env: Env, access: Access, row: Exhibit) -> bool:
    if is_shut(env, row):
        # Those who work with protected persons read it as members of the case, whatever its purpose.
        return access.role in TRAINED and row.case in member_cases(env, access.officer)
    return bool(readable_statements(env, access, [row.entity]))


def _event(env: Env, access: Access, row: Exhibit, act: CustodyAct, why: str = "", to: str = "") -> None:
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
        to=to,
    )
    CustodyRow.objects.using(env.database).create(
        exhibit=row,
        number=one.number,
        act=one.act,
        at=one.at,
        officer=one.officer,
        why=one.why,
        before=one.before,
        to=one.to,
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
            to=one.to,
        )
        for one in CustodyRow.objects.using(env.database).filter(exhibit=row).order_by("number")
    ]


def _view(env: Env, row: Exhibit) -> ExhibitView:
    events = _events(env, row)
    names = dict(Officer.objects.using(env.database).values_list("id", "name"))
    given = on_its_way(events)
    return ExhibitView(
        id=row.id,
        entity=row.entity,
        title=row.title,
        media_type=row.media_type,
        origin=row.origin,
        digest=row.content_id,
        size=row.content.size,
        taken_at=events[0].at,
        custody=tuple((one, names.get(one.officer, ""), names.get(one.to, "")) for one in events),
        broken_at=broken_at(row.content_id, events),
        on_its_way=given,
        to_name=names.get(given.to, "") if given else "",
    )
