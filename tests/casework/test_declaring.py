"""Declared numbers from the issuer to a check at a partner, and an objection back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.casework.world import marking
from tests.simulator.chance import Chance
from tests.simulator.env import SeededEnv
from tests.simulator.network import Network
from tests.simulator.node import COUNTRIES, TERMS, agree, introduce, make_node

from passerelle.casework import asked, asking, declaring, people
from passerelle.casework.access import AbsentError, Access, open_access
from passerelle.casework.asking import AskingRefusedError
from passerelle.casework.issuer import DeclarationRefusedError
from passerelle.casework.recording import record_statements
from passerelle.casework.way_in import MayNotSendError
from passerelle.core.declaration import Declaration, Declared, Fault
from passerelle.core.draft import Draft, Fact
from passerelle.core.purpose import Purpose
from passerelle.core.role import Role
from passerelle.core.subject import SubjectCategory
from passerelle.store.models import JournalEntry, MatchKey, Notice, ReceivedQuestion

if TYPE_CHECKING:
    from tests.retold import Tales

NewEnv = Callable[[int], SeededEnv]
CHECKS = TERMS.replace('["group-investigation"]', '["group-investigation", "document-check"]')


class Border:
    """Unterland declares its documents; Oberland meets one in hand."""

    def __init__(self, new_env: NewEnv) -> None:
        self.asker = make_node(new_env(1), "Oberland")
        self.issuer = make_node(new_env(2), "Unterland")
        introduce(self.asker, self.issuer)
        self.agreement = agree(self.asker, self.issuer, terms=CHECKS).id
        self.network = Network({one.id: one for one in (self.asker, self.issuer)}, Chance("1"))
        today = self.issuer.env.now().date()
        self.blanks = Declaration(
            issuer=COUNTRIES["Unterland"],
            document_type="P",
            first="UL1000001",
            last="UL1000040",
            declared=Declared.STOLEN_BLANK,
            since=today - timedelta(days=9),
            review=today + timedelta(days=300),
            redress="the registry of Unterland",
            report="registry of Unterland, theft 3/2026",
        )

    def duty(self, purpose: Purpose = Purpose.DOCUMENT_CHECK) -> Access:
        env, officer = self.asker.env, self.asker.officer
        people.open_duty(env, officer, purpose=purpose, reason="checks at the quay")
        duty = people.current_duty(env, officer)
        assert duty is not None
        return open_access(env, officer, duty=duty.id, reason="checks at the quay")

    def ask(self, number: str) -> bool:
        access = self.duty()
        question = asking.ask_number(
            self.asker.env, access, number, partner=self.issuer.id, agreement=self.agreement
        )
        self.network.heal()
        return bool(asked.answer_view(self.asker.env, access, question).hits)


@pytest.fixture
def border(tales: Tales, new_env: NewEnv) -> Border:
    return tales.told(Border, new_env)


@pytest.mark.parametrize(
    ("number", "hit"),
    [("UL 1000001", True), ("UL1000023", True), ("UL1000040", True), ("UL1000041", False)],
    ids=["first", "inside", "last", "after"],
)
def test_a_number_in_hand_meets_the_range_it_lies_in(border: Border, number: str, hit: bool) -> None:
    declaring.declare(border.issuer.env, border.issuer.access(), border.blanks)
    assert border.ask(number) is hit
    assert Notice.objects.using(border.asker.env.database).filter(kind="hit").exists() is hit
    learnt = ReceivedQuestion.objects.using(border.issuer.env.database).get()
    assert learnt.keys == 1
    assert not Notice.objects.using(border.issuer.env.database).exists()


def test_a_number_in_hand_meets_no_suspects_paper(border: Border) -> None:
    env = border.issuer.env
    draft = Draft(
        publisher_id="one",
        schema="Person",
        line=1,
        facts=(Fact("name", "Ivo Marten"), Fact("passportNumber", "UL2000001")),
    )
    record_statements(env, border.issuer.access(), drafts=[draft], marking=marking(env))
    assert MatchKey.objects.using(env.database).filter(kind="document", askable=True).exists()
    assert border.ask("UL2000001") is False


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.CUSTOMS_OR_BORDER_OFFICER, True),
        (Role.INVESTIGATOR, True),
        (Role.CENTRE_OPERATOR, False),
        (Role.MAGISTRATE, False),
    ],
    ids=str,
)
def test_an_officer_at_the_border_asks_about_the_number_in_hand_and_about_nothing_else(
    border: Border, role: Role, may: bool
) -> None:
    declaring.declare(border.issuer.env, border.issuer.access(), border.blanks)
    env = border.asker.env
    there = replace(border.duty(), role=role)
    to = {"partner": border.issuer.id, "agreement": border.agreement}
    if not may:
        with pytest.raises(MayNotSendError):
            asking.ask_number(env, there, "UL1000001", **to)
        return
    question = asking.ask_number(env, there, "UL1000001", **to)
    border.network.heal()
    assert asked.answer_view(env, there, question).hits
    if role is Role.CUSTOMS_OR_BORDER_OFFICER:
        with pytest.raises(MayNotSendError):
            asking.ask(env, there, entities=[border.asker.person("K. Tallow", "+33612345678")[0]], **to)


def test_under_another_purpose_no_number_is_asked(border: Border) -> None:
    before = ReceivedQuestion.objects.using(border.issuer.env.database).count()
    with pytest.raises(AskingRefusedError):
        asking.ask_number(
            border.asker.env,
            border.duty(Purpose.GROUP_INVESTIGATION),
            "UL1000001",
            partner=border.issuer.id,
            agreement=border.agreement,
        )
    border.network.heal()
    assert ReceivedQuestion.objects.using(border.issuer.env.database).count() == before


def test_another_states_number_is_declared_by_no_way_in(border: Border) -> None:
    theirs = replace(border.blanks, issuer=COUNTRIES["Oberland"])
    env, access = border.issuer.env, border.issuer.access()
    with pytest.raises(DeclarationRefusedError, match=Fault.NOT_THE_ISSUER):
        declaring.declare(env, access, theirs)
    facts = (Fact("number", "OB1000001"), Fact("issuingCountry", theirs.issuer), Fact("redress", "registry"))
    thing = marking(env, category=SubjectCategory.NOT_A_PERSON, purpose=Purpose.DOCUMENT_CHECK)
    for given in (facts, facts[:1], (*facts, Fact("issuingCountry", border.blanks.issuer))):
        draft = Draft(publisher_id="one", schema="DeclaredDocument", line=1, facts=given)
        with pytest.raises(DeclarationRefusedError):
            record_statements(env, access, drafts=[draft], marking=thing)


def test_the_issuer_reads_what_it_declared_and_where_to_object(border: Border) -> None:
    env = border.issuer.env
    declaring.declare(env, border.issuer.access(), border.blanks)
    before = JournalEntry.objects.using(env.database).count()
    (view,) = declaring.declared(env, border.issuer.access(), "ul-1000007")
    assert (view.declared, view.redress) == ("stolen-blank", "the registry of Unterland")
    assert declaring.declared(env, border.issuer.access(), "UL1000041") == ()
    assert JournalEntry.objects.using(env.database).count() == before + 2
    with pytest.raises(declaring.NumberError):
        declaring.declared(env, border.issuer.access(), "x")


def test_what_its_issuer_withdraws_is_met_by_nobody(border: Border) -> None:
    env, access = border.issuer.env, border.issuer.access()
    entity = declaring.declare(env, access, border.blanks)
    assert border.ask("UL1000001") is True
    declaring.withdraw(env, access, entity)
    assert border.ask("UL1000001") is False
    with pytest.raises(AbsentError):
        declaring.withdraw(env, access, entity)


def test_past_its_review_a_declaration_is_met_by_nobody(border: Border) -> None:
    env = border.issuer.env
    one = replace(border.blanks, review=env.now().date() + timedelta(days=1))
    declaring.declare(env, border.issuer.access(), one)
    assert border.ask("UL1000001") is True
    for node in (border.asker, border.issuer):
        node.env.advance(timedelta(days=3))
    assert declaring.declared(env, border.issuer.access(), "UL1000001") == ()
    assert border.ask("UL1000001") is False
