from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from tests.casework.world import marking

from passerelle.casework.access import Access
from passerelle.casework.admission import LONGEST_PUBLISHER_ID
from passerelle.casework.writing import Order, Written, fingerprint, write
from passerelle.core.draft import Draft, Fact
from passerelle.core.role import Role
from passerelle.core.subject import SubjectCategory
from passerelle.store import datasets
from passerelle.store.models import Entity, Fingerprint, Notice, Origin, ProtectiveState, Statement

if TYPE_CHECKING:
    from tests.simulator.env import SeededEnv

    from passerelle.core.marking import Marking

PHONE = "+33612345678"


def draft(name: str, schema: str, *facts: tuple[str, str]) -> Draft:
    return Draft(publisher_id=name, schema=schema, line=4, facts=tuple(Fact(*fact) for fact in facts))


def person(name: str = "P-1", said: str = "Ivo Marten") -> Draft:
    return draft(name, "Person", ("name", said), ("phone", PHONE))


def written(
    env: SeededEnv, *drafts: Draft, protected: frozenset[str] = frozenset(), complete: bool = False
) -> Written:
    plain, shielded = marking(env), marking(env, category=SubjectCategory.VICTIM)

    def marking_of(one: Draft) -> Marking:
        return shielded if one.publisher_id in protected else plain

    dataset = datasets.opened(
        env.database, "list", new_id=env.new_id, file_digest="d" * 64, dated="", at=env.now()
    )
    order = Order(
        access=ana(env),
        drafts=drafts,
        marking_of=marking_of,
        dataset=dataset,
        file_digest="d" * 64,
        complete=complete,
    )
    with transaction.atomic(using=env.database):
        return write(env, order)


def ana(env: SeededEnv) -> Access:
    return Access(
        officer="a" * 32,
        name="Ana",
        role=Role.ANALYST,
        service=env.service,
        case="c" * 32,
        reference="OB-2026-014",
        reason="who supplies the engines",
    )


def live(env: SeededEnv) -> set[tuple[str, str, int]]:
    rows = Statement.objects.using(env.database).filter(state="live")
    return set(rows.values_list("prop", "value", "version"))


def test_each_fact_is_a_statement_that_leads_to_its_line(env: SeededEnv) -> None:
    found = written(env, person())
    assert live(env) == {("name", "Ivo Marten", 1), ("phone", PHONE, 1)}
    assert (found.taken, found.entities, len(found.statement_ids)) == (1, 1, 2)
    origins = set(Statement.objects.using(env.database).values_list("source", flat=True))
    (origin,) = Origin.objects.using(env.database).filter(id__in=origins)
    assert (origin.file_digest, origin.line) == ("d" * 64, 4)


def test_the_same_order_again_writes_nothing(env: SeededEnv) -> None:
    first = written(env, person())
    again = written(env, person())
    assert (again.statement_ids, again.revision.unchanged) == ([], 2)
    assert again.ids == first.ids
    assert Entity.objects.using(env.database).filter(schema="Person").count() == 1


def test_a_newer_value_is_a_newer_version_of_the_same_record(env: SeededEnv) -> None:
    written(env, person(), complete=True)
    written(env, person(said="Iwo Marten"), complete=True)
    assert ("name", "Iwo Marten", 2) in live(env)
    records = Statement.objects.using(env.database).filter(prop="name").values_list("record", flat=True)
    assert len(set(records)) == 1


def test_a_reference_leads_to_the_entity_and_a_lost_one_is_explained(env: SeededEnv) -> None:
    link = draft("L", "Passport", ("holder", "P-1"), ("number", "SPEC123456"))
    astray = draft("M", "Passport", ("holder", "nobody"), ("number", "SPEC654321"))
    found = written(env, person(), link, astray)
    holder = Statement.objects.using(env.database).get(prop="holder")
    assert (holder.value, holder.reference) == (found.ids["P-1"], True)
    assert [note.reason for note in found.notes] == ["Passport.holder refers to a record that was not taken"]


def test_of_a_protected_person_a_pseudonym_and_fingerprints_remain(env: SeededEnv) -> None:
    found = written(env, person("victim-17"), protected=frozenset({"victim-17"}))
    assert live(env) == set()
    pseudonym = Entity.objects.using(env.database).get(schema="Person")
    assert (pseudonym.id, pseudonym.publisher_id) == (found.ids["victim-17"], "")
    kinds = set(Fingerprint.objects.using(env.database).values_list("kind", flat=True))
    assert {"publisher", "phone"} <= kinds


def test_a_protected_person_keeps_the_pseudonym_in_the_next_file(env: SeededEnv) -> None:
    protected = frozenset({"victim-17"})
    first = written(env, person("victim-17"), protected=protected)
    assert written(env, person("victim-17"), protected=protected).ids == first.ids


def test_a_relative_of_a_protected_person_is_protected_from_now_on(env: SeededEnv) -> None:
    family = draft("F", "Family", ("person", "victim-17"), ("relative", "P-2"))
    found = written(
        env, person("victim-17"), person("P-2", "Ana Kall"), family, protected=frozenset({"victim-17"})
    )
    row = ProtectiveState.objects.using(env.database).get()
    assert (row.person, row.kind) == (found.ids["P-2"], "kin")
    assert not Statement.objects.using(env.database).filter(value="Ana Kall").exists()


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", "empty or too long"),
        ("x" * (LONGEST_PUBLISHER_ID + 1), "empty or too long"),
        ("half \ud800 of a sign", "cannot be written"),
        ("\0", "cannot be written"),
    ],
    ids=["empty", "too long", "half", "nul"],
)
def test_a_record_without_a_usable_id_is_explained(env: SeededEnv, name: str, why: str) -> None:
    found = written(env, draft(name, "Person", ("name", "Ivo")))
    ((line, reason),) = [(one.line, one.reason) for one in found.explained]
    assert (line, why in reason, live(env)) == (4, True, set())


def test_what_another_dataset_knows_is_noticed(env: SeededEnv) -> None:
    written(env, person())
    assert Notice.objects.using(env.database).count() == 0
    plain = marking(env)
    case = Order(access=ana(env), drafts=(person("other"),), marking_of=lambda _: plain, case="c" * 32)
    with transaction.atomic(using=env.database):
        assert write(env, case).local_hits == 1
    assert Notice.objects.using(env.database).get().kind == "local-hit"


def test_a_fingerprint_is_this_nodes_own(env: SeededEnv) -> None:
    one = fingerprint(env, "phone", PHONE)
    assert one == fingerprint(env, "phone", PHONE)
    assert one != fingerprint(env, "name", PHONE)
    assert PHONE.encode() not in one
