"""Rule 4 over three nodes: never onwards without the owner's consent for that item and that recipient."""

from __future__ import annotations

import contextlib
import dataclasses
import os
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.casework.world import marking, state
from tests.simulator.chance import Chance
from tests.simulator.env import SeededEnv
from tests.simulator.network import Network
from tests.simulator.node import TERMS, Node, agree, introduce, make_node

from passerelle.casework import amending, consenting, judging, passing_on, sharing
from passerelle.casework.access import AbsentError
from passerelle.casework.arrival import handle
from passerelle.casework.consents import consents_for
from passerelle.casework.directory import StoreDirectory
from passerelle.core.decision import Permit, Refuse
from passerelle.core.handling import Handling, HandlingCode
from passerelle.core.refusal_reason import RefusalReason
from passerelle.errors import PasserelleError
from passerelle.protocol.exchange import Draft, Opened, compose, receive
from passerelle.protocol.messages import (
    ConsentAnswer,
    ConsentRequest,
    Onward,
    OnwardItem,
    RecallItem,
    Receipt,
    Refusal,
)
from passerelle.protocol.messages.consent import Consent, SignedConsent
from passerelle.store import convert
from passerelle.store.models import Consent as ConsentRow
from passerelle.store.models import Disclosure, Notice, Outbox, Statement
from passerelle.store.models import Licence as LicenceRow

if TYPE_CHECKING:
    from tests.retold import Tales

    from passerelle.protocol.messages import Body

SEEDS = 60 if os.environ.get("PASSERELLE_SOAK") else 2
NewEnv = Callable[[int], SeededEnv]
REFUSED = Refuse(RefusalReason.NO_ORIGINATOR_CONSENT, "rule 4")


class Three:
    """Oberland owns and released to Unterland; Seeland is the third."""

    def __init__(self, new_env: NewEnv) -> None:
        self.owner = make_node(new_env(1), "Oberland")
        self.holder = make_node(new_env(2), "Unterland")
        self.third = make_node(new_env(3), "Seeland")
        nodes = (self.owner, self.holder, self.third)
        introduce(*nodes)
        self.agreement = agree(*nodes).id
        self.network = Network({one.id: one for one in nodes}, Chance("1"))
        self.entity, (self.name, self.phone) = self.owner.person("Ivo Marten", "+999100200300")
        self.release(self.owner, self.holder)

    def release(self, sender: Node, to: Node) -> None:
        sharing.release(
            sender.env, sender.access(), entities=[self.entity], recipients=[to.id], agreement=self.agreement
        )
        self.network.heal()

    def ask(self, *records: str) -> str:
        """The row that waits at the owner."""
        env, access = self.holder.env, self.holder.access()
        consenting.ask_consent(env, access, records, self.third.id, note="they look for the same boat")
        self.network.heal()
        rows = Notice.objects.using(self.owner.env.database).filter(kind="consent-asked", done_at=None)
        return rows.latest("at").id

    def give(self, row: str, *only: str) -> int:
        access = self.owner.access("their letter of today")
        given = consenting.give_consent(self.owner.env, access, row, self.agreement, only=only or None)
        self.network.heal()
        return given

    def there(self, node: Node) -> dict[str, str]:
        rows = Statement.objects.using(node.env.database).filter(state="live", entity=self.entity)
        return dict(rows.values_list("record", "value"))

    def said(self, sender: Node, to: Node, body: Body) -> Receipt | Refusal:
        """What the node answers to a message that the sender signed, whatever its own software would do."""
        directory = StoreDirectory(sender.env)
        draft = Draft(body=body, sequence=9_000 + sender.env.drawn, agreement=self.agreement, case="OB-1")
        reply = handle(to.env, sender.id, compose(sender.env, directory, to.id, draft))
        opened = receive(reply, sender.env, directory, carrier=to.id, is_reply=True)
        assert isinstance(opened, Opened)
        assert isinstance(opened.body, Receipt | Refusal)
        sender.env.random(1)
        return opened.body

    def onward(self, signed: SignedConsent, **changes: object) -> Onward:
        """The item as the holder has it, with this consent."""
        env = self.holder.env
        row = Statement.objects.using(env.database).get(record=self.phone.record, state="live")
        mark = convert.markings(env.database, [row.marking])[row.marking]
        statement = dataclasses.replace(convert.statement_value(row), **changes)  # type: ignore[arg-type] # named by the test
        return Onward((OnwardItem(statement, mark, signed),))

    def consent(self) -> SignedConsent:
        self.give(self.ask(self.phone.record))
        row = ConsentRow.objects.using(self.holder.env.database).get()
        return SignedConsent(bytes(row.content), bytes(row.signature))

    def decisions(self, sender: Node, to: Node) -> dict[str, object]:
        found = sharing.preview(
            sender.env, sender.access(), entities=[self.entity], recipient=to.id, agreement=self.agreement
        )
        return {line.record: line.decision for line in found.lines}


@pytest.fixture
def three(tales: Tales, new_env: NewEnv) -> Three:
    return tales.told(Three, new_env)


def test_what_its_owner_consents_to_goes_on_and_nothing_else(three: Three) -> None:
    assert three.give(three.ask(three.phone.record, three.name.record), three.phone.record) == 1
    decisions = three.decisions(three.holder, three.third)
    assert isinstance(decisions[three.phone.record], Permit)
    assert decisions[three.name.record] == REFUSED
    three.release(three.holder, three.third)
    assert three.there(three.third) == {three.phone.record: "+999100200300"}
    row = Statement.objects.using(three.third.env.database).get(record=three.phone.record)
    assert row.arrived_from == three.owner.id
    licence = LicenceRow.objects.using(three.third.env.database).get()
    assert (licence.owner, licence.recipient) == (three.owner.env.service, three.third.env.service)


def test_a_correction_and_a_recall_reach_whoever_it_was_passed_on_to(three: Three) -> None:
    three.consent()
    three.release(three.holder, three.third)
    owner = three.owner
    amending.correct(owner.env, owner.access(), three.phone.record, "+999100200301")
    three.network.heal()
    assert three.there(three.third) == {three.phone.record: "+999100200301"}
    sharing.recall(owner.env, owner.access(), three.phone.record)
    three.network.heal()
    assert three.there(three.third) == {}
    shares = sharing.sharing_state(owner.env, owner.access(), three.phone.record)
    assert {one.recipient for one in shares} == {three.holder.id, three.third.id}
    assert all(one.recall_confirmed_at for one in shares)


def test_what_was_recalled_before_it_was_passed_on_stays_away(three: Three) -> None:
    signed = three.consent()
    passing = three.onward(signed)
    sharing.recall(three.owner.env, three.owner.access(), three.phone.record)
    three.network.heal()
    assert three.phone.record not in three.decisions(three.holder, three.third)
    answer = three.said(three.holder, three.third, passing)
    assert isinstance(answer, Receipt)
    assert answer.outcome == "tombstone"
    assert three.there(three.third) == {}


def test_an_owner_that_declines_opens_nothing(three: Three) -> None:
    row = three.ask(three.phone.record)
    consenting.decline_consent(three.owner.env, three.owner.access("not in this inquiry"), row)
    three.network.heal()
    notice = Notice.objects.using(three.holder.env.database).get(kind="consent")
    assert notice.facts["statements"] == 0
    with pytest.raises(sharing.NothingToReleaseError):
        three.release(three.holder, three.third)
    with pytest.raises(AbsentError):
        three.give(row)


def test_an_owner_consents_to_nothing_that_it_could_not_release_itself(three: Three) -> None:
    env = three.owner.env
    row = three.ask(three.phone.record)
    rows = Statement.objects.using(env.database).filter(record=three.phone.record)
    stricter = convert.keep_marking(env.database, marking(env, review=env.at().date() - timedelta(days=1)))
    rows.update(marking=stricter)
    with pytest.raises(consenting.NothingToConsentError):
        three.give(row)
    assert not Disclosure.objects.using(env.database).filter(recipient=three.third.id).exists()


def test_who_never_had_it_from_us_hears_the_same_and_no_row_waits(three: Three) -> None:
    request = ConsentRequest(three.holder.id, (RecallItem(three.phone.record, 1),), "please")
    answer = three.said(three.third, three.owner, request)
    assert isinstance(answer, Receipt)
    assert answer.outcome == "waiting"
    assert not Notice.objects.using(three.owner.env.database).filter(kind="consent-asked").exists()


@pytest.mark.parametrize(
    "part", ["owner", "node", "holder", "recipient", "record", "version", "statement", "agreement"]
)
def test_a_consent_that_differs_in_any_part_opens_nothing(three: Three, part: str) -> None:
    """Signed by the owner for something else, or by whoever wants to pass it on."""
    third = three.third.env
    other: dict[str, object] = {
        "owner": three.holder.env.service,
        "node": three.holder.id,
        "holder": third.service,
        "recipient": three.holder.env.service,
        "record": "0" * 32,
        "version": 2,
        "statement": "0" * 64,
        "agreement": "0" * 64,
    }
    said = dataclasses.replace(three.consent().claimed, **{part: other[part]})  # type: ignore[arg-type] # one of its fields
    for signer in (three.holder, three.owner):
        signed = SignedConsent.sign(said, signer.env.sign)
        assert isinstance(three.said(three.holder, three.third, three.onward(signed)), Refusal)
    assert three.there(three.third) == {}


def test_a_changed_item_under_a_good_consent_is_refused(three: Three) -> None:
    signed = three.consent()
    answer = three.said(three.holder, three.third, three.onward(signed, value="+999100200399"))
    assert isinstance(answer, Refusal)
    assert str(answer.code) == "consent-invalid"
    assert isinstance(three.said(three.holder, three.third, three.onward(signed)), Receipt)


def test_a_consent_that_ran_out_opens_nothing(three: Three) -> None:
    signed = three.consent()
    rows = Statement.objects.using(three.holder.env.database)
    ids, service = set(rows.values_list("id", flat=True)), three.third.env.service
    assert set(consents_for(three.holder.env, ids, service)) == {signed.claimed.statement}
    for node in (three.owner, three.holder, three.third):
        node.env.advance(signed.claimed.expiry - node.env.at() + timedelta(seconds=1))
    assert consents_for(three.holder.env, ids, service) == {}
    assert isinstance(three.said(three.holder, three.third, three.onward(signed)), Refusal)


def test_a_consent_by_somebody_else_is_refused_and_not_kept(three: Three) -> None:
    signed = three.consent()
    ConsentRow.objects.using(three.holder.env.database).all().delete()
    asked = Outbox.objects.using(three.holder.env.database).get(kind="consent-request").id
    forged = SignedConsent.sign(signed.claimed, three.third.env.sign)
    for answer in (ConsentAnswer(asked, (forged,), ""), ConsentAnswer(asked, (signed,), "")):
        assert isinstance(three.said(three.third, three.holder, answer), Refusal)
    assert not ConsentRow.objects.using(three.holder.env.database).exists()


def test_an_agreement_that_excludes_onward_transfer_cannot_be_consented_around(new_env: NewEnv) -> None:
    names = ("Oberland", "Unterland", "Seeland")
    owner, holder, third = (make_node(new_env(n), name) for n, name in enumerate(names, 1))
    introduce(owner, holder, third)
    never = agree(owner, holder, third, terms=TERMS.replace('"with-consent"', '"never"')).id
    entity, (_, phone) = owner.person("Ivo Marten", "+999100200300")
    sharing.release(owner.env, owner.access(), entities=[entity], recipients=[holder.id], agreement=never)
    Network({one.id: one for one in (owner, holder, third)}, Chance("1")).heal()
    with pytest.raises(consenting.NothingToConsentError):
        consenting.ask_consent(holder.env, holder.access(), [phone.record], third.id, note="please")


def test_h2_goes_beyond_its_addressee_with_the_owner_s_consent_alone(three: Three) -> None:
    env = three.owner.env
    three.entity = env.new_id()
    h2 = Handling(frozenset({HandlingCode.H2}))
    name = state(env, three.entity, "Person", "name", "Sema Kort", marking(env, handling=h2))
    three.release(three.owner, three.holder)
    with pytest.raises(sharing.NothingToReleaseError):
        three.release(three.holder, three.third)
    three.give(three.ask(name.record))
    three.release(three.holder, three.third)
    assert three.there(three.third) == {name.record: "Sema Kort"}


def test_a_third_passes_nothing_on_without_asking_again(three: Three) -> None:
    three.consent()
    three.release(three.holder, three.third)
    assert set(three.decisions(three.third, three.holder).values()) == {REFUSED}
    with pytest.raises(AbsentError):
        consenting.ask_consent(
            three.owner.env, three.owner.access(), [three.phone.record], three.third.id, note="ours"
        )


class Deeds:
    """What people on three nodes do in any order, as a number decides; each node owns somebody."""

    def __init__(self, three: Three, chance: Chance) -> None:
        self.three, self.chance = three, chance
        self.nodes = [three.owner, three.holder, three.third]
        self.people = [three.entity, *(one.person("Sema Kort", "+999100200309")[0] for one in self.nodes[1:])]

    def act(self) -> None:
        self.chance.shuffle(self.nodes)
        node, other = self.nodes[:2]
        deed = self.chance.one([self.release, self.release, self.ask, self.ask, self.recall])
        with contextlib.suppress(PasserelleError):
            deed(node, other)
        if self.chance.below(2):
            self.three.network.heal()
            for one in self.nodes:
                self.give(one)

    def release(self, node: Node, other: Node) -> None:
        agreement = self.three.agreement
        held = Statement.objects.using(node.env.database).filter(state="live", entity__in=self.people)
        people = sorted(set(held.values_list("entity", flat=True)))
        sharing.release(node.env, node.access(), entities=people, recipients=[other.id], agreement=agreement)

    def ask(self, node: Node, other: Node) -> None:
        rows = Statement.objects.using(node.env.database).filter(state="live").exclude(arrived_from="")
        for record in sorted(rows.values_list("record", flat=True)):
            with contextlib.suppress(PasserelleError):
                consenting.ask_consent(node.env, node.access(), [record], other.id, note="please")

    def give(self, node: Node) -> None:
        rows = Notice.objects.using(node.env.database).filter(kind="consent-asked", done_at=None)
        for row in sorted(rows.values_list("id", flat=True)):
            if self.chance.below(4):
                with contextlib.suppress(PasserelleError):
                    consenting.give_consent(node.env, node.access(), row, self.three.agreement)

    def recall(self, node: Node, _other: Node) -> None:
        ledger = Disclosure.objects.using(node.env.database).filter(recall_asked_at=None)
        records = sorted(set(ledger.values_list("record", flat=True))) or [""]
        sharing.recall(node.env, node.access(), self.chance.one(records))

    def unlicensed(self) -> list[str]:
        """What is readable at a node and is not in its owner's ledger as given there."""
        services = {node.env.service: node for node in self.nodes}
        found = []
        for node in self.nodes:
            rows = Statement.objects.using(node.env.database).filter(state="live").exclude(arrived_from="")
            markings = convert.markings(node.env.database, rows.values_list("marking", flat=True))
            for row in rows:
                owner = services[markings[row.marking].owner]
                ledger = Disclosure.objects.using(owner.env.database).filter(recipient=node.id)
                given = ledger.filter(record=row.record, version=row.version, recall_confirmed_at=None)
                if not given.exists():
                    found.append(f"{node.name} has what {owner.name} gave it not")
        return found


def played(tales: Tales, new_env: NewEnv, seed: int, acts: int = 14) -> tuple[list[str], int]:
    deeds = Deeds(tales.told(Three, new_env), Chance(f"consents {seed}"))
    for _ in range(acts):
        deeds.act()
    deeds.three.network.heal()
    onward = sum(
        Outbox.objects.using(node.env.database).filter(kind="onward", state="received").count()
        for node in deeds.nodes
    )
    return deeds.unlicensed(), onward


def test_whatever_people_do_nothing_goes_on_without_its_owner(tales: Tales, new_env: NewEnv) -> None:
    """A law over histories: whoever holds it, its owner gave it there, directly or by a signed consent."""
    passed = 0
    for seed in range(SEEDS):
        found, onward = played(tales, new_env, seed)
        assert found == [], f"seed {seed}"
        passed += onward
    assert passed, "nothing was passed on: the law was tried on closed doors"


def test_a_holder_that_asks_nobody_is_caught(three: Three, monkeypatch: pytest.MonkeyPatch) -> None:
    """The check itself fails where consents are invented and believed."""

    def invented(env: SeededEnv, statements: set[str], recipient: str) -> dict[str, SignedConsent]:
        rows = Statement.objects.using(env.database).filter(id__in=statements).exclude(arrived_from="")
        markings = convert.markings(env.database, rows.values_list("marking", flat=True))
        return {
            row.id: SignedConsent.sign(
                Consent(
                    owner=markings[row.marking].owner,
                    node=row.arrived_from,
                    holder=env.service,
                    recipient=recipient,
                    record=row.record,
                    version=row.version,
                    statement=row.id,
                    purpose=markings[row.marking].purpose,
                    agreement=LicenceRow.objects.using(env.database).get(statement=row.id).agreement,
                    clause="1",
                    given=env.now() - timedelta(hours=1),
                    expiry=env.now() + timedelta(days=30),
                ),
                env.sign,
            )
            for row in rows
        }

    def believed(signed: SignedConsent, _keys: object) -> Consent:
        return signed.claimed

    for module in (judging, passing_on):
        monkeypatch.setattr(module, "consents_for", invented)
    monkeypatch.setattr(SignedConsent, "read", believed)
    deeds = Deeds(three, Chance("1"))
    three.release(three.holder, three.third)
    assert len(deeds.unlicensed()) == len(three.there(three.third)) > 0
