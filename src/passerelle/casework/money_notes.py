"""Questions about the money of a case and conclusions from it, kept in the case with what they rest on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from passerelle.casework.access import AbsentError, member_cases
from passerelle.casework.journaling import record
from passerelle.errors import PasserelleError
from passerelle.protocol.journal import Act
from passerelle.store.models import MoneyNote, Officer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
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
    said: Mapping[str, Any]  # what a rule found, in parts
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


def ask_once(
    env: Env, access: Access, *, rule: str, text: str, lines: Iterable[Line], said: Mapping[str, Any]
) -> bool:
    """Whether the question of a rule is new; what was asked before is not asked again.

    It is part of its caller's transaction and journal line.
    """
    rests_on = [list(one) for one in lines]
    known = MoneyNote.objects.using(env.database).filter(case=access.case, rule=rule)
    if any((row.lines, row.text) == (rests_on, text) for row in known):
        return False
    MoneyNote.objects.using(env.database).create(
        id=env.new_id(),
        case=access.case,
        kind=MoneyNote.Kind.QUESTION,
        text=text,
        lines=rests_on,
        rule=rule,
        said=dict(said),
        by=access.officer,
        at=env.now(),
    )
    return True


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
            said=row.said,
            by="" if row.rule else people.get(row.by, ""),
            at=row.at,
        )
        for row in rows
    )


def lines_of_note(env: Env, access: Access, note: str) -> tuple[Line, ...]:
    """The transfers that the note of this access's case rests on; raises AbsentError."""
    _check(env, access)
    row = MoneyNote.objects.using(env.database).filter(case=access.case, id=note).first()
    if row is None:
        raise AbsentError("note")
    return tuple((ledger, number) for ledger, number in row.lines)


def _check(env: Env, access: Access) -> None:
    if not access.case or access.case not in member_cases(env, access.officer):
        raise AbsentError("case")
