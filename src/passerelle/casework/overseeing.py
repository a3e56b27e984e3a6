"""Reading the journal: who looked at what and why, and whether it is intact.

Entries hold references and commitments, never a personal value. Reading the
journal is itself a line in it, written first (rule 10).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from passerelle.casework.journaling import record
from passerelle.core.clearance import readable_purposes
from passerelle.core.purpose import Purpose
from passerelle.errors import PasserelleError
from passerelle.protocol.journal import Act, JournalLeaf
from passerelle.store.models import JournalEntry, Node, Officer
from passerelle.store.verification import Damaged, Verified, verify

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from passerelle.casework.access import Access
    from passerelle.core.env import Env

PAGE = 100
LOOKED_THROUGH = 20_000


class OversightError(PasserelleError):
    """The journal is read for oversight alone; nothing was read."""

    def __init__(self) -> None:
        super().__init__("the journal is read by those whose role is oversight; nothing was read")


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """One line of the journal, without anything that names a person looked up."""

    position: int
    act: Act
    at: datetime
    officer: str  # name, or the node's for what it did without a person
    role: str
    reason: str
    case: str
    recipients: tuple[str, ...]
    objects: int
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalPage:
    """The newest lines that fit the filter, the size, and the verdict over the whole."""

    entries: tuple[EntryView, ...]
    size: int
    verdict: Verified | Damaged
    older: int | None  # the position to go on from; None at the end


def journal_page(
    env: Env, access: Access, *, act: Act | None = None, officer: str = "", before: int | None = None
) -> JournalPage:
    """What an overseer reads; the reading is a line of its own. Raises OversightError."""
    if Purpose.OVERSIGHT not in readable_purposes(access.role):
        raise OversightError
    with transaction.atomic(using=env.database):
        size = record(env, access, Act.OVERSIGHT, reference="journal") + 1
    names = _names(env)
    shown: list[EntryView] = []
    last = 0
    for last, leaf in _leaves(env, size if before is None else before):
        name = names.get(leaf.officer, leaf.officer)
        if (act is None or leaf.act is act) and (not officer or name == officer):
            shown.append(_view(last, leaf, names))
        if len(shown) == PAGE:
            break
    return JournalPage(
        entries=tuple(shown),
        size=size,
        verdict=verify(env.database),
        older=last if last > 0 else None,
    )


def _leaves(env: Env, before: int) -> Iterator[tuple[int, JournalLeaf]]:
    rows = JournalEntry.objects.using(env.database).filter(position__lt=before).order_by("-position")
    for row in rows[:LOOKED_THROUGH].iterator():
        try:
            yield row.position, JournalLeaf.from_bytes(bytes(row.leaf))
        except PasserelleError:
            # A line that somebody changed cannot be shown; the verdict names its position.
            continue


def _names(env: Env) -> dict[str, str]:
    officers = Officer.objects.using(env.database).values_list("id", "name")
    return dict(officers) | dict(Node.objects.using(env.database).values_list("id", "name"))


def _view(position: int, leaf: JournalLeaf, names: dict[str, str]) -> EntryView:
    return EntryView(
        position=position,
        act=leaf.act,
        at=leaf.at,
        officer=names.get(leaf.officer, leaf.officer),
        role=leaf.role,
        reason=leaf.reason,
        case=leaf.case,
        recipients=tuple(names.get(one, one) for one in leaf.recipients),
        objects=len(leaf.objects),
        reference=leaf.reference,
    )
