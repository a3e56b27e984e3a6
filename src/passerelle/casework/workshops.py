"""Examined documents of a case, series proposed from what they share, and series that a person confirms.

All of it is about documents. No holder is recorded, ranked or listed (rule 6):
what a series may lead to is a workshop, a supplier or a route, named by a person.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from typing import TYPE_CHECKING

from passerelle.casework.access import AbsentError, ReasonRequiredError
from passerelle.casework.cases import case_marking
from passerelle.casework.journaling import consulted
from passerelle.casework.reading import readable_statements
from passerelle.casework.recording import record_statements
from passerelle.core.draft import Draft, Fact
from passerelle.core.marking import AssertionKind
from passerelle.core.subject import SubjectCategory
from passerelle.core.vocabulary import is_a
from passerelle.documents.workshop.examination import Examination
from passerelle.documents.workshop.feature import FeatureKind, features
from passerelle.documents.workshop.series import Proposal, proposals
from passerelle.errors import PasserelleError
from passerelle.store.models import Statement
from passerelle.store.protection import protected

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from passerelle.casework.access import Access
    from passerelle.core.env import Env
    from passerelle.core.marking import Marking

SCHEMA, SERIES = "ForgedDocument", "DocumentSeries"
# A person is named only where somebody recorded them so, with reasons (rule 7).
SUSPECTED = frozenset({SubjectCategory.SUSPECT, SubjectCategory.CONVICTED})
LINKS = {"workshop": "Organization", "supplier": "LegalEntity", "route": "Route"}


class SeriesError(PasserelleError):
    """A series cannot be confirmed so; nothing was recorded."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the series cannot be confirmed: {reason}; nothing was recorded")


def examine(env: Env, access: Access, one: Examination) -> str:
    """The entity under which what the officer saw on a document stands in the case, as an assessment."""
    table = features()
    seen = [
        Fact("fraudClass" if table[code].kind is FeatureKind.CLASS else "defect", code)
        for code in sorted(one.features)
    ]
    facts = (Fact("documentType", one.document_type), Fact("issuingCountry", one.issuer), *seen)
    draft = Draft(publisher_id="document", schema=SCHEMA, line=1, facts=facts)
    return record_statements(env, access, drafts=[draft], marking=_marking(env, access)).ids["document"]


def proposed(env: Env, access: Access) -> tuple[Proposal, ...]:
    """Series that the documents of the reader's cases suggest; nothing is recorded of them."""
    rows = Statement.objects.using(env.database).filter(schema=SCHEMA, state=Statement.State.LIVE)
    entities = sorted(set(rows.values_list("entity", flat=True)))
    examined = _examined(env, access, entities)
    consulted(env, access, subjects=sorted(one.id for one in examined))
    joined = _joined(env, [one.id for one in examined])
    # What a person confirmed already is proposed no more.
    return tuple(one for one in proposals(examined) if not _is_one_series(one, joined))


def _joined(env: Env, documents: Sequence[str]) -> dict[str, set[str]]:
    """The series that each of these documents is in."""
    rows = Statement.objects.using(env.database).filter(
        entity__in=documents, prop="series", reference=True, state=Statement.State.LIVE
    )
    found: defaultdict[str, set[str]] = defaultdict(set)
    for document, series in rows.values_list("entity", "value"):
        found[document].add(series)
    return found


def _is_one_series(one: Proposal, joined: dict[str, set[str]]) -> bool:
    return bool(set.intersection(*(joined.get(member, set()) for member in one.members)))


def confirm(
    env: Env,
    access: Access,
    members: Sequence[str],
    *,
    workshop: str = "",
    supplier: str = "",
    route: str = "",
) -> str:
    """The series that these documents are now, by this officer's judgement and reason."""
    if not access.reason.strip():
        raise ReasonRequiredError
    examined = _examined(env, access, members)
    if len(examined) != len(set(members)):
        raise AbsentError("examined document")
    if len(examined) < 2:  # noqa: PLR2004 - one document is no series
        raise SeriesError("it needs two documents or more")
    links = {"workshop": workshop, "supplier": supplier, "route": route}
    named = {prop: entity for prop, entity in links.items() if entity}
    _require_readable(env, access, named)
    shared = sorted(frozenset.intersection(*(one.features for one in examined)))
    facts = [Fact("name", f"Series of {len(examined)} documents"), Fact("summary", access.reason)]
    facts += [Fact("shared", code) for code in shared]
    facts += [Fact(prop, entity) for prop, entity in named.items()]
    drafts = [Draft(publisher_id="series", schema=SERIES, line=1, facts=tuple(facts))]
    drafts += [
        Draft(publisher_id=one.id, schema=SCHEMA, line=1, facts=(Fact("series", "series"),))
        for one in examined
    ]
    known = {entity: entity for entity in (*members, *named.values())}
    report = record_statements(env, access, drafts=drafts, marking=_marking(env, access), known=known)
    return report.ids["series"]


def _examined(env: Env, access: Access, entities: Iterable[str]) -> list[Examination]:
    facts: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for said, _, _ in readable_statements(env, access, entities):
        if said.schema == SCHEMA:
            facts[said.entity][said.prop].append(said.value)
    table = features()
    return [
        Examination(
            id=entity,
            document_type=next(iter(told["documentType"]), ""),
            issuer=next(iter(told["issuingCountry"]), ""),
            features=frozenset(code for code in (*told["defect"], *told["fraudClass"]) if code in table),
        )
        for entity, told in sorted(facts.items())
    ]


def _require_readable(env: Env, access: Access, named: dict[str, str]) -> None:
    """Nothing, where the reader knows each, each is of its kind, and nobody of them is protected."""
    found = readable_statements(env, access, named.values())
    known = {said.entity: said.schema for said, _, _ in found}
    suspected = {said.entity for said, marking, _ in found if marking.category in SUSPECTED}
    for prop, entity in named.items():
        if entity not in known or not is_a(known[entity], LINKS[prop]):
            raise AbsentError(prop)
        if is_a(known[entity], "Person") and entity not in suspected:
            raise SeriesError("a person whom nobody recorded as a suspect, with reasons, supplies nothing")
    if protected(env.database, named.values(), env.now()):
        raise SeriesError("it would name a person under protection")


def _marking(env: Env, access: Access) -> Marking:
    return dataclasses.replace(
        case_marking(env, access),
        category=SubjectCategory.NOT_A_PERSON,
        assertion=AssertionKind.ASSESSMENT,
    )
