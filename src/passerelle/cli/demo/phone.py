"""The seized phone: five contacts as Ana assessed them, from a file.

Ana wrote the assessment into the file, with her reason for each; the program
assigns nobody a role (rules 6 and 7).
"""

from __future__ import annotations

import csv
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from passerelle.cli.demo.world import DemoNode
    from passerelle.core.marking import Marking


def contacts(node: DemoNode, marking: Marking) -> tuple[str, tuple[str, ...], int]:
    """The supplier's entity, the passengers' pseudonyms, and how many of their values were not kept."""
    from passerelle.casework.recording import intake
    from passerelle.core.draft import Draft, Fact
    from passerelle.core.subject import SubjectCategory

    text = files("passerelle.cli.demo").joinpath("files/seized_phone.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assessed = {row["contact"]: SubjectCategory(row["assessed_as"]) for row in rows}
    drafts = [
        Draft(
            publisher_id=row["contact"],
            schema="Person",
            line=line,
            facts=(Fact("name", row["label"]), Fact("phone", row["number"]), Fact("summary", row["why"])),
        )
        for line, row in enumerate(rows, start=2)
    ]
    report = intake(
        node.env,
        node.access("Ana", "phone seized under judicial authorisation OB-J-77"),
        drafts=drafts,
        dataset="seized phone OB-2026-014/1",
        marking=marking,
        case=node.case,
        category_of=lambda draft: assessed[draft.publisher_id],
    )
    supplier = next(one for one, category in assessed.items() if category is SubjectCategory.SUSPECT)
    passengers = tuple(report.ids[one] for one in assessed if one != supplier)
    return report.ids[supplier], passengers, len(report.notes)
