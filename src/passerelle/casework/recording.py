"""Writing statements down: from a file, or from an officer.

One call is one transaction and one line in the journal, and it holds or fails
as a whole. Vocabulary, markings and rule 1 are settled before anything is
written; keys and local hits follow in the same transaction.
"""

from __future__ import annotations

import dataclasses
import gc
import hashlib
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from passerelle.casework.journaling import record
from passerelle.casework.owing import note_what_is_owed
from passerelle.casework.writing import Order, Written, write
from passerelle.core.draft import Draft, Explained
from passerelle.core.purpose import Purpose
from passerelle.core.retention import has_passed, undetermined_until
from passerelle.core.subject import SubjectCategory
from passerelle.errors import PasserelleError
from passerelle.protocol.journal import Act
from passerelle.store import datasets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from passerelle.casework.access import Access
    from passerelle.casework.admission import Note
    from passerelle.casework.masking import Progress
    from passerelle.core.asking import Attribution
    from passerelle.core.env import Env
    from passerelle.core.marking import Marking


class MarkingRefusedError(PasserelleError):
    """Nothing may be recorded under this marking; nothing was recorded."""

    def __init__(self, problem: str) -> None:
        super().__init__(
            f"{problem}; nothing was recorded, choose another marking for the source or the case"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeReport:
    """What became of a file: records = taken + explained; `notes` say what was left of records taken."""

    records: int
    taken: int
    explained: tuple[Explained, ...]
    entities: int
    statements: int  # that stand now because of this file
    added: int
    changed: int
    removed: int
    unchanged: int
    notes: tuple[Note, ...]
    local_hits: int
    ids: Mapping[str, str]  # publisher's id to entity


def intake(
    env: Env,
    access: Access,
    *,
    drafts: Iterable[Draft | Explained],
    dataset: str,
    marking: Marking,
    case: str = "",
    category_of: Callable[[Draft], SubjectCategory] | None = None,
    file_digest: str = "",
    dated: str = "",
    progress: Progress | None = None,
) -> IntakeReport:
    """The file is in the store: additions, changes and removals against its dataset, never duplicates.

    A file whose reading ended in an explanation may have broken off: it
    removes nothing.
    """
    items = list(drafts)
    complete = bool(items) and isinstance(items[-1], Draft)
    with _collector_paused(), transaction.atomic(using=env.database):
        row = datasets.opened(
            env.database, dataset, new_id=env.new_id, file_digest=file_digest, dated=dated, at=env.now()
        )
        order = Order(
            access=access,
            drafts=tuple(item for item in items if isinstance(item, Draft)),
            marking_of=_marking_of(env, marking, category_of),
            dataset=row,
            file_digest=file_digest,
            case=case,
            complete=complete,
            progress=progress,
        )
        written = write(env, order)
        gone = [*(before for before, _ in written.revision.changed), *written.revision.removed]
        note_what_is_owed(env, sorted({one.record for one in gone}))
        _journal(env, access, written, f"dataset {row}")
    return _report(items, written)


def record_statements(
    env: Env,
    access: Access,
    *,
    drafts: Iterable[Draft],
    marking: Marking,
    case: str = "",
    known: Mapping[str, str] | None = None,
    attribution: Attribution | None = None,
) -> IntakeReport:
    """What an officer wrote down is in the store; `known` maps ids used in the drafts to entities held."""
    items = list(drafts)
    with transaction.atomic(using=env.database):
        order = Order(
            access=access,
            drafts=tuple(items),
            marking_of=_marking_of(env, marking, None),
            case=case or access.case,
            known=dict(known or {}),
            attribution=attribution,
        )
        written = write(env, order)
        _journal(env, access, written, f"case {access.reference}")
    return _report(items, written)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """A file becomes many small values and no cycles; walking them again and again is a third of the cost."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _marking_of(
    env: Env, marking: Marking, category_of: Callable[[Draft], SubjectCategory] | None
) -> Callable[[Draft], Marking]:
    base = accepted_marking(env, marking)
    if category_of is None:
        return lambda _draft: base
    markings = {
        category: accepted_marking(env, dataclasses.replace(base, category=category))
        for category in SubjectCategory
    }
    return lambda draft: markings[category_of(draft)]


def accepted_marking(env: Env, marking: Marking) -> Marking:
    """The marking, its review no later than rule 2 allows; raises MarkingRefusedError."""
    now = env.now()
    if has_passed(marking.review, now):
        raise MarkingRefusedError(f"the review date {marking.review} has passed")
    if not marking.classification.may_be_stored:
        raise MarkingRefusedError(f"this node is not accredited for {marking.classification}")
    if marking.purpose is Purpose.READMISSION:
        raise MarkingRefusedError("readmission has its own store and nothing flows between them")
    if marking.category is SubjectCategory.UNDETERMINED:
        return dataclasses.replace(marking, review=min(marking.review, undetermined_until(now)))
    return marking


def _journal(env: Env, access: Access, written: Written, what: str) -> None:
    digest = hashlib.sha256("".join(sorted(written.statement_ids)).encode()).hexdigest()
    act = Act.ALTERATION if written.revision.changed or written.revision.removed else Act.COLLECTION
    record(env, access, act, subjects=written.touched, reference=f"{what}; statements {digest}")


def _report(items: list[Draft | Explained] | list[Draft], written: Written) -> IntakeReport:
    explained = tuple(item for item in items if isinstance(item, Explained)) + written.explained
    revision = written.revision
    return IntakeReport(
        records=written.taken + len(explained),
        taken=written.taken,
        explained=explained,
        entities=written.entities,
        statements=len(revision.added) + len(revision.changed) + revision.unchanged,
        added=len(revision.added),
        changed=len(revision.changed),
        removed=len(revision.removed),
        unchanged=revision.unchanged,
        notes=written.notes,
        local_hits=written.local_hits,
        ids=written.ids,
    )
