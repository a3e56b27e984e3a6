"""What an officer does at the node of one list; the work at each runs in a process of its own.

A holder carries no key and no connection, so that it can be handed to another
process; what it needs of its node it opens there.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from passerelle.casework.access import Access
    from passerelle.config.env import RealEnv

OFFICER = "Besa"
REASON = "demonstration: which listed subjects do two lists share"
ENTITIES_IN_ONE_GO = 30
REVIEW = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A node and what its list became: the publisher's reference of each entity."""

    name: str
    folder: Path
    node: str
    service: str
    file: str
    dated: str
    officer: str = ""
    case: str = ""
    entities: int = 0
    references: Mapping[str, str] = field(default_factory=dict)  # entity id to list reference

    @property
    def env(self) -> RealEnv:
        """The node's world, in this process."""
        from passerelle.config.opening import open_node

        return open_node(self.folder)

    def access(self, reason: str = REASON) -> Access:
        """The officer's access under the list's case."""
        from passerelle.casework.access import open_access

        return open_access(self.env, self.officer, case=self.case, reason=reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """What the hits of one list at another come to, side by side."""

    contradicted: int
    references: Mapping[str, frozenset[str]]  # own reference to the partner's


def take_in(holder: Holder) -> Holder:
    """The holder with its officer, its case and its list, as published."""
    from passerelle.casework import cases, people
    from passerelle.casework.access import open_access
    from passerelle.casework.recording import intake
    from passerelle.core.classification import Classification
    from passerelle.core.grade import Grade
    from passerelle.core.handling import H0
    from passerelle.core.marking import AssertionKind, Marking
    from passerelle.core.purpose import Purpose
    from passerelle.core.role import Role
    from passerelle.core.subject import SubjectCategory
    from passerelle.engines.intake_process import read_file

    env, dated = holder.env, holder.dated
    officer = people.add_officer(env, name=OFFICER, role=Role.LIAISON_OFFICER)
    marking = Marking(
        owner=env.service,
        grade=Grade.of("X4"),
        handling=H0,
        classification=Classification.BASIC,
        assertion=AssertionKind.FACT,
        category=SubjectCategory.DESIGNATED,
        purpose=Purpose.PUBLIC_LISTING,
        legal_basis=f"published list of {dated}",
        agreement="",
        review=(env.now() + REVIEW).date(),
    )
    case = cases.open_case(env, officer, reference=f"LIST-{dated}", title="Published list", marking=marking)
    report = intake(
        env,
        open_access(env, officer, case=case, reason=REASON),
        drafts=read_file(_bundled(holder.file)),
        dataset=holder.file.removesuffix(".gz"),
        marking=marking,
        dated=dated,
    )
    return replace(
        holder,
        officer=officer,
        case=case,
        entities=report.entities,
        references={
            entity: publisher for publisher, entity in report.ids.items() if "." not in _tail(publisher)
        },
    )


def _tail(publisher_id: str) -> str:
    """What follows a list's own number: documents and listings bear it with a suffix."""
    return publisher_id.partition(".")[2].lstrip("0123456789")


def _bundled(name: str) -> Path:
    return Path(str(files("passerelle.cli.demo_data").joinpath(name)))


def ask_partners(asker: Holder, partners: Sequence[Holder], agreement: str, first: Collection[str]) -> int:
    """How many questions went to the partners: those about the references in `first` before all others."""
    from passerelle.casework.asking import askable_among

    env = asker.env
    entities = sorted(
        askable_among(env, asker.references),
        # The budget of a day does not reach through a whole list.
        key=lambda one: (asker.references[one] not in first, asker.references[one]),
    )
    return sum(_ask(asker, one, entities, agreement) for one in partners)


def _ask(asker: Holder, partner: Holder, entities: Sequence[str], agreement: str) -> int:
    from passerelle.casework.asking import AskingRefusedError, ask
    from passerelle.core.refusal_reason import RefusalReason

    env, asked = asker.env, 0
    for at in range(0, len(entities), ENTITIES_IN_ONE_GO):
        portion = entities[at : at + ENTITIES_IN_ONE_GO]
        try:
            asked += len(
                ask(env, asker.access(), entities=portion, partner=partner.node, agreement=agreement)
            )
        except AskingRefusedError as error:
            if error.reason is not RefusalReason.BUDGET_SPENT:
                raise
            # The rest of the list waits for another day: the agreement's budget is spent.
            break
    return asked


def hits_of(holder: Holder) -> dict[str, set[str]]:
    """Which of the asker's own entities each partner holds, by the partner's name."""
    from passerelle.casework.asked import questions

    found: dict[str, set[str]] = {}
    for view in questions(holder.env, holder.access()):
        found.setdefault(view.partner, set()).update(hit.entity for hit in view.hits)
    return found


def open_all(holder: Holder) -> int:
    """How many messages open the conversations about every hit in the inbox."""
    from passerelle.casework.asking import open_conversation
    from passerelle.casework.inbox import Outcome, Tab, decide_notices, inbox
    from passerelle.core.notice_kind import NoticeKind

    env, opened, access = holder.env, 0, holder.access()
    why = "opened to compare the two entries"
    while rows := [row.id for row in inbox(env, access, Tab.SERVICE, kind=NoticeKind.HIT).rows]:
        opened += len(open_conversation(env, access, *rows))
        decide_notices(env, access, rows, outcome=Outcome.CONFIRMED, reason=why)
    return opened


def release_named(holder: Holder, partners: Sequence[Holder], agreement: str) -> tuple[int, int]:
    """How many messages and statements answer the keys that partners named."""
    from passerelle.casework.sharing import release

    access = holder.access("a partner named a key that we hold")
    named = _named(holder, access)
    messages = statements = 0
    for partner in partners:
        entities = sorted(named.get(partner.node, set()) - {""})
        if entities:
            for sent in release(
                holder.env, access, entities=entities, recipients=[partner.node], agreement=agreement
            ):
                messages += len(sent.messages)
                statements += sent.statements
    return messages, statements


def _named(holder: Holder, access: Access) -> dict[str, set[str]]:
    from passerelle.casework.inbox import Outcome, Tab, decide_notices, inbox
    from passerelle.core.notice_kind import NoticeKind

    env = holder.env
    named: dict[str, set[str]] = {}
    why = "released under the agreement"
    while rows := inbox(env, access, Tab.SERVICE, kind=NoticeKind.OPENED).rows:
        for row in rows:
            named.setdefault(row.facts["node"], set()).add(row.entity)
        decide_notices(env, access, [row.id for row in rows], outcome=Outcome.CONFIRMED, reason=why)
    return named


def met(asker: Holder, partner: Holder, hits: Collection[str]) -> Met:
    """Which hits contradict, and whom of the partner's list each may be."""
    from passerelle.casework.comparing import candidates_of

    access = asker.access("compare the entries of a hit")
    contradicted, references = 0, {}
    for entity, candidates in candidates_of(asker.env, access, hits).items():
        found = [one for one in candidates if one.entity in partner.references]
        references[asker.references.get(entity, "")] = frozenset(
            partner.references[one.entity] for one in found
        )
        contradicted += bool(found) and all(one.comparison.contradicts for one in found)
    return Met(contradicted=contradicted, references=references)
