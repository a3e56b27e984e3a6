"""A number in hand: never asked of anybody where that could reach whoever its holder fled."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.casework.test_declaring import Border
from tests.casework.world import marking
from tests.documents.mrz import specimen

from passerelle.casework import asking, declaring, document_in_hand, inbox
from passerelle.casework.asking import AskingRefusedError
from passerelle.casework.inbox import AskTheIssuerError, Outcome
from passerelle.casework.indexing import index
from passerelle.casework.number_in_hand import HolderUnsaidError
from passerelle.casework.recording import record_statements
from passerelle.core.draft import Draft, Fact
from passerelle.core.subject import SubjectCategory
from passerelle.documents.mrz.check import Result, check
from passerelle.store import subjects
from passerelle.store.models import AskedQuestion, MatchKey, Notice, Outbox
from passerelle.store.protection import protect

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.retold import Tales
    from tests.simulator.env import SeededEnv

NUMBER = "UL1000001"
TODAY = date(2026, 3, 2)


def declared(new_env: Callable[[int], SeededEnv]) -> Border:
    one = Border(new_env)
    declaring.declare(one.issuer.env, one.issuer.access(), one.blanks)
    return one


@pytest.fixture
def border(tales: Tales, new_env: Callable[[int], SeededEnv]) -> Border:
    return tales.told(declared, new_env)


def hit(border: Border) -> str:
    assert border.ask(NUMBER) is True
    rows = Notice.objects.using(border.asker.env.database).filter(kind="hit")
    return str(rows.latest("at").id)


def zone(nationality: str) -> Result:
    text = specimen.TD3.replace("UTO7408122", f"{nationality}7408122").replace("L898902C3", NUMBER)
    return check(text, TODAY)


def to_issuer(border: Border) -> dict[str, str]:
    return {"partner": border.issuer.id, "agreement": border.agreement}


def test_a_document_that_shields_its_holder_is_asked_of_nobody(border: Border) -> None:
    env, access = border.asker.env, border.duty()
    before = Outbox.objects.using(env.database).count()
    for code in ("XXA", "XXB", "XXC"):
        with pytest.raises(AskingRefusedError) as refused:
            document_in_hand.ask_issuer(env, access, zone(code), **to_issuer(border))
    assert Outbox.objects.using(env.database).count() == before
    assert not AskedQuestion.objects.using(env.database).exists()
    # What is refused for want of a number reads the same.
    with pytest.raises(AskingRefusedError) as usual:
        asking.ask_number(env, access, "", **to_issuer(border))
    assert str(refused.value) == str(usual.value)
    assert document_in_hand.ask_issuer(env, access, zone("UTO"), **to_issuer(border))


@pytest.mark.parametrize("kept", ["as a fingerprint", "as a value", "out of the index"])
def test_the_number_of_somebody_under_protection_is_asked_of_nobody(border: Border, kept: str) -> None:
    env = border.asker.env
    category = SubjectCategory.PRESUMED_VICTIM if kept == "as a fingerprint" else SubjectCategory.CONTACT
    draft = Draft(
        publisher_id="one",
        schema="Person",
        line=1,
        facts=(Fact("name", "A."), Fact("passportNumber", NUMBER)),
    )
    own = marking(env, category=category)
    made = record_statements(env, border.asker.access(), drafts=[draft], marking=own)
    if kept != "as a fingerprint":
        assert border.ask(NUMBER) is True
        protect(env.database, [made.ids["one"]], kind="asylum", since=env.now(), by=border.asker.officer)
    if kept == "out of the index":
        index(
            env,
            subjects.of(env.database, list(made.ids.values()), now=env.now(), attribution=None),
            today=TODAY,
        )
        assert not MatchKey.objects.using(env.database).filter(entity=made.ids["one"]).exists()
    before = Outbox.objects.using(env.database).count()
    with pytest.raises(AskingRefusedError):
        border.ask(NUMBER)
    assert Outbox.objects.using(env.database).count() == before


def test_a_hit_is_named_to_nobody_once_its_holder_is_protected(border: Border) -> None:
    env, access, row = border.asker.env, border.duty(), hit(border)
    draft = Draft(publisher_id="one", schema="Person", line=1, facts=(Fact("passportNumber", NUMBER),))
    own = marking(env, category=SubjectCategory.PRESUMED_VICTIM)
    record_statements(env, border.asker.access(), drafts=[draft], marking=own)
    with pytest.raises(AskingRefusedError):
        asking.open_conversation(env, access, row, no_protection_sought=True)


def test_the_issuer_is_asked_before_anything_follows_and_only_once_the_holder_is_safe(border: Border) -> None:
    env, access, row = border.asker.env, border.duty(), hit(border)
    with pytest.raises(AskTheIssuerError):
        inbox.decide_notice(env, access, row, outcome=Outcome.CONFIRMED, reason="it hit")
    before = Outbox.objects.using(env.database).count()
    with pytest.raises(HolderUnsaidError):
        asking.open_conversation(env, access, row)
    assert Outbox.objects.using(env.database).count() == before
    asking.open_conversation(env, access, row, no_protection_sought=True)
    inbox.decide_notice(env, access, row, outcome=Outcome.CONFIRMED, reason="the issuer verified it")


def test_a_hit_may_be_rejected_without_asking_anybody(border: Border) -> None:
    env, access, row = border.asker.env, border.duty(), hit(border)
    inbox.decide_notice(env, access, row, outcome=Outcome.REJECTED, reason="the zone was misread")
    assert Notice.objects.using(env.database).get(id=row).outcome == Outcome.REJECTED
