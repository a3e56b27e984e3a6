"""`passerelle intake FILE --node FOLDER`: stored by a named officer, in a case, with a reason.

A newer file of the same dataset becomes additions, changes and removals. A
file makes nobody a suspect: that category is said, never inherited (rule 7).
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from passerelle.cli.acting import short_reason
from passerelle.core.clearance import readable_purposes
from passerelle.core.decision import Permit, Refuse
from passerelle.core.draft import Draft, Explained
from passerelle.core.grade import Grade
from passerelle.core.handling import Handling
from passerelle.core.permission_row import EntryKind
from passerelle.core.refusal_reason import RefusalReason
from passerelle.core.subject import SubjectCategory
from passerelle.core.way_in import allowed
from passerelle.engines.intake_process import IntakeFileError, read_file
from passerelle.errors import PasserelleError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable

    from passerelle.casework.access import Access
    from passerelle.casework.recording import IntakeReport
    from passerelle.core.env import Env
    from passerelle.core.marking import Marking
    from passerelle.core.role import Role

PIECE = 1 << 20
DIGITS = 16
SHOWN_REASONS = 10
COMMAND = "intake store"
MISSING = {
    RefusalReason.CASE_MISSING: "name the case with --case: nothing is recorded without one (rule 11)",
    RefusalReason.REASON_MISSING: "say why with --why: nothing is recorded without a reason (rule 11)",
}
NOTHING_REMOVED = "the file ended in a record that was not taken and may have broken off: nothing was removed"


class StoreRefusedError(PasserelleError):
    """The file was not recorded: who asks, the case, the reason or whom it is about is missing."""

    def __init__(self, why: str) -> None:
        super().__init__(f"{why}; nothing was recorded")


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options that store a file in a node."""
    group = parser.add_argument_group("storing in a node (one file at a time)")
    group.add_argument("--node", type=Path, metavar="FOLDER", help="the node's folder")
    group.add_argument("--as", dest="officer", default="", metavar="NAME", help="the officer who records it")
    group.add_argument("--case", default="", metavar="REF", help="the reference of an open case of theirs")
    group.add_argument(
        "--why", type=short_reason, default="", metavar="TEXT", help="the reason, for the journal"
    )
    group.add_argument(
        "--dataset",
        default="",
        metavar="NAME",
        help="what a newer file updates; without it each file is a dataset of its own",
    )
    group.add_argument("--category", choices=[str(one) for one in SubjectCategory], help="whom it is about")
    group.add_argument("--grade", type=Grade.of, metavar="X4", help="source A, B, C, X; information 1 to 4")
    group.add_argument("--handling", type=Handling.of, metavar="H0", help="codes joined by +: H0, H1, H2")
    group.add_argument("--review", type=date.fromisoformat, metavar="DATE", help="the day of its review")


def run(options: argparse.Namespace, mapping: str) -> int:
    """Zero when anything was taken into the node."""
    if len(options.files) != 1:
        raise StoreRefusedError("give one file at a time with --node, since each has its own dataset")
    if not options.officer.strip():
        raise StoreRefusedError("name yourself with --as")
    from passerelle.config.opening import open_node

    env = open_node(options.node)
    access = _access(env, options)
    marking = _marking(env, access, options)
    path = options.files[0]
    items = list(read_file(path, options.format, mapping))
    if not any(isinstance(item, Draft) for item in items):
        raise StoreRefusedError(_first_reason(items))
    report = _stored(env, access, items, marking, options)
    notes = [(note.line, note.reason) for note in report.notes]
    if isinstance(items[-1], Explained):
        notes.append((items[-1].line, NOTHING_REMOVED))
    if options.json:
        print(json.dumps(summary(str(path), report, notes)))
    else:
        print(_shown(report, notes))
    return 0 if report.taken else 1


def _stored(
    env: Env, access: Access, items: list[Draft | Explained], marking: Marking, options: argparse.Namespace
) -> IntakeReport:
    from passerelle.casework.recording import intake

    digest = _digest(options.files[0])
    return intake(
        env,
        access,
        drafts=items,
        dataset=options.dataset or f"file {digest[:DIGITS]}",
        marking=marking,
        case=access.case,
        category_of=_category_of(items, marking),
        file_digest=digest,
    )


def summary(file: str, report: IntakeReport, notes: Iterable[tuple[int, str]]) -> dict[str, object]:
    """The counts of `intake`, and what became of the dataset."""
    return {
        "records": report.records,
        "taken": report.taken,
        "explained": len(report.explained),
        "entities": report.entities,
        "statements": report.statements,
        "errors": [
            {"file": f"{file} ({one.part})" if one.part else file, "line": one.line, "reason": one.reason}
            for one in report.explained
        ],
        "added": report.added,
        "changed": report.changed,
        "removed": report.removed,
        "unchanged": report.unchanged,
        "local_hits": report.local_hits,
        "notes": [{"file": file, "line": line, "reason": reason} for line, reason in notes],
    }


def _access(env: Env, options: argparse.Namespace) -> Access:
    from passerelle.casework.access import AbsentError, open_access
    from passerelle.casework.cases import my_cases
    from passerelle.casework.people import find_officer

    officer = find_officer(env, options.officer)
    _permitted(officer.role, options)
    cases = [case.id for case in my_cases(env, officer.id) if case.reference == options.case]
    if not cases:
        raise AbsentError("case")
    return open_access(env, officer.id, case=cases[0], reason=options.why)


def _permitted(role: Role, options: argparse.Namespace) -> None:
    match allowed(EntryKind.COMMAND, COMMAND, role, case=options.case, reason=options.why):
        case Permit():
            return
        case Refuse(reason):
            raise StoreRefusedError(MISSING.get(reason, f"the role {role} may not record a file"))


def _marking(env: Env, access: Access, options: argparse.Namespace) -> Marking:
    """The case's own marking with what was said otherwise."""
    from passerelle.casework.cases import case_marking

    marking = case_marking(env, access)
    if marking.purpose not in readable_purposes(access.role):
        raise StoreRefusedError(f"the role {access.role} does not work for the purpose {marking.purpose}")
    if not options.category and marking.category in {SubjectCategory.SUSPECT, SubjectCategory.CONVICTED}:
        raise StoreRefusedError(
            f"the case is about a {marking.category} and a file makes nobody one: say whom it is about "
            "with --category, undetermined where nobody has said yet"
        )
    said = {
        "category": SubjectCategory(options.category) if options.category else None,
        "grade": options.grade,
        "handling": options.handling,
        "review": options.review,
    }
    return dataclasses.replace(marking, **{part: value for part, value in said.items() if value})


def _category_of(
    items: list[Draft | Explained], marking: Marking
) -> Callable[[Draft], SubjectCategory] | None:
    if any(isinstance(item, Draft) and item.category for item in items):
        return lambda draft: draft.category or marking.category
    return None


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                digest.update(piece)
    except OSError as error:
        raise IntakeFileError(error.strerror or "the system refused") from None
    return digest.hexdigest()


def _first_reason(items: list[Draft | Explained]) -> str:
    for item in items:
        if isinstance(item, Explained):
            return f"no record of the file could be taken; line {item.line}: {item.reason}"
    return "the file holds no record"


def _shown(report: IntakeReport, notes: list[tuple[int, str]]) -> str:
    """The report as people read it: reasons are counted, and --json lists every record."""
    explained = [
        (one.line, f"{one.part}: {one.reason}" if one.part else one.reason) for one in report.explained
    ]
    lines = [
        f"{report.records} records: {report.taken} taken, {len(report.explained)} explained",
        f"{report.entities} entities, {report.statements} statements stand because of this file",
        f"{report.added} added, {report.changed} changed, {report.removed} removed",
        f"{report.unchanged} unchanged",
        f"{report.local_hits} local hits",
    ]
    return "\n".join(lines + _counted("not taken", explained) + _counted("notes on records taken", notes))


def _counted(title: str, said: list[tuple[int, str]]) -> list[str]:
    first: dict[str, int] = {}
    for line, reason in said:
        first.setdefault(reason, line)
    reasons = Counter(reason for _, reason in said).most_common(SHOWN_REASONS)
    shown = [f"{count:>9} x {reason} (first at line {first[reason]})" for reason, count in reasons]
    if len(first) > SHOWN_REASONS:
        shown.append(f"{len(first) - SHOWN_REASONS:>9} more reasons; --json lists every record")
    return [f"{title}:", *shown] if shown else []
