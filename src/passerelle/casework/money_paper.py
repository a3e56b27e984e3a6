"""What of a case's money is written for a partner: an order for a bank, a typology, a report of a unit.

Each becomes an entity of the case with statements of its own, and leaves, or
stays, by the release that everything takes. A paper names an account or none,
never a person, and never who reported it.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction

from passerelle.casework.access import AbsentError
from passerelle.casework.cases import case_marking
from passerelle.casework.freezing import FreezeView, freezes
from passerelle.casework.identifying import hidden_subjects
from passerelle.casework.journaling import consulted
from passerelle.casework.ledgers import CATEGORIES, lines_of
from passerelle.casework.partners import own, partners
from passerelle.casework.reading import visible_facts
from passerelle.casework.recording import record_statements
from passerelle.core.draft import Draft, Fact
from passerelle.core.freeze import FreezeState
from passerelle.core.notice_kind import NoticeKind
from passerelle.core.subject import SubjectCategory
from passerelle.errors import PasserelleError
from passerelle.store.models import Notice, Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from passerelle.casework.access import Access
    from passerelle.casework.reading import FactView
    from passerelle.core.env import Env

PAPER = "paper"
PAPERS = ("MoneyOrder", "Typology", "MoneyReport", "MoneyAnswer")


class PaperRefusedError(PasserelleError):
    """The paper was not written; nothing was recorded."""

    def __init__(self, why: str) -> None:
        super().__init__(f"{why}; nothing was recorded")


def write_order(env: Env, access: Access, freeze: str) -> str:
    """The entity of the order that a decided freeze is, once for each freeze; raises AbsentError."""
    found = next((one for one in freezes(env, access) if one.id == freeze), None)
    if found is None:
        raise AbsentError("freeze")
    if found.state is not FreezeState.HOLDING:
        raise PaperRefusedError("an order is written while the money is to be held by somebody's decision")
    known = Statement.objects.using(env.database).filter(
        case=access.case, schema="MoneyOrder", prop="reference", value=freeze, state=Statement.State.LIVE
    )
    held = known.values_list("entity", flat=True).first()
    return held or record_paper(env, access, "MoneyOrder", _order(env, found), SubjectCategory.NOT_A_PERSON)


def write_typology(env: Env, access: Access, *, name: str, version: str, indicators: Sequence[str]) -> str:
    """The entity of a typology: what smuggling looks like in accounts, without an account or a person."""
    said = [one.strip() for one in indicators if one.strip()]
    if not (name.strip() and said):
        raise PaperRefusedError("name the typology and at least one indicator")
    facts = [("name", name.strip()), ("version", version.strip())]
    facts += [("indicator", one) for one in said]
    return record_paper(env, access, "Typology", facts, SubjectCategory.NOT_A_PERSON)


def write_report(env: Env, access: Access, *, account: str, category: SubjectCategory, finding: str) -> str:
    """The entity of a minimal report: what went through one account of the case's ledgers, in sums.

    The other sides, the institution and whoever reported it are not in it. An
    account that waits for protection is as absent as one of no ledger (rule 25).
    """
    if category not in CATEGORIES:
        raise PaperRefusedError("the account of a person under protection is in no report")
    lines = [one for one in lines_of(env, access) if account in {one.source, one.target}]
    if not account or not lines or account in hidden_subjects(env, access.case):
        raise AbsentError("account")
    if not finding.strip():
        raise PaperRefusedError("say what was found")
    days = [one.at.date() for one in lines]
    facts = [
        ("account", account),
        ("startDate", min(days).isoformat()),
        ("endDate", max(days).isoformat()),
        ("transfers", str(len(lines))),
        *(("received", one) for one in _sums((x.currency, x.amount) for x in lines if x.target == account)),
        *(("paid", one) for one in _sums((x.currency, x.amount) for x in lines if x.source == account)),
        ("finding", finding.strip()),
    ]
    return record_paper(env, access, "MoneyReport", facts, category)


@dataclass(frozen=True, slots=True, kw_only=True)
class CameView:
    """What a recipient said came of a paper."""

    came: str
    note: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperView:
    """A paper of the case: to whom it went, and what came of it."""

    entity: str
    schema: str
    title: str
    at: datetime
    sent_to: tuple[str, ...]
    came: tuple[CameView, ...]


def papers(env: Env, access: Access) -> tuple[PaperView, ...]:
    """The papers that were written in this access's case, the latest first; their reading is journalled."""
    rows = Statement.objects.using(env.database).filter(
        case=access.case, schema__in=PAPERS, arrived_from="", state=Statement.State.LIVE
    )
    by_entity: dict[str, list[FactView]] = {}
    for fact, entity in visible_facts(env, access, sorted(set(rows.values_list("entity", flat=True)))):
        by_entity.setdefault(entity, []).append(fact)
    if by_entity:
        consulted(env, access, subjects=sorted(by_entity), reference="papers")
    nodes = {one.node: one.name for one in partners(env)}
    made = [_paper(env, entity, facts, nodes) for entity, facts in by_entity.items()]
    return tuple(sorted(made, key=lambda one: one.at, reverse=True))


def _paper(env: Env, entity: str, facts: Sequence[FactView], nodes: Mapping[str, str]) -> PaperView:
    said = {fact.prop: fact.value for fact in facts}
    told = Notice.objects.using(env.database).filter(entity=entity, kind=NoticeKind.FEEDBACK)
    return PaperView(
        entity=entity,
        schema=facts[0].schema,
        title=next((said[name] for name in ("name", "account", "reference") if name in said), ""),
        at=min(fact.recorded_at for fact in facts),
        sent_to=tuple(sorted({nodes.get(one, one[:8]) for fact in facts for one in fact.recipients})),
        came=tuple(
            CameView(
                came=str(row.facts.get("came", "")),
                note=str(row.facts.get("note", "")),
                by=nodes.get(str(row.facts.get("node", "")), ""),
                at=row.at,
            )
            for row in told.order_by("-at", "id")
        ),
    )


def _order(env: Env, freeze: FreezeView) -> list[tuple[str, str]]:
    assert freeze.until is not None  # it holds
    return [
        ("kind", str(freeze.kind)),
        ("reference", freeze.id),
        ("account", freeze.account),
        ("institution", freeze.bank),
        ("amount", format(freeze.amount, "f")),
        ("currency", freeze.currency),
        ("authority", own(env).name),
        ("legalBasis", freeze.legal_basis),
        ("heldUntil", freeze.until.isoformat(timespec="seconds")),
    ]


def _sums(amounts: Iterable[tuple[str, Decimal]]) -> list[str]:
    """One sum for each currency, in the order of their names: they are never added to each other."""
    found: defaultdict[str, Decimal] = defaultdict(Decimal)
    for currency, amount in amounts:
        found[currency] += amount
    return [f"{amount:f} {currency}".strip() for currency, amount in sorted(found.items())]


def record_paper(
    env: Env, access: Access, schema: str, facts: Sequence[tuple[str, str]], category: SubjectCategory
) -> str:
    """The entity of a paper of this schema, under the case's marking with this category."""
    marking = dataclasses.replace(case_marking(env, access), category=category)
    draft = Draft(
        publisher_id=PAPER,
        schema=schema,
        line=0,
        facts=tuple(Fact(prop, value) for prop, value in facts if value),
    )
    with transaction.atomic(using=env.database):
        report = record_statements(env, access, drafts=[draft], marking=marking)
        if report.explained or report.notes:
            raise PaperRefusedError("a part of it is none that can be written")
    return report.ids[PAPER]
