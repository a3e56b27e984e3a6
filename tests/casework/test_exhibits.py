"""Exhibits from taking to erasure: bytes once, custody each time, nothing for who is no member."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.casework.world import marking
from tests.simulator.env import SeededEnv
from tests.simulator.node import Node, make_node

from passerelle.casework import cases, exhibits, people
from passerelle.casework.access import AbsentError, Access, ReasonRequiredError, open_access
from passerelle.casework.erasure import erase_records
from passerelle.casework.exhibits import ExhibitTooLargeError, HandoverError, Taking
from passerelle.casework.recording import record_statements
from passerelle.core.draft import Draft, Fact
from passerelle.core.role import Role
from passerelle.core.subject import SubjectCategory
from passerelle.evidence.custody import CustodyAct
from passerelle.evidence.exhibit import ExhibitDamagedError
from passerelle.store.models import CustodyEvent, Exhibit, ExhibitBytes, Statement
from passerelle.store.protection import protect

if TYPE_CHECKING:
    from tests.retold import Tales

NewEnv = Callable[[int], SeededEnv]
SAID = Taking(title="A page", media_type="image/png", origin="given by the port authority")
BYTES = b"\x89PNG of an invented page"


def told(new_env: NewEnv) -> Node:
    return make_node(new_env(1), "Oberland")


@pytest.fixture
def node(tales: Tales, new_env: NewEnv) -> Node:
    return tales.told(told, new_env)


def take(node: Node, data: bytes = BYTES, about: str = "") -> str:
    access = node.access()
    case_rules = replace(cases.case_marking(node.env, access), category=SubjectCategory.NOT_A_PERSON)
    return exhibits.take(node.env, access, data, replace(SAID, about=about), case_rules)


def acts(node: Node, exhibit: str) -> list[str]:
    rows = CustodyEvent.objects.using(node.env.database).filter(exhibit_id=exhibit).order_by("number")
    return list(rows.values_list("act", flat=True))


def test_the_same_bytes_taken_twice_stand_once_sealed_and_open_as_they_were(node: Node) -> None:
    one, other = take(node), take(node)
    (content,) = ExhibitBytes.objects.using(node.env.database).all()
    assert BYTES not in node.env.files.get(content.sealed_digest)
    assert exhibits.read_exhibit(node.env, node.access(), one) == (BYTES, "image/png")
    assert acts(node, one) == ["taken", "read"]
    assert acts(node, other) == ["taken"]
    assert len(exhibits.exhibits_of_case(node.env, node.access())) == 2


def test_every_act_is_a_line_of_custody_that_follows_from_the_one_before(node: Node) -> None:
    one = take(node)
    exhibits.hand_over(node.env, node.access(), one, outside="the laboratory, seal 14")
    view = exhibits.verify_exhibit(node.env, node.access(), one)
    assert [event.act for event, _, _ in view.custody] == [
        CustodyAct.TAKEN,
        CustodyAct.HANDED,
        CustodyAct.VERIFIED,
    ]
    assert view.broken_at is None
    CustodyEvent.objects.using(node.env.database).filter(number=2).update(why="another laboratory")
    assert exhibits.exhibit_view(node.env, node.access(), one).broken_at == 3


def test_bytes_that_are_not_those_taken_are_told_and_not_shown(node: Node) -> None:
    one = take(node)
    other = node.env.files.put(b"other bytes")
    ExhibitBytes.objects.using(node.env.database).update(sealed_digest=other)
    with pytest.raises(ExhibitDamagedError):
        exhibits.read_exhibit(node.env, node.access(), one)
    view = exhibits.verify_exhibit(node.env, node.access(), one)
    assert view.custody[-1][0].act is CustodyAct.DAMAGED


def test_what_is_erased_takes_its_bytes_with_it_and_leaves_those_of_others(node: Node) -> None:
    one, other = take(node), take(node)
    rows = Exhibit.objects.using(node.env.database)
    for exhibit, left in ((one, True), (other, False)):
        entity = rows.get(id=exhibit).entity
        said = Statement.objects.using(node.env.database).filter(entity=entity)
        erase_records(node.env, dict(said.values_list("record", "version")), state=Statement.State.ERASED)
        with pytest.raises(AbsentError):
            exhibits.exhibit_view(node.env, node.access(), exhibit)
        assert bool(ExhibitBytes.objects.using(node.env.database).get().salt) is left


def test_an_exhibit_of_another_case_or_without_a_case_is_absent(node: Node) -> None:
    one = take(node)
    for access in (replace(node.access(), case=""), replace(node.access(), case="0" * 32)):
        with pytest.raises(AbsentError):
            exhibits.read_exhibit(node.env, access, one)
    case_rules = cases.case_marking(node.env, node.access())
    with pytest.raises(ReasonRequiredError):
        exhibits.take(node.env, replace(node.access(), case=""), BYTES, SAID, case_rules)
    with pytest.raises(ExhibitTooLargeError):
        take(node, b"")
    with pytest.raises(ReasonRequiredError):
        exhibits.hand_over(node.env, node.access(), one, outside=" ")


def colleague(node: Node, name: str, role: Role = Role.INVESTIGATOR, *, member: bool = True) -> Access:
    officer = people.add_officer(node.env, name=name, role=role)
    if member:
        cases.add_member(node.env, node.case, officer, why="at the scene")
        return open_access(node.env, officer, case=node.case, reason="a handover")
    return replace(node.access(), officer=officer, role=role)


def test_it_changes_hands_by_two_acts_of_two_people(node: Node) -> None:
    one, ana = take(node), colleague(node, "Ana")
    exhibits.hand_over(node.env, node.access(), one, to="Ana")
    waiting = exhibits.exhibit_view(node.env, node.access(), one)
    assert waiting.to_name == "Ana"
    claire = colleague(node, "Claire")
    for refused in (
        lambda: exhibits.receive(node.env, node.access(), one),  # whoever gave it
        lambda: exhibits.receive(node.env, claire, one),  # somebody else
        lambda: exhibits.hand_over(node.env, claire, one, to="Ana"),  # on its way already
        lambda: exhibits.keep_back(node.env, ana, one),  # not hers to keep
    ):
        with pytest.raises(HandoverError):
            refused()
    exhibits.receive(node.env, ana, one)
    view = exhibits.verify_exhibit(node.env, ana, one)
    assert [(event.act, name, to) for event, name, to in view.custody] == [
        ("taken", "Besa", ""),
        ("handed", "Besa", "Ana"),
        ("received", "Ana", ""),
        ("verified", "Ana", ""),
    ]
    assert view.on_its_way is None
    assert view.broken_at is None
    CustodyEvent.objects.using(node.env.database).filter(number=2).update(to=claire.officer)
    assert exhibits.exhibit_view(node.env, ana, one).broken_at == 3
    with pytest.raises(HandoverError):
        exhibits.receive(node.env, ana, one)


def test_what_was_not_received_is_kept_and_an_outsider_signs_on_paper(node: Node) -> None:
    one = take(node)
    colleague(node, "Ana")
    exhibits.hand_over(node.env, node.access(), one, to="Ana")
    exhibits.keep_back(node.env, node.access(), one)
    exhibits.hand_over(node.env, node.access(), one, outside="the laboratory, seal 14")
    with pytest.raises(HandoverError, match="signed receipt"):
        exhibits.receive(node.env, node.access(), one, receipt=" ")
    exhibits.receive(node.env, node.access(), one, receipt="receipt 12/2026")
    assert acts(node, one) == ["taken", "handed", "kept", "handed", "received"]
    colleague(node, "Dana", member=False)
    for nobody in ("Besa", "Dana"):
        with pytest.raises(HandoverError, match="another member"):
            exhibits.hand_over(node.env, node.access(), one, to=nobody)


NUMBER = "SPEC123456"


def shown(node: Node, *facts: Fact, category: SubjectCategory = SubjectCategory.CONTACT) -> str:
    """Somebody of whom the files now say this."""
    draft = Draft(publisher_id="one", schema="Person", line=1, facts=facts)
    own = marking(node.env, category=category)
    return record_statements(node.env, node.access(), drafts=[draft], marking=own).ids["one"]


def by_number(node: Node) -> str:
    exhibit = take(node, about=NUMBER)
    shown(node, Fact("passportNumber", NUMBER), category=SubjectCategory.PRESUMED_VICTIM)
    return exhibit


def by_state(node: Node) -> str:
    exhibit = take(node, about=NUMBER)
    person = shown(node, Fact("passportNumber", NUMBER))
    protect(node.env.database, [person], kind="asylum", since=node.env.now(), by=node.officer)
    return exhibit


def by_link(node: Node) -> str:
    """The exhibit is said to be of a document, and the document of a holder."""
    exhibit = take(node)
    entity = Exhibit.objects.using(node.env.database).get(id=exhibit).entity
    holder = shown(node, Fact("name", "A."))
    facts = {
        "passport": ("Passport", [Fact("holder", holder)]),
        "link": ("Documentation", [Fact("document", entity), Fact("entity", "passport")]),
    }
    drafts = [
        Draft(publisher_id=name, schema=kind, line=1, facts=tuple(said))
        for name, (kind, said) in facts.items()
    ]
    record_statements(
        node.env,
        node.access(),
        drafts=drafts,
        marking=marking(node.env, category=SubjectCategory.CONTACT),
        known={entity: entity, holder: holder},
    )
    protect(node.env.database, [holder], kind="asylum", since=node.env.now(), by=node.officer)
    return exhibit


@pytest.mark.parametrize("protection", [by_number, by_state, by_link])
def test_it_is_shut_once_the_holder_of_what_it_shows_is_protected(
    node: Node, protection: Callable[[Node], str]
) -> None:
    open_still = take(node, b"another page")
    one = protection(node)
    for act in (exhibits.read_exhibit, exhibits.exhibit_view, exhibits.verify_exhibit):
        with pytest.raises(AbsentError):
            act(node.env, node.access(), one)
    assert [view.id for view in exhibits.exhibits_of_case(node.env, node.access())] == [open_still]
    assert acts(node, one) == ["taken"]
    elif_there = colleague(node, "Elif", Role.VICTIM_SUPPORT_WORKER)
    assert exhibits.read_exhibit(node.env, elif_there, one) == (BYTES, "image/png")
    assert [view.id for view in exhibits.exhibits_of_case(node.env, elif_there)] == [one]
    outside = colleague(node, "Nobody", Role.VICTIM_SUPPORT_WORKER, member=False)
    with pytest.raises(AbsentError):
        exhibits.read_exhibit(node.env, outside, one)


def test_what_it_shows_is_sealed_and_lost_with_what_is_erased(node: Node) -> None:
    one = take(node, about=NUMBER)
    row = Exhibit.objects.using(node.env.database).get(id=one)
    assert row.about
    assert NUMBER.encode() not in bytes(row.about)
    said = Statement.objects.using(node.env.database).filter(entity=row.entity)
    erase_records(node.env, dict(said.values_list("record", "version")), state=Statement.State.ERASED)
    assert not Exhibit.objects.using(node.env.database).get(id=one).about
