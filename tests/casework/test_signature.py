from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.casework.world import marking, state
from tests.simulator.chance import Chance
from tests.simulator.env import SeededEnv
from tests.simulator.network import Network
from tests.simulator.node import Node, agree, introduce, make_node

from passerelle.casework import asking, sharing
from passerelle.casework.agreements import add_agreement, agreement_text, agreements
from passerelle.casework.partners import own, partner
from passerelle.casework.signature import (
    AgreementSignatureError,
    UnsignedAgreementError,
    checked,
    require_signed,
    unsigned,
)
from passerelle.core.agreement_text import read_agreement
from passerelle.store.models import Agreement as AgreementRow
from passerelle.store.models import AskedQuestion, Notice, Outbox, Quarantine, Statement

NewEnv = Callable[[int], SeededEnv]


class Trio:
    """Oberland and Unterland under a whole agreement; `unsign` takes a signature away at one node."""

    def __init__(self, new_env: NewEnv) -> None:
        self.oberland = make_node(new_env(1), "Oberland")
        self.unterland = make_node(new_env(2), "Unterland")
        introduce(self.oberland, self.unterland)
        self.agreement = agree(self.oberland, self.unterland)
        self.network = Network({one.id: one for one in (self.oberland, self.unterland)}, Chance("1"))

    def unsign(self, at: Node, whose: Node) -> None:
        row = AgreementRow.objects.using(at.env.database).get()
        del row.signatures[whose.env.service]
        row.save(using=at.env.database)


@pytest.fixture
def trio(new_env: NewEnv) -> Trio:
    return Trio(new_env)


def ask(trio: Trio, entity: str) -> None:
    asking.ask(
        trio.oberland.env,
        trio.oberland.access(),
        entities=[entity],
        partner=trio.unterland.id,
        agreement=trio.agreement.id,
    )


def release(trio: Trio, entity: str) -> None:
    sharing.release(
        trio.oberland.env,
        trio.oberland.access(),
        entities=[entity],
        recipients=[trio.unterland.id],
        agreement=trio.agreement.id,
    )


@pytest.mark.parametrize("who", ["oberland", "unterland"])
@pytest.mark.parametrize("verb", [ask, release], ids=["question", "release"])
def test_nothing_is_asked_or_sent_under_an_agreement_that_somebody_did_not_sign(
    trio: Trio, who: str, verb: Callable[[Trio, str], None]
) -> None:
    entity, _ = trio.oberland.person("Ivo Marten", "+33612345678")
    trio.unsign(trio.oberland, getattr(trio, who))
    with pytest.raises(UnsignedAgreementError, match=who.title()):
        verb(trio, entity)
    with pytest.raises(UnsignedAgreementError):
        sharing.preview(
            trio.oberland.env,
            trio.oberland.access(),
            entities=[entity],
            recipient=trio.unterland.id,
            agreement=trio.agreement.id,
        )
    assert not Outbox.objects.using(trio.oberland.env.database).exists()
    assert not AskedQuestion.objects.using(trio.oberland.env.database).exists()


@pytest.mark.parametrize("who", ["oberland", "unterland"])
@pytest.mark.parametrize("verb", [ask, release], ids=["question", "release"])
def test_nothing_arrives_under_an_agreement_that_somebody_did_not_sign(
    trio: Trio, who: str, verb: Callable[[Trio, str], None]
) -> None:
    entity, _ = trio.oberland.person("Ivo Marten", "+33612345678")
    trio.unterland.person("Ivo Marten", "+33612345678")
    trio.unsign(trio.unterland, getattr(trio, who))
    verb(trio, entity)
    trio.network.heal()
    (posted,) = Outbox.objects.using(trio.oberland.env.database).all()
    assert (posted.state, posted.outcome) == ("refused", "agreement-not-signed")
    assert not Statement.objects.using(trio.unterland.env.database).filter(entity=entity).exists()
    assert not Notice.objects.using(trio.oberland.env.database).filter(kind="hit").exists()
    assert Quarantine.objects.using(trio.unterland.env.database).get().code == "agreement-not-signed"


def test_an_opened_hit_under_an_unsigned_agreement_is_refused(trio: Trio) -> None:
    entity, _ = trio.oberland.person("Ivo Marten", "+33612345678")
    trio.unterland.person("Ivo Marten", "+33612345678")
    ask(trio, entity)
    trio.network.heal()
    trio.unsign(trio.unterland, trio.oberland)
    hit = Notice.objects.using(trio.oberland.env.database).get(kind="hit")
    asking.open_conversation(trio.oberland.env, trio.oberland.access(), hit.id)
    trio.network.heal()
    assert Outbox.objects.using(trio.oberland.env.database).get(kind="hit").outcome == "agreement-not-signed"
    assert not Notice.objects.using(trio.unterland.env.database).filter(kind="opened").exists()


def test_an_unsigned_agreement_is_visible_all_the_same(trio: Trio) -> None:
    trio.unsign(trio.oberland, trio.unterland)
    assert [one.id for one in agreements(trio.oberland.env)] == [trio.agreement.id]
    assert unsigned(trio.oberland.env, trio.agreement) == ("Unterland",)
    require_signed(trio.unterland.env, trio.agreement)


def test_adding_it_again_keeps_the_signatures(trio: Trio) -> None:
    env = trio.oberland.env
    text = agreement_text(env, trio.agreement.id).encode()
    add_agreement(env, None, text, signatures={})
    assert unsigned(env, trio.agreement) == ()


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(place=st.integers(min_value=0), to=st.sampled_from("abcdefghijklmnopqrstuvwxyz0123456789 "))
def test_changing_one_byte_of_the_agreement_invalidates_every_signature(
    trio: Trio, place: int, to: str
) -> None:
    env = trio.oberland.env
    text = agreement_text(env, trio.agreement.id)
    # A title is read whatever stands in it, so that the changed text is an agreement still.
    start = text.index('title = "') + len('title = "')
    at = start + place % (text.index('"', start) - start)
    changed = text[:at] + (to if to != text[at] else to.upper() if to.isalpha() else "_") + text[at + 1 :]
    other = read_agreement(changed.encode())
    signatures = AgreementRow.objects.using(env.database).get(id=trio.agreement.id).signatures
    assert checked(env, trio.agreement, signatures) == signatures
    for service, signature in signatures.items():
        with pytest.raises(AgreementSignatureError):
            checked(env, other, {service: signature})


def test_a_party_by_kind_and_country_binds_only_the_services_that_signed_themselves(new_env: NewEnv) -> None:
    police, customs = make_node(new_env(1), "Oberland"), make_node(new_env(2), "Unterland")
    introduce(police, customs)
    terms = agreement_text(police.env, agree(police, customs).id)
    start = terms.index("[[party]]")
    rows = "".join(
        f'[[party]]\nname = "{name}"\nkind = "{kind}"\ncountry = "{country}"\n'
        for name, kind, country in (("the police", "police", "xo"), ("the customs", "customs", "xu"))
    )
    text = (terms[:start] + rows + terms[terms.index("[questions]") :]).encode()
    wide = read_agreement(text)
    both = {one.env.service: one.env.sign(wide.signed_bytes).hex() for one in (police, customs)}
    add_agreement(police.env, None, text, signatures=both)
    assert unsigned(police.env, wide) == ()
    # A second police service of the same country is known, meets the party, and did not sign.
    second = new_env(4)
    stranger = make_node(second, "Oberland")
    introduce(police, stranger)
    require_signed(police.env, wide, own(police.env).party, partner(police.env, customs.id).party)
    with pytest.raises(UnsignedAgreementError):
        require_signed(police.env, wide, partner(police.env, stranger.id).party)


def test_a_signature_of_a_stranger_is_refused_and_nothing_is_kept(trio: Trio, new_env: NewEnv) -> None:
    seeland = make_node(new_env(3), "Seeland")
    env = trio.oberland.env
    forged = {seeland.env.service: seeland.env.sign(trio.agreement.signed_bytes).hex()}
    with pytest.raises(AgreementSignatureError):
        add_agreement(env, None, agreement_text(env, trio.agreement.id).encode(), signatures=forged)
    assert seeland.env.service not in AgreementRow.objects.using(env.database).get().signatures


def test_a_signature_moved_to_another_service_does_not_hold(trio: Trio) -> None:
    env = trio.oberland.env
    signatures = AgreementRow.objects.using(env.database).get().signatures
    swapped = dict(zip(signatures, reversed(list(signatures.values())), strict=True))
    with pytest.raises(AgreementSignatureError):
        checked(env, trio.agreement, swapped)
    with pytest.raises(AgreementSignatureError):
        checked(env, trio.agreement, {env.service: "no hexadecimal"})


def test_a_tampered_row_is_not_usable(trio: Trio) -> None:
    """Signatures are verified when the agreement is used, not only when it was taken in."""
    env = trio.oberland.env
    row = AgreementRow.objects.using(env.database).get()
    row.signatures = dict.fromkeys(row.signatures, "00" * 64)
    row.save(using=env.database)
    entity = env.new_id()
    state(env, entity, "Person", "name", "Ivo Marten", marking(env))
    with pytest.raises(UnsignedAgreementError):
        release(trio, entity)
