"""Questions about the money of a case and conclusions from it, kept in the case with what they rest on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from passerelle.casework.access import AbsentError, member_cases
from passerelle.casework.journaling import record
from passerelle.errors import PasserelleError
from passerelle.protocol.journal import Act
from passerelle.store.models import MoneyNote, Officer

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from passerelle.casework.access import Access
    from passerelle.core.env import Env

Kind = MoneyNote.Kind
Line = tuple[str, int]


class EmptyNoteError(PasserelleError):
    """A note without words was not kept."""

    def __init__(self) -> None:
        super().__init__("write the question or the conclusion; nothing was kept")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteView:
    """A question or a conclusion; `rule` says which rule asked, where no person did."""

    id: str
    kind: str
    text: str
    lines: tuple[Line, ...]
    rule: str
    by: str
    at: datetime


def add_note(env: Env, access: Access, *, kind: str, text: str, lines: Iterable[Line] = ()) -> str:
    """The id of the note, which the members of the case read from now on."""
    if not text.strip():
        raise EmptyNoteError
    _check(env, access)
    with transaction.atomic(using=env.database):
        row = MoneyNote.objects.using(env.database).create(
            id=env.new_id(),
            case=access.case,
            kind=Kind(kind),
            text=text.strip(),
            lines=[list(one) for one in lines],
            by=access.officer,
            at=env.now(),
        )
        record(env, access, Act.ALTERATION, subjects=[row.id], reference=f"money {row.kind}")
    return row.id


def notes(env: Env, access: Access) -> tuple[NoteView, ...]:
    """The questions and conclusions of this access's case, newest first; raises AbsentError."""
    _check(env, access)
    people = dict(Officer.objects.using(env.database).values_list("id", "name"))
    rows = MoneyNote.objects.using(env.database).filter(case=access.case).order_by("-at", "-id")
    return tuple(
        NoteView(
            id=row.id,
            kind=row.kind,
            text=row.text,
            lines=tuple((ledger, number) for ledger, number in row.lines),
            rule=row.rule,
            by="" if row.rule else people.get(row.by, ""),
            at=row.at,
        )
        for row in rows
    )


def _check(env: Env, access: Access) -> None:
    if not access.case or access.case not in member_cases(env, access.officer):
        raise AbsentError("case")
