"""Rules 9, 16 and 20 through the store: a phone with one supplier and four passengers, as taken in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from tests.casework.world import marking
from tests.simulator.chance import Chance
from tests.simulator.env import SeededEnv
from tests.simulator.network import Network
from tests.simulator.node import agree, introduce, make_node

from passerelle.casework import asked, asking, sharing
from passerelle.casework.asking import AskingRefusedError
from passerelle.casework.recording import intake
from passerelle.casework.searching import search
from passerelle.core.asking import Register
from passerelle.core.draft import Draft, Fact
from passerelle.core.refusal_reason import RefusalReason
from passerelle.core.subject import SubjectCategory
from passerelle.store.models import AskedKey, MatchKey, Outbox, ReceivedQuestion

NewEnv = Callable[[int], SeededEnv]
SUPPLIER = "+33612345678"
PASSENGERS = tuple(f"+3361234570{number}" for number in range(4))
NATIONALITY, BIRTHPLACE = "xo", "Port-Lanterne"


class Phone:
    """Oberland took in the contacts of a phone; Unterland holds every one of the five numbers."""

    def __init__(self, new_env: NewEnv, category: SubjectCategory) -> None:
        self.oberland = make_node(new_env(1), "Oberland")
        self.unterland = make_node(new_env(2), "Unterland")
        introduce(self.oberland, self.unterland)
        self.agreement = agree(self.oberland, self.unterland).id
        self.network = Network({one.id: one for one in (self.oberland, self.unterland)}, Chance("1"))
        for number in (SUPPLIER, *PASSENGERS):
            self.unterland.person("Ivo Marten", number)
        env = self.oberland.env
        report = intake(
            env,
            self.oberland.access(),
            drafts=[self._contact("supplier", SUPPLIER)]
            + [self._contact(f"passenger {number}", number) for number in PASSENGERS],
            dataset="phone 1",
            marking=marking(env, category=SubjectCategory.UNDETERMINED),
            case=self.oberland.case,
            category_of=lambda one: SubjectCategory.SUSPECT if one.publisher_id == "supplier" else category,
        )
        self.supplier = report.ids["supplier"]
        self.passengers = [report.ids[f"passenger {number}"] for number in PASSENGERS]

    @staticmethod
    def _contact(name: str, number: str) -> Draft:
        facts = (Fact("phone", number), Fact("nationality", NATIONALITY), Fact("birthPlace", BIRTHPLACE))
        return Draft(publisher_id=name, schema="Person", line=1, facts=facts)

    def ask(self, *entities: str, register: Register | None = None) -> None:
        asking.ask(
            self.oberland.env,
            self.oberland.access(),
            entities=entities,
            partner=self.unterland.id,
            agreement=self.agreement,
            register=register,
        )


@pytest.fixture(
    params=[SubjectCategory.SMUGGLED_PERSON, SubjectCategory.CONTACT, SubjectCategory.UNDETERMINED], ids=str
)
def phone(request: pytest.FixtureRequest, new_env: NewEnv) -> Phone:
    return Phone(new_env, request.param)


def test_only_the_supplier_of_a_seized_phone_is_askable(phone: Phone) -> None:
    rows = MatchKey.objects.using(phone.oberland.env.database).filter(askable=True)
    assert {row.entity for row in rows} == {phone.supplier}
    for passenger in phone.passengers:
        with pytest.raises(AskingRefusedError) as refused:
            phone.ask(passenger)
        assert refused.value.reason in {RefusalReason.NOT_ASKABLE, RefusalReason.PROTECTED_IDENTITY}
        with pytest.raises(AskingRefusedError):
            phone.ask(phone.supplier, passenger)
    assert not Outbox.objects.using(phone.oberland.env.database).exists()
    phone.ask(phone.supplier)
    phone.network.heal()
    asked = AskedKey.objects.using(phone.oberland.env.database)
    assert set(asked.values_list("entity", flat=True)) == {phone.supplier}
    assert ReceivedQuestion.objects.using(phone.unterland.env.database).get().keys == 1


def test_a_partner_that_asks_about_the_five_numbers_meets_the_supplier_alone(phone: Phone) -> None:
    env = phone.unterland.env
    entities = sorted(
        asking.askable_among(env, MatchKey.objects.using(env.database).values_list("entity", flat=True))
    )
    asking.ask(
        env,
        phone.unterland.access(),
        entities=entities,
        partner=phone.oberland.id,
        agreement=phone.agreement,
    )
    phone.network.heal()
    (view,) = asked.questions(env, phone.unterland.access())
    hit = {one.place for one in view.hits if one.key_kind == "phone"}
    assert len(hit) == 1
    assert len(entities) == 1 + len(PASSENGERS)


@pytest.mark.parametrize(
    "register", [Register.PASSENGERS, Register.APPLICANTS, Register.ARRIVALS, Register.MIGRATION_CONTROL]
)
def test_a_question_from_a_register_of_people_who_move_is_refused_at_home(
    register: Register, new_env: NewEnv
) -> None:
    phone = Phone(new_env, SubjectCategory.CONTACT)
    with pytest.raises(AskingRefusedError):
        phone.ask(phone.supplier, register=register)
    assert not Outbox.objects.using(phone.oberland.env.database).exists()


@pytest.mark.parametrize("text", [NATIONALITY, BIRTHPLACE])
def test_nationality_and_birthplace_find_nobody(text: str, new_env: NewEnv) -> None:
    """Rule 9: the supplier's facts are readable, and neither of the two is a way to come to them."""
    phone = Phone(new_env, SubjectCategory.CONTACT)
    env, access = phone.oberland.env, phone.oberland.access()
    assert search(env, access, SUPPLIER).found[0].entity == phone.supplier
    page = search(env, access, text)
    assert (page.found, page.common) == ((), False)
    kinds = set(MatchKey.objects.using(env.database).values_list("kind", flat=True))
    assert kinds.isdisjoint({"nationality", "country", "birthPlace", "place"})


def test_an_agreement_carries_to_its_last_instant_and_not_one_day_further(new_env: NewEnv) -> None:
    """Rule 16 at dates: the same question and release, the day before the end and the day after."""
    mine, theirs = make_node(new_env(1), "Oberland"), make_node(new_env(2), "Unterland")
    introduce(mine, theirs)
    terms = agree(mine, theirs, until="2026-03-04")
    entity, _ = mine.person("Ivo Marten", SUPPLIER)

    def try_both() -> None:
        under = {"agreement": terms.id}
        asking.ask(mine.env, mine.access(), entities=[entity], partner=theirs.id, **under)
        sharing.release(mine.env, mine.access(), entities=[entity], recipients=[theirs.id], **under)

    assert terms.valid_until is not None
    mine.env.advance(terms.valid_until - mine.env.at() - timedelta(minutes=1))  # type: ignore[union-attr]
    try_both()
    sent = Outbox.objects.using(mine.env.database).count()
    mine.env.advance(timedelta(minutes=1))  # type: ignore[union-attr]
    with pytest.raises(AskingRefusedError) as refused:
        asking.ask(mine.env, mine.access(), entities=[entity], partner=theirs.id, agreement=terms.id)
    assert refused.value.reason is RefusalReason.NOT_IN_FORCE
    preview = sharing.preview(
        mine.env, mine.access(), entities=[entity], recipient=theirs.id, agreement=terms.id
    )
    assert preview.leaving == ()
    assert Outbox.objects.using(mine.env.database).count() == sent
