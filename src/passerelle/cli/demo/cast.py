"""The cast of the invented story: five services, their officers, cases and agreements."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import timedelta
from importlib.resources import files
from typing import TYPE_CHECKING

from passerelle.cli.demo.world import DemoNode, Said, signed_by, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from passerelle.cli.demo.narration import Narration
    from passerelle.cli.demo.tally import Tally
    from passerelle.core.draft import Draft
    from passerelle.core.marking import Marking

SAID = (
    Said(name="Oberland", kind="police", country="xo"),
    Said(name="Unterland", kind="customs", country="xu"),
    Said(name="Seeland", kind="fiu", country="xs"),
    Said(name="Haven", kind="victim-support", country="xh", regime="gdpr"),
    Said(name="Port-Lanterne", kind="police", country="xp"),
)
SECONDS = 30.0
REVIEW = timedelta(days=365)
SUPPLIER_PHONE = "+447700900417"  # from a range reserved for fiction
CAST = (
    ("Oberland", "Ana", "analyst", "OB-2026-014", "Engines before departures", "group-investigation"),
    ("Unterland", "Besa", "liaison-officer", "UN-2026-088", "Outboard engines", "group-investigation"),
    ("Seeland", "Besa", "financial-investigator", "SE-2026-031", "Cash accounts", "group-investigation"),
    ("Haven", "Elif", "victim-support-worker", "HA-2026-007", "Assistance", "victim-assistance"),
    ("Port-Lanterne", "Farid", "data-protection-officer", "PL-2026-001", "Oversight", "oversight"),
)


@dataclass(slots=True, kw_only=True)
class Story:
    """The five nodes, the agreements between them, and where the entities are."""

    nodes: Mapping[str, DemoNode]
    narration: Narration
    tally: Tally
    agreements: dict[str, str]
    entities: dict[str, str]

    @property
    def oberland(self) -> DemoNode:
        """The police service that seized the phone."""
        return self.nodes["Oberland"]

    def settle(self) -> None:
        """Every message of every node has its receipt or its refusal."""
        from passerelle.casework.posting import still_pending

        wait_for(
            lambda: all(still_pending(one.env) == 0 for one in self.nodes.values()),
            "the receipts",
            seconds=SECONDS,
        )


def people_and_cases(story: Story) -> None:
    """Each service has an officer and an open case."""
    for name, officer, role, reference, title, purpose in CAST:
        _staff(story.nodes[name], officer, role, reference, title, purpose)


def _staff(node: DemoNode, officer: str, role: str, reference: str, title: str, purpose: str) -> None:
    from passerelle.casework import cases, people
    from passerelle.core.purpose import Purpose
    from passerelle.core.role import Role

    node.officers[officer] = people.add_officer(node.env, name=officer, role=Role(role))
    marking = dataclasses.replace(marking_of(node), purpose=Purpose(purpose))
    node.case = cases.open_case(
        node.env, node.officers[officer], reference=reference, title=title, marking=marking
    )


def marking_of(node: DemoNode, **changes: object) -> Marking:
    """A suspect's marking, owned by the node's service, with changes."""
    from passerelle.core.classification import Classification
    from passerelle.core.grade import Grade
    from passerelle.core.handling import H0
    from passerelle.core.marking import AssertionKind, Marking
    from passerelle.core.purpose import Purpose
    from passerelle.core.subject import SubjectCategory

    base = Marking(
        owner=node.env.service,
        grade=Grade.of("B2"),
        handling=H0,
        classification=Classification.BASIC,
        assertion=AssertionKind.FACT,
        category=SubjectCategory.SUSPECT,
        purpose=Purpose.GROUP_INVESTIGATION,
        legal_basis=f"statute of {node.name}, article 12",
        agreement="",
        review=(node.env.now() + REVIEW).date(),
    )
    return dataclasses.replace(base, **changes)  # type: ignore[arg-type]


def agree(story: Story) -> None:
    """Each pair of services holds its agreement, signed by both."""
    for name, parties in (
        ("zone", ("Oberland", "Unterland")),
        ("money", ("Oberland", "Seeland")),
        ("help", ("Oberland", "Haven")),
    ):
        text = files("passerelle.cli.demo").joinpath(f"agreements/{name}.toml").read_text(encoding="utf-8")
        for party in parties:
            text = text.replace(f"${party.upper()}", story.nodes[party].env.service)
        story.agreements[name] = signed_by([story.nodes[party] for party in parties], text.encode())


def draft(name: str, schema: str, *facts: tuple[str, str]) -> Draft:
    """One entity as an officer writes it down."""
    from passerelle.core.draft import Draft, Fact

    return Draft(
        publisher_id=name, schema=schema, line=1, facts=tuple(Fact(prop, value) for prop, value in facts)
    )


def record(
    node: DemoNode,
    officer: str,
    why: str,
    drafts: Iterable[Draft],
    known: Mapping[str, str] | None = None,
    **changes: object,
) -> Mapping[str, str]:
    """The entities of what an officer wrote down, by the names used in the drafts."""
    from passerelle.casework.recording import record_statements

    report = record_statements(
        node.env,
        node.access(officer, why),
        drafts=list(drafts),
        marking=marking_of(node, **changes),
        known=known,
        case=node.case,
    )
    return report.ids
