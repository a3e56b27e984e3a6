from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.casework.world import World, marking, oberland, state

from passerelle.casework import inbox, reading
from passerelle.casework.access import AbsentError
from passerelle.casework.inbox import Outcome, Tab
from passerelle.casework.recording import record_statements
from passerelle.core.draft import Draft, Fact
from passerelle.core.notice_kind import NoticeKind
from passerelle.core.role import Role
from passerelle.core.subject import SubjectCategory
from passerelle.store.models import JournalObject, Notice, Officer

if TYPE_CHECKING:
    from tests.simulator.env import SeededEnv


@pytest.fixture
def world(env: SeededEnv) -> World:
    return oberland(env)


def _notice(world: World, case: str = "", entity: str = "e1") -> str:
    row = Notice.objects.using(world.env.database).create(
        id=world.env.new_id(),
        kind=NoticeKind.HIT,
        at=world.env.now(),
        service=world.env.service,
        case=case,
        entity=entity,
    )
    return row.id


def test_a_row_names_what_it_is_about(world: World) -> None:
    state(world.env, "e1", "Person", "name", "J. Marrow", marking(world.env))
    _notice(world, world.case)
    row = inbox.inbox(world.env, world.ana_reads(), Tab.SERVICE).rows[0]
    assert (row.kind, row.caption, row.case, row.service) == (
        NoticeKind.HIT,
        "J. Marrow",
        "OB-2026-014",
        "Oberland",
    )


def _owned(world: World, category: SubjectCategory) -> None:
    said = marking(world.env, category=category)
    state(world.env, "e1", "Person", "name", "J. Marrow", said)
    state(world.env, "a1", "BankAccount", "accountNumber", "77001", marking(world.env))
    state(world.env, "o1", "Ownership", "asset", "a1", marking(world.env))
    state(world.env, "o1", "Ownership", "owner", "e1", marking(world.env))


def test_a_row_about_a_link_is_called_by_its_ends_and_journals_them(world: World) -> None:
    _owned(world, SubjectCategory.SUSPECT)
    _notice(world, entity="o1")
    row = inbox.inbox(world.env, world.ana_reads(), Tab.SERVICE).rows[0]
    assert (row.entity, row.caption) == ("o1", "J. Marrow · 77001")
    bound = JournalObject.objects.using(world.env.database).values_list("subject", flat=True)
    assert set(bound) == {"o1", "e1", "a1"}
    assert reading.entity_page(world.env, world.ana_reads(), "o1").caption == row.caption


def test_a_link_of_a_protected_person_is_not_called_by_them(world: World) -> None:
    _owned(world, SubjectCategory.VICTIM)
    _notice(world, entity="o1")
    assert "Marrow" not in repr(inbox.inbox(world.env, world.ana_reads(), Tab.SERVICE))


def test_a_row_about_a_protected_person_has_no_caption(world: World) -> None:
    said = marking(world.env, category=SubjectCategory.VICTIM)
    state(world.env, "e1", "Person", "name", "Canary Lantern", said)
    _notice(world)
    assert "Canary" not in repr(inbox.inbox(world.env, world.ana_reads(), Tab.SERVICE))


def test_a_row_of_a_case_not_ones_own_is_neither_shown_nor_counted(world: World) -> None:
    notice = _notice(world, world.case)
    page = inbox.inbox(world.env, world.dana_reads(), Tab.SERVICE)
    assert (page.rows, page.total, page.latest) == ((), 0, None)
    with pytest.raises(AbsentError):
        inbox.take(world.env, world.dana_reads(), notice)


def test_a_support_worker_has_no_enforcement_inbox(world: World) -> None:
    _notice(world)
    Officer.objects.using(world.env.database).filter(id=world.dana).update(role=Role.VICTIM_SUPPORT_WORKER)
    assert inbox.inbox(world.env, world.dana_reads(), Tab.SERVICE).total == 0


def test_taking_moves_a_row_from_unassigned_to_mine(world: World) -> None:
    notice = _notice(world)
    access = world.ana_reads()
    assert inbox.inbox(world.env, access, Tab.UNASSIGNED).total == 1
    inbox.take(world.env, access, notice)
    assert inbox.inbox(world.env, access, Tab.UNASSIGNED).total == 0
    assert inbox.inbox(world.env, access, Tab.MINE).rows[0].taken_by == "Ana"


def test_a_decision_needs_a_reason_and_can_be_undone(world: World) -> None:
    notice = _notice(world)
    access = world.ana_reads()
    with pytest.raises(inbox.DecisionReasonError):
        inbox.decide_notice(world.env, access, notice, outcome=Outcome.REJECTED, reason=" ")
    inbox.decide_notice(world.env, access, notice, outcome=Outcome.REJECTED, reason="other birth year")
    done = inbox.inbox(world.env, access, Tab.DONE).rows[0]
    assert (done.outcome, done.reason) == ("rejected", "other birth year")
    inbox.undo_decision(world.env, access, notice)
    assert inbox.inbox(world.env, access, Tab.DONE).total == 0


def test_only_what_came_later_counts_as_new(world: World) -> None:
    before = world.env.now()
    assert inbox.newer_than(world.env, world.ana_reads(), before) == 0
    world.env.advance(timedelta(seconds=1))
    _notice(world)
    assert inbox.newer_than(world.env, world.ana_reads(), before) == 1


def test_one_kind_is_found_under_any_number_of_others(world: World) -> None:
    wanted = _notice(world)
    for _ in range(inbox.PAGE + 1):
        other = _notice(world)
        Notice.objects.using(world.env.database).filter(id=other).update(kind=NoticeKind.LOCAL_HIT)
    page = inbox.inbox(world.env, world.ana_reads(), Tab.SERVICE, kind=NoticeKind.HIT)
    assert [row.id for row in page.rows] == [wanted]


def _came(world: World, name: str, phone: str, kind: NoticeKind) -> str:
    """A person recorded here, and a row of this kind about them."""
    facts = (Fact("name", name), Fact("phone", phone), Fact("birthDate", "1980-03-04"))
    draft = Draft(publisher_id=name, schema="Person", line=1, facts=facts)
    entity = record_statements(
        world.env, world.ana_reads(), drafts=[draft], marking=marking(world.env), case=world.case
    ).ids[name]
    Notice.objects.using(world.env.database).all().delete()
    row = Notice(id=world.env.new_id(), kind=kind, at=world.env.now(), case=world.case, entity=entity)
    row.service = world.env.service
    row.save(using=world.env.database, force_insert=True)
    return entity


@pytest.mark.parametrize("kind", [NoticeKind.LOCAL_HIT, NoticeKind.ARRIVAL])
def test_a_row_says_what_agrees_and_differs_beside_the_record_that_shares_a_key(
    world: World, kind: NoticeKind
) -> None:
    known = _came(world, "Joss Marrow", "+447700900417", kind)
    _came(world, "Tarn Velloud", "+447700900417", kind)
    (row,) = inbox.inbox(world.env, world.ana_reads(), Tab.SERVICE).rows
    assert row.beside is not None
    assert (row.beside.entity, row.beside.caption) == (known, "Joss Marrow")
    assert row.beside.comparison.agreeing == ("birthDate", "phone")
    assert row.beside.comparison.differing == ("name",)


def test_a_row_that_shares_no_key_stands_alone(world: World) -> None:
    _came(world, "Joss Marrow", "+447700900417", NoticeKind.ARRIVAL)
    _came(world, "Tarn Velloud", "+447700900418", NoticeKind.ARRIVAL)
    assert inbox.inbox(world.env, world.ana_reads(), Tab.SERVICE).rows[0].beside is None


def test_a_hit_at_a_partner_is_beside_nothing_of_ours(world: World) -> None:
    _came(world, "Joss Marrow", "+447700900417", NoticeKind.HIT)
    _came(world, "Tarn Velloud", "+447700900417", NoticeKind.HIT)
    assert inbox.inbox(world.env, world.ana_reads(), Tab.SERVICE).rows[0].beside is None
