"""Series that a person confirmed: what they rest on, where they lead, and how they are undone.

A series leads to a workshop, a supplier or a route. A person stands among the
suppliers only where somebody recorded them as a suspect with reasons (rule 7);
whoever carried a document stands nowhere.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from passerelle.casework.access import AbsentError, ReasonRequiredError
from passerelle.casework.case_contents import MOST, case_contents
from passerelle.casework.declaring import take_back
from passerelle.casework.erasure import erase_records
from passerelle.casework.journaling import consulted, record
from passerelle.casework.reading import captions, readable_statements
from passerelle.casework.workshops import LINKS, SERIES, SUSPECTED
from passerelle.core.vocabulary import is_a
from passerelle.protocol.journal import Act
from passerelle.store.models import Entity, Statement
from passerelle.store.protection import protected

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from passerelle.casework.access import Access
    from passerelle.core.env import Env


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesView:
    """One confirmed series."""

    id: str
    members: tuple[str, ...]
    shared: tuple[str, ...]  # features that all of them have
    reason: str
    at: datetime
    links: tuple[tuple[str, str, str], ...]  # workshop, supplier or route; its id; its caption
    ours: bool


def confirmed(env: Env, access: Access) -> tuple[SeriesView, ...]:
    """The series of the reader's cases, the newest first; the look is journalled before."""
    rows = Statement.objects.using(env.database).filter(schema=SERIES, state=Statement.State.LIVE)
    facts: defaultdict[str, list[Statement]] = defaultdict(list)
    for _, _, row in readable_statements(env, access, set(rows.values_list("entity", flat=True))):
        facts[row.entity].append(row)
    members = _members(env, access, facts)
    named = captions(env, access, {row.value for held in facts.values() for row in held if row.prop in LINKS})
    consulted(env, access, subjects=sorted({*facts, *named}), reference="series")
    views = [_view(series, held, members[series], named) for series, held in facts.items()]
    return tuple(sorted(views, key=lambda one: (one.at, one.id), reverse=True))


def undo(env: Env, access: Access, series: str) -> None:
    """The series is none any more, here and at every partner that had it; its documents are as before."""
    if not access.reason.strip():
        raise ReasonRequiredError
    with transaction.atomic(using=env.database):
        held = [row for said, _, row in readable_statements(env, access, [series]) if said.schema == SERIES]
        if not held or any(row.arrived_from for row in held):
            raise AbsentError("series")
        links = Statement.objects.using(env.database).filter(
            prop="series", value=series, reference=True, arrived_from="", state=Statement.State.LIVE
        )
        names = {*(row.id for row in held), *links.values_list("id", flat=True)}
        rows = Statement.objects.using(env.database).filter(id__in=names)
        touched = sorted(set(rows.values_list("entity", flat=True)))
        take_back(env, access, rows)
        erase_records(env, dict(rows.values_list("record", "version")), state=Statement.State.ERASED)
        record(env, access, Act.ERASURE, subjects=touched, reference="series undone")


def leads(env: Env, access: Access) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """What a series of this case may lead to, by its kind: ids and captions; nobody who is no suspect."""
    held = {one.id: (one.schema, one.caption) for one in case_contents(env, access)} | _named(env, access)
    people = {one for one, (kind, _) in held.items() if is_a(kind, "Person")}
    hidden = (people - _suspects(env, access, people)) | protected(env.database, people, env.now())
    shown = sorted((caption or one, one, kind) for one, (kind, caption) in held.items() if one not in hidden)
    return {
        prop: tuple((one, caption) for caption, one, kind in shown if is_a(kind, wanted))
        for prop, wanted in LINKS.items()
    }


def _named(env: Env, access: Access) -> dict[str, tuple[str, str]]:
    """What the links of the case name, and stands in another file of the service."""
    rows = Statement.objects.using(env.database).filter(
        case=access.case, reference=True, state=Statement.State.LIVE
    )
    words = captions(env, access, set(rows.values_list("value", flat=True)[:MOST]))
    consulted(env, access, subjects=sorted(words), reference="series")
    kinds = Entity.objects.using(env.database).filter(id__in=words).values_list("id", "schema")
    return {one: (kind, words[one]) for one, kind in kinds}


def _suspects(env: Env, access: Access, people: set[str]) -> set[str]:
    found = readable_statements(env, access, people)
    return {said.entity for said, marking, _ in found if marking.category in SUSPECTED}


def _members(env: Env, access: Access, series: Mapping[str, object]) -> defaultdict[str, list[str]]:
    links = Statement.objects.using(env.database).filter(
        prop="series", value__in=series, reference=True, state=Statement.State.LIVE
    )
    found: defaultdict[str, list[str]] = defaultdict(list)
    for said, _, _ in readable_statements(env, access, set(links.values_list("entity", flat=True))):
        if said.prop == "series":
            found[said.value].append(said.entity)
    return found


def _view(
    series: str, held: Sequence[Statement], members: Sequence[str], named: Mapping[str, str]
) -> SeriesView:
    by_prop: defaultdict[str, list[str]] = defaultdict(list)
    for row in held:
        by_prop[row.prop].append(row.value)
    return SeriesView(
        id=series,
        members=tuple(sorted(members)),
        shared=tuple(sorted(by_prop["shared"])),
        reason=next(iter(by_prop["summary"]), ""),
        at=min(row.recorded_at for row in held),
        links=tuple((prop, one, named.get(one, "")) for prop in LINKS for one in by_prop[prop]),
        ours=not any(row.arrived_from for row in held),
    )
