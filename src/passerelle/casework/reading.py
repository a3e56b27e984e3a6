"""The only way out of the store: access, purpose, review date, shielding, journal, then data.

Every function here takes an `Access`, so that there is a reference and a
reason, and journals the consultation before it returns a value (rules 10 and
11). What a reader may not see is absent from the page, uncounted.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from passerelle.casework.access import ADMINISTRATION, AbsentError, ReasonRequiredError, member_cases
from passerelle.casework.journaling import consulted
from passerelle.core.clearance import readable_purposes
from passerelle.core.draft import INTERVALS
from passerelle.core.property_type import PropertyType
from passerelle.core.retention import RESTRICTED_READERS
from passerelle.core.role import Role
from passerelle.core.subject import SubjectCategory
from passerelle.core.vocabulary import schema
from passerelle.protection.shielding import is_shielded
from passerelle.store import convert, judgements
from passerelle.store.holds import within
from passerelle.store.models import Disclosure, Entity, Licence, Origin, Service, Tombstone
from passerelle.store.models import Statement as StatementRow
from passerelle.store.protection import protected as protected_entities

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from django.db.models import QuerySet

    from passerelle.casework.access import Access
    from passerelle.core.env import Env
    from passerelle.core.marking import Marking
    from passerelle.core.statement import Statement

NAMES = (
    "name",
    "alias",
    "weakAlias",
    "title",
    "label",
    "accountNumber",
    "iban",
    "registrationNumber",
    "publicKey",
    "number",
)
BETWEEN = " · "


class Kept(StrEnum):
    """How a restricted statement is marked."""

    RECALLED = "recalled"  # by its owner
    ENDED = "ended"  # its licence ran out, or a newer version replaced it
    CONTESTED = "contested"  # our own, while an objection is decided


@dataclass(frozen=True, slots=True)
class SourceView:
    """The file and the line that a statement was read from."""

    dataset: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FactView:
    """One statement as a reader sees it: who said it, how sure, under what rule."""

    statement: str
    record: str
    version: int
    schema: str
    prop: str
    value: str
    language: str
    marking: Marking
    owner_name: str
    recorded_at: datetime
    arrived_from: str  # node id, "" for our own
    case: str
    recipients: tuple[str, ...]  # node ids that received this record
    source: SourceView | None  # None where the officer wrote it down, or where its owner keeps it
    kept: Kept | None = None  # why it is restricted, for those who may still read it


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkView:
    """A link to another entity: its facts, and the caption of the other end."""

    entity: str
    schema: str
    other: str
    other_schema: str
    other_caption: str
    prop: str  # by which property this entity is named in the link
    facts: tuple[FactView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityPage:
    """An entity, its facts and its links; `owners` are the services that contributed."""

    id: str
    same: tuple[str, ...]  # the other records that a person judged the same
    schema: str
    caption: str
    facts: tuple[FactView, ...]
    links: tuple[LinkView, ...]
    owners: tuple[str, ...]
    most_restrictive: str  # handling codes of everything shown, as one union
    earliest_review: date | None


def entity_page(env: Env, access: Access, entity: str) -> EntityPage:
    """What this reader may know of the entity and of the records judged the same; raises AbsentError.

    Each fact keeps its own owner, grade and handling: nothing is merged.
    """
    same = [one for one in sorted(judgements.cluster(env.database, entity).entities) if one != entity]
    facts = _facts(env, access, [entity])
    if not facts:
        raise AbsentError("entity")
    facts += _facts(env, access, same)
    links = [link for one in (entity, *same) for link in _links(env, access, one)]
    named, ends = _named(env, access, {entity: facts})
    shown = [*facts, *(fact for link in links for fact in link.facts)]
    consulted(env, access, subjects=sorted({entity, *same, *ends, *(link.other for link in links)}))
    return EntityPage(
        id=entity,
        same=tuple(same),
        schema=facts[0].schema,
        caption=named[entity],
        facts=tuple(facts),
        links=tuple(links),
        owners=tuple(sorted({fact.owner_name for fact in shown})),
        most_restrictive="+".join(
            sorted({str(code) for one in shown for code in one.marking.handling.codes})
        ),
        earliest_review=min((fact.marking.review for fact in shown), default=None),
    )


def caption(facts: Iterable[FactView]) -> str:
    """The best name among the facts, else the entity has none to show."""
    by_prop: dict[str, str] = {}
    for fact in facts:
        by_prop.setdefault(fact.prop, fact.value)
    for prop in NAMES:
        if prop in by_prop:
            return by_prop[prop]
    return ""


def captions(env: Env, access: Access, entities: Iterable[str]) -> dict[str, str]:
    """A caption for each entity that this reader may see; the caller journals what it shows.

    A link without a name is called by its ends, whose captions are then there too.
    """
    found, ends = _named(env, access, _by_entity(env, access, entities))
    return ends | found


def _by_entity(env: Env, access: Access, entities: Iterable[str]) -> dict[str, list[FactView]]:
    found: dict[str, list[FactView]] = {}
    for fact, entity in visible_facts(env, access, list(entities)):
        found.setdefault(entity, []).append(fact)
    return found


def _named(
    env: Env, access: Access, found: dict[str, list[FactView]]
) -> tuple[dict[str, str], dict[str, str]]:
    """A caption for each, and the captions of the ends by which those without a name are called."""
    words = {entity: caption(facts) for entity, facts in found.items()}
    ends_of = {entity: _ends(found[entity]) for entity, word in words.items() if not word}
    wanted = {end for between in ends_of.values() for end in between}
    ends = {end: caption(facts) for end, facts in _by_entity(env, access, wanted).items()} if wanted else {}
    for entity, between in ends_of.items():
        words[entity] = BETWEEN.join(ends[end] for end in between if ends.get(end))
    return words, ends


def _ends(facts: list[FactView]) -> list[str]:
    """What the facts of a link refer to, in the order in which its kind names its ends."""
    kind = schema(facts[0].schema)
    edge = kind.edge or ()
    refers = [
        fact
        for fact in facts
        if fact.prop in kind.properties and kind.properties[fact.prop].type is PropertyType.ENTITY
    ]
    refers.sort(key=lambda fact: edge.index(fact.prop) if fact.prop in edge else len(edge))
    return list(dict.fromkeys(fact.value for fact in refers))


def how_many(env: Env) -> int:
    """How many entities, without the links between them, the node holds: a figure about nobody."""
    return Entity.objects.using(env.database).exclude(schema__in=INTERVALS).count()


def readable_statements(
    env: Env, access: Access, entities: Iterable[str]
) -> list[tuple[Statement, Marking, StatementRow]]:
    """Live statements of these entities that this reader may see, with their markings and rows.

    Not shielded and not journalled: for the verbs of casework, which do both.
    """
    rows = list(_readable(env, access).filter(entity__in=list(entities)).order_by("prop", "value", "id"))
    markings = convert.markings(env.database, (row.marking for row in rows))
    allowed = readable_purposes(access.role)
    ended = _ended(env, rows)
    today = env.now().date()
    return [
        (convert.statement_value(row), markings[row.marking], row)
        for row in rows
        if markings[row.marking].purpose in allowed
        and markings[row.marking].review >= today
        and row.id not in ended
    ]


def require_in_reach(env: Env, access: Access, record: str) -> None:
    """Nothing, where some version of the record lies where this reader may look; raises AbsentError.

    A version that was superseded, recalled or erased counts as well: who has it may still be asked.
    """
    rows = StatementRow.objects.using(env.database).filter(record=record)
    digests = _in_reach(env, access).filter(record=record).values_list("marking", flat=True)
    purposes = {one.purpose for one in convert.markings(env.database, set(digests)).values()}
    if rows.exists() and purposes.isdisjoint(readable_purposes(access.role)):
        raise AbsentError("record")


def _readable(env: Env, access: Access) -> QuerySet[StatementRow]:
    return _in_reach(env, access).filter(state=StatementRow.State.LIVE)


def _in_reach(env: Env, access: Access) -> QuerySet[StatementRow]:
    if access.reference == ADMINISTRATION:
        raise ReasonRequiredError
    # A statement recorded in a case is its members' alone; one without a case is the service's.
    cases = {"", *member_cases(env, access.officer)}
    return StatementRow.objects.using(env.database).filter(case__in=cases)


def _ended(env: Env, rows: Iterable[StatementRow]) -> set[str]:
    """What was received and whose licence ran out; it is erased soon, and invisible at once."""
    received = [row.id for row in rows if row.arrived_from]
    if not received:
        return set()
    licences = Licence.objects.using(env.database).filter(statement__in=received, expires__lte=env.now())
    return set(licences.values_list("statement", flat=True))


def _restricted(
    env: Env, access: Access, entities: Iterable[str]
) -> list[tuple[Statement, Marking, StatementRow]]:
    """What a hold keeps of these entities, for judge, defence and supervisory authority (rule 12)."""
    if access.role not in RESTRICTED_READERS:
        return []
    rows = _in_reach(env, access).filter(state=StatementRow.State.RESTRICTED, entity__in=list(entities))
    if access.role is Role.COUNSEL:
        # The defence reads what lies in its own case, and nothing beside it.
        cases = {access.case} & member_cases(env, access.officer)
        rows = rows.filter(entity__in=within(env.database, cases, entities))
    found = list(rows.order_by("prop", "value", "id"))
    markings = convert.markings(env.database, (row.marking for row in found))
    return [(convert.statement_value(row), markings[row.marking], row) for row in found]


def _kept(env: Env, rows: Iterable[StatementRow]) -> dict[str, Kept]:
    restricted = [row for row in rows if row.state == StatementRow.State.RESTRICTED]
    if not restricted:
        return {}
    buried = Tombstone.objects.using(env.database).filter(record__in={row.record for row in restricted})
    recalled = set(buried.values_list("record", flat=True))
    return {row.id: _why_kept(row, recalled) for row in restricted}


def _why_kept(row: StatementRow, recalled: set[str]) -> Kept:
    if not row.arrived_from:
        return Kept.CONTESTED
    return Kept.RECALLED if row.record in recalled else Kept.ENDED


def _facts(env: Env, access: Access, entities: list[str]) -> list[FactView]:
    return [fact for fact, _ in visible_facts(env, access, entities)]


def visible_facts(env: Env, access: Access, entities: list[str]) -> list[tuple[FactView, str]]:
    """What this reader may see of these entities, shielded; the caller journals what it shows."""
    found = readable_statements(env, access, entities) + _restricted(env, access, entities)
    kept = _kept(env, (row for _, _, row in found))
    protected = protected_entities(env.database, entities, env.now())
    names = dict(Service.objects.using(env.database).values_list("id", "name"))
    sent = _recipients(env, [statement.record for statement, _, _ in found])
    sources = _sources(env, {statement.source for statement, _, row in found if not row.arrived_from})
    return [
        (_marked(_view(statement, marking, row, names, sent, sources), kept), statement.entity)
        for statement, marking, row in found
        if not is_shielded(statement, marking, protected=statement.entity in protected)
    ]


def _marked(view: FactView, kept: dict[str, Kept]) -> FactView:
    return replace(view, kept=kept[view.statement]) if view.statement in kept else view


def _view(
    statement: Statement,
    marking: Marking,
    row: StatementRow,
    names: dict[str, str],
    sent: dict[str, tuple[str, ...]],
    sources: dict[str, SourceView],
) -> FactView:
    return FactView(
        statement=statement.id,
        record=statement.record,
        version=statement.version,
        schema=statement.schema,
        prop=statement.prop,
        value=statement.value,
        language=statement.language,
        marking=marking,
        owner_name=names.get(marking.owner, marking.owner),
        recorded_at=row.recorded_at,
        arrived_from=row.arrived_from,
        case=row.case,
        recipients=sent.get(statement.record, ()),
        source=sources.get(statement.source),
    )


def _sources(env: Env, references: set[str]) -> dict[str, SourceView]:
    rows = Origin.objects.using(env.database).filter(id__in=references, dataset__isnull=False)
    found = rows.values_list("id", "dataset__name", "line")
    return {reference: SourceView(dataset, line) for reference, dataset, line in found}


def _recipients(env: Env, records: list[str]) -> dict[str, tuple[str, ...]]:
    rows = Disclosure.objects.using(env.database).filter(record__in=records, recall_confirmed_at=None)
    found: dict[str, list[str]] = {}
    for record, recipient in rows.values_list("record", "recipient").order_by("recipient").distinct():
        found.setdefault(record, []).append(recipient)
    return {record: tuple(nodes) for record, nodes in found.items()}


def _links(env: Env, access: Access, entity: str) -> list[LinkView]:
    here = _readable(env, access).filter(reference=True, value=entity)
    named = dict(here.values_list("entity", "prop"))
    facts_of: dict[str, list[FactView]] = {}
    for fact, link in visible_facts(env, access, list(named)):
        facts_of.setdefault(link, []).append(fact)
    others = _others(env, access, list(facts_of), entity)
    ends = captions(env, access, others.values())
    schemata = dict(
        Entity.objects.using(env.database).filter(id__in=others.values()).values_list("id", "schema")
    )
    return [
        LinkView(
            entity=link,
            schema=facts[0].schema,
            other=others[link],
            other_schema=schemata.get(others[link], ""),
            other_caption=ends.get(others[link], ""),
            prop=named[link],
            facts=tuple(facts),
        )
        for link, facts in facts_of.items()
        if link in others
    ]


def _others(env: Env, access: Access, links: list[str], entity: str) -> dict[str, str]:
    rows = _readable(env, access).filter(reference=True, entity__in=links).exclude(value=entity)
    return dict(rows.values_list("entity", "value"))


def is_about_a_person(facts: Iterable[FactView]) -> bool:
    """True when any fact is about a natural person."""
    return any(fact.marking.category is not SubjectCategory.NOT_A_PERSON for fact in facts)
