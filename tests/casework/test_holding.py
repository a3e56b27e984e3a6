"""What an owner took back and a hold keeps: restricted, marked, and erased when the last hold is lifted."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from tests.casework.test_sharing import Pair
from tests.casework.world import marking, state
from tests.simulator.env import SeededEnv

from passerelle.casework import cases, holding, people, sharing
from passerelle.casework.access import AbsentError, Access, open_access
from passerelle.casework.inbox import Tab, inbox
from passerelle.casework.judging import judge
from passerelle.casework.partners import own
from passerelle.casework.reading import Kept, entity_page, visible_facts
from passerelle.casework.resolving import judge_pair
from passerelle.core.agreement_text import read_agreement
from passerelle.core.purpose import Purpose
from passerelle.core.retention import HOLD_SETTERS, RESTRICTED_READERS, Hold
from passerelle.core.role import Role
from passerelle.matching.judgement import Verdict
from passerelle.store.models import Agreement, JournalEntry, Licence, MatchKey, Statement

if TYPE_CHECKING:
    from tests.retold import Tales

NewEnv = Callable[[int], SeededEnv]
PHONE = "+999100200300"


class Kit:
    """A person of Oberland's, released to Unterland, where a magistrate and a supervisor work."""

    def __init__(self, new_env: NewEnv) -> None:
        self.pair = Pair(new_env)
        self.there = self.pair.unterland
        self.entity, self.statements = self.pair.oberland.person("Ivo Marten", PHONE)
        self.pair.release(self.entity)
        self.pair.network.heal()

    def reads(self, role: Role, *, case: str = "") -> Access:
        env = self.there.env
        named = [one.id for one in people.officers(env) if one.name == str(role)]
        officer = named[0] if named else people.add_officer(env, name=str(role), role=role)
        if case:
            cases.add_member(env, case, officer, why="the file")
            return open_access(env, officer, case=case, reason="the file")
        duty = people.open_duty(env, officer, purpose=Purpose.OVERSIGHT, reason="duty")
        return open_access(env, officer, duty=duty.id, reason="the file")

    def hold(self, kind: Hold = Hold.JUDICIAL_FILE, role: Role = Role.MAGISTRATE, **on: str) -> str:
        return holding.set_hold(self.there.env, self.reads(role), kind, **(on or {"entity": self.entity}))

    def recall(self) -> None:
        pair = self.pair
        for one in self.statements:
            sharing.recall(pair.oberland.env, pair.oberland.access(), one.record)
        pair.network.heal()

    def states(self) -> set[tuple[str, bool]]:
        rows = Statement.objects.using(self.there.env.database).filter(entity=self.entity)
        return {(row.state, row.value != "") for row in rows}

    def outcomes(self) -> set[str]:
        env, access = self.pair.oberland.env, self.pair.oberland.access()
        found = [sharing.sharing_state(env, access, one.record) for one in self.statements]
        return {share.recall_outcome for shares in found for share in shares}


@pytest.fixture
def kit(tales: Tales, new_env: NewEnv) -> Kit:
    return tales.told(Kit, new_env)


def test_without_a_hold_recalled_content_is_gone(kit: Kit) -> None:
    kit.recall()
    assert kit.states() == {("recalled", False)}
    assert kit.outcomes() == {"taken"}


@pytest.mark.parametrize("kind", Hold)
def test_under_a_hold_recalled_content_is_restricted_and_the_owner_hears_so(kit: Kit, kind: Hold) -> None:
    kit.hold(kind, min(HOLD_SETTERS[kind]))
    kit.recall()
    assert kit.states() == {("restricted", True)}
    assert kit.outcomes() == {"restricted"}
    database = kit.there.env.database
    assert not Licence.objects.using(database).exists()
    assert not MatchKey.objects.using(database).filter(entity=kit.entity).exists()


def test_restricted_content_is_read_by_judge_and_supervisory_authority_alone(kit: Kit) -> None:
    kit.hold()
    kit.recall()
    for role in set(Role) - {Role.COUNSEL}:
        seen = visible_facts(kit.there.env, kit.reads(role), [kit.entity])
        expected = {Kept.RECALLED} if role in RESTRICTED_READERS else set()
        assert {fact.kept for fact, _ in seen} == expected, role


def test_the_defence_reads_what_lies_in_its_own_case(kit: Kit) -> None:
    env, case = kit.there.env, kit.there.case
    kit.hold()
    kit.recall()
    counsel = kit.reads(Role.COUNSEL, case=case)
    assert visible_facts(env, counsel, [kit.entity]) == []
    state(env, kit.entity, "Person", "notes", "lies in the file", marking(env), case=case)
    assert {fact.value for fact, _ in visible_facts(env, counsel, [kit.entity])} == {"Ivo Marten", PHONE}
    assert visible_facts(env, kit.reads(Role.COUNSEL), [kit.entity]) == []


def test_restricted_content_is_judged_for_no_partner(kit: Kit) -> None:
    kit.hold()
    kit.recall()
    env = kit.there.env
    terms = read_agreement(bytes(Agreement.objects.using(env.database).get().content))
    access = kit.reads(Role.MAGISTRATE)
    assert judge(env, access, [kit.entity], own(env).party, terms) == []


@pytest.mark.parametrize("place", ["case", "link", "same"])
def test_a_hold_covers_the_file_and_not_its_first_page_alone(kit: Kit, place: str) -> None:
    env, mine = kit.there.env, kit.there.env.new_id()
    mark = marking(env)
    if place == "case":
        state(env, kit.entity, "Person", "notes", "lies in the file", mark, case=kit.there.case)
        kit.hold(case="UN-2026-014")
    else:
        state(env, mine, "Person", "name", "Ivo Marten", mark)
        kit.hold(entity=mine)
    if place == "link":
        state(env, kit.entity, "UnknownLink", "subject", mine, mark)
    if place == "same":
        judge_pair(env, kit.there.access(), mine, kit.entity, verdict=Verdict.SAME, reason="same telephone")
    kit.recall()
    received = Statement.objects.using(env.database).filter(entity=kit.entity).exclude(arrived_from="")
    assert {row.state for row in received} == {"restricted"}


def test_what_no_hold_keeps_any_more_is_erased_at_once(kit: Kit) -> None:
    first, second = kit.hold(), kit.hold(Hold.COMPLAINT, Role.INSPECTOR)
    kit.recall()
    judge_ = kit.reads(Role.MAGISTRATE)
    assert holding.lift_hold(kit.there.env, judge_, first) == 0
    assert kit.states() == {("restricted", True)}
    assert holding.lift_hold(kit.there.env, kit.reads(Role.INSPECTOR), second) == len(kit.statements)
    assert kit.states() == {("recalled", False)}
    with pytest.raises(AbsentError):
        holding.lift_hold(kit.there.env, judge_, first)


def test_each_hold_is_set_by_the_authority_it_belongs_to(kit: Kit) -> None:
    for kind, role in itertools.product(Hold, Role):
        access = Access(officer="x", name="x", role=role, service="x", case="", reference="x", reason="y")
        if role in HOLD_SETTERS[kind]:
            assert holding.set_hold(kit.there.env, access, kind, entity=kit.entity)
        else:
            with pytest.raises(holding.MayNotHoldError):
                holding.set_hold(kit.there.env, access, kind, entity=kit.entity)


@pytest.mark.parametrize("on", [{"entity": "0" * 32}, {"case": "NO-1"}], ids=["entity", "case"])
def test_a_hold_on_nothing_is_refused(kit: Kit, on: dict[str, str]) -> None:
    with pytest.raises(AbsentError):
        kit.hold(**on)


def test_setting_and_lifting_are_dated_and_journalled(kit: Kit) -> None:
    env = kit.there.env
    hold = kit.hold()
    holding.lift_hold(env, kit.reads(Role.MAGISTRATE), hold)
    (view,) = holding.holds_on(env, kit.reads(Role.INSPECTOR), kit.entity)
    assert view.until is not None
    assert (view.set_by, view.reason) == ("magistrate", "the file")
    leaves = b"".join(bytes(one.leaf) for one in JournalEntry.objects.using(env.database).all())
    assert f"hold {hold} judicial-file".encode() in leaves
    assert f"hold {hold} lifted".encode() in leaves


def test_the_inbox_says_that_something_was_taken_back_and_the_page_shows_it_to_the_judge(kit: Kit) -> None:
    kit.hold()
    kit.recall()
    rows = inbox(kit.there.env, kit.there.access(), Tab.SERVICE).rows
    assert [row.caption for row in rows if row.kind == "recall"] == ["", ""]
    page = entity_page(kit.there.env, kit.reads(Role.MAGISTRATE), kit.entity)
    assert page.caption == "Ivo Marten"
    with pytest.raises(AbsentError):
        entity_page(kit.there.env, kit.there.access(), kit.entity)
