from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from tests.casework.world import marking, state
from tests.simulator.chance import Chance
from tests.simulator.env import SeededEnv
from tests.simulator.network import Network
from tests.simulator.node import TERMS, Node, agree, introduce, make_node

from passerelle.casework import asked, asking
from passerelle.casework.access import AbsentError
from passerelle.casework.erasure import erase_records
from passerelle.casework.indexing import index
from passerelle.core.protective import ProtectiveKind
from passerelle.core.refusal_reason import RefusalReason
from passerelle.core.subject import SubjectCategory
from passerelle.protocol.journal import JournalLeaf
from passerelle.store import subjects
from passerelle.store.models import (
    AskedQuestion,
    JournalEntry,
    MatchKey,
    Notice,
    ProtectiveState,
    QuestionBudget,
    ReceivedQuestion,
    Statement,
)
from passerelle.store.protection import protect

if TYPE_CHECKING:
    from tests.retold import Tales

NewEnv = Callable[[int], SeededEnv]
PHONE = "+33612345678"
TODAY = date(2026, 3, 2)


class Pair:
    def __init__(self, new_env: NewEnv, *, names: str = 'names = "1"', **terms: int) -> None:
        self.asker = make_node(new_env(1), "Oberland")
        self.asked = make_node(new_env(2), "Unterland")
        introduce(self.asker, self.asked)
        self.agreement = agree(self.asker, self.asked, terms=TERMS.replace('names = "1"', names), **terms).id
        self.network = Network({one.id: one for one in (self.asker, self.asked)}, Chance("1"))

    def ask(self, *entities: str, keys: tuple[str, ...] = ()) -> tuple[str, ...]:
        found = asking.ask(
            self.asker.env,
            self.asker.access(),
            entities=entities,
            keys=keys,
            partner=self.asked.id,
            agreement=self.agreement,
        )
        self.network.heal()
        return found

    def view(self, question: str) -> asked.AnswerView:
        return asked.answer_view(self.asker.env, self.asker.access(), question)


@pytest.fixture
def pair(tales: Tales, new_env: NewEnv) -> Pair:
    return tales.told(Pair, new_env)


def notices(node: Node, kind: str) -> list[Notice]:
    return list(Notice.objects.using(node.env.database).filter(kind=kind))


def test_a_yes_appears_in_the_askers_inbox_alone(pair: Pair) -> None:
    mine, _ = pair.asker.person("Ivo Marten", PHONE)
    pair.asked.person("Marten Ivo", PHONE)
    (question,) = pair.ask(mine)
    view = pair.view(question)
    assert "phone" in {hit.key_kind for hit in view.hits}
    assert [one.entity for one in notices(pair.asker, "hit")] == [mine]
    assert not Notice.objects.using(pair.asked.env.database).exists()
    learnt = ReceivedQuestion.objects.using(pair.asked.env.database).get()
    assert (learnt.asker, learnt.keys, learnt.bits) == (pair.asker.env.service, view.keys, 4)


def test_a_stranger_gives_no_hit(pair: Pair) -> None:
    mine, _ = pair.asker.person("Ivo Marten", PHONE)
    pair.asked.person("Ruta Selm", "+33612345600")
    (question,) = pair.ask(mine)
    assert pair.view(question).state == "received"
    assert pair.view(question).hits == ()
    assert not notices(pair.asker, "hit")


def test_opening_the_conversation_shows_it_on_both_sides(pair: Pair) -> None:
    mine, _ = pair.asker.person("Ivo Marten", PHONE)
    theirs, _ = pair.asked.person("Ivo Marten", PHONE)
    pair.ask(mine)
    (hit,) = notices(pair.asker, "hit")
    sent = asking.open_conversation(pair.asker.env, pair.asker.access(), hit.id)
    pair.network.heal()
    opened = notices(pair.asked, "opened")
    assert {one.entity for one in opened} == {theirs}
    assert len(opened) == len(sent)
    assert notices(pair.asker, "hit")[0].facts["opened"] is True
    assert not any(PHONE in str(one.facts) or "ivo" in str(one.facts) for one in opened)


@pytest.mark.parametrize(
    "category",
    [SubjectCategory.CONTACT, SubjectCategory.SMUGGLED_PERSON, SubjectCategory.WITNESS],
    ids=str,
)
def test_who_may_not_be_asked_about_gives_no_question(pair: Pair, category: SubjectCategory) -> None:
    mine, _ = pair.asker.person("Ivo Marten", PHONE, category=category)
    with pytest.raises(asking.AskingRefusedError):
        pair.ask(mine)
    assert pair.network.pending() == 0


def test_a_number_that_nobody_attributed_gives_no_question(pair: Pair) -> None:
    with pytest.raises(asking.AskingRefusedError) as refused:
        pair.ask(keys=(f"phone:{PHONE}",))
    assert refused.value.reason is RefusalReason.UNATTRIBUTED
    assert PHONE not in str(refused.value)


def test_a_key_of_an_askable_subject_may_be_asked_alone(pair: Pair) -> None:
    pair.asker.person("Ivo Marten", PHONE)
    (question,) = pair.ask(keys=(f"phone:{PHONE}",))
    assert pair.view(question).keys == 1


def test_a_victims_number_is_answered_like_an_absent_one(pair: Pair) -> None:
    mine, _ = pair.asker.person("Ivo Marten", PHONE)
    (before,) = pair.ask(mine)
    pair.asked.person("Nela Brod", PHONE, category=SubjectCategory.VICTIM)
    after = asking.repeat(pair.asker.env, pair.asker.access(), before)
    pair.network.heal()
    assert pair.view(after).digest == pair.view(before).digest != ""
    assert pair.view(after).hits == ()


def test_a_suspects_number_changes_the_answer(pair: Pair) -> None:
    mine, _ = pair.asker.person("Ivo Marten", PHONE)
    (before,) = pair.ask(mine)
    pair.asked.person("Ivo Marten", PHONE)
    after = asking.repeat(pair.asker.env, pair.asker.access(), before)
    pair.network.heal()
    assert pair.view(after).digest != pair.view(before).digest
    assert pair.view(after).hits


def recalled(node: Node, entity: str) -> None:
    records = (
        Statement.objects.using(node.env.database).filter(entity=entity).values_list("record", flat=True)
    )
    erase_records(node.env, dict.fromkeys(records, 1), state=Statement.State.ERASED)


def protected_by_state(node: Node, entity: str) -> None:
    protect(node.env.database, [entity], kind="asylum", since=node.env.now(), by=node.officer)


def protected_by_word(node: Node, entity: str) -> None:
    victim = marking(node.env, category=SubjectCategory.VICTIM)
    state(node.env, entity, "Person", "alias", "told to the social worker", victim)


def protected_as_a_relative(node: Node, entity: str) -> None:
    child, _ = node.person("Nela Brod", "+33612345600", category=SubjectCategory.VICTIM)
    link = node.env.new_id()
    state(node.env, link, "Family", "person", entity, marking(node.env))
    state(node.env, link, "Family", "relative", child, marking(node.env))


def past_review(node: Node, _entity: str) -> None:
    node.env.advance(timedelta(days=400))


def restricted(node: Node, entity: str) -> None:
    rows = Statement.objects.using(node.env.database).filter(entity=entity)
    rows.update(state=Statement.State.RESTRICTED)


@pytest.mark.parametrize(
    "happens",
    [recalled, protected_by_state, protected_by_word, protected_as_a_relative, past_review, restricted],
    ids=["erased", "state", "marking", "relative", "review", "restricted"],
)
def test_what_closes_an_entry_changes_the_next_answer_at_once(
    new_env: NewEnv, happens: Callable[[Node, str], None]
) -> None:
    pair = Pair(new_env)
    mine, _ = pair.asker.person("Ivo Marten", PHONE, review=date(2029, 3, 2))
    theirs, _ = pair.asked.person("Ivo Marten", PHONE)
    (before,) = pair.ask(mine)
    assert pair.view(before).hits
    happens(pair.asked, theirs)
    (after,) = pair.ask(mine)
    assert pair.view(after).hits == ()


def test_a_protective_state_that_ends_opens_the_entry_again(pair: Pair) -> None:
    mine, _ = pair.asker.person("Ivo Marten", PHONE)
    theirs, _ = pair.asked.person("Ivo Marten", PHONE)
    protected_by_state(pair.asked, theirs)
    (closed,) = pair.ask(mine)
    ended = pair.asked.env.now()
    ProtectiveState.objects.using(pair.asked.env.database).filter(person=theirs).update(until=ended)
    (opened,) = pair.ask(mine)
    assert pair.view(closed).hits == ()
    assert pair.view(opened).hits


def test_a_past_review_date_is_answered_as_absent(pair: Pair) -> None:
    mine, _ = pair.asker.person("Ivo Marten", PHONE)
    pair.asked.person("Ivo Marten", PHONE, review=pair.asked.env.at().date().replace(year=2025))
    (question,) = pair.ask(mine)
    assert pair.view(question).hits == ()


def test_what_was_received_is_never_answered(pair: Pair) -> None:
    mine, _ = pair.asker.person("Ivo Marten", PHONE)
    env = pair.asked.env
    entity = env.new_id()
    statement = state(env, entity, "Person", "phone", PHONE, marking(env, owner=pair.asker.env.service))
    pair.asked.index(entity, "Person", [("phone", PHONE)], marking(env))
    Statement.objects.using(env.database).filter(id=statement.id).update(arrived_from=pair.asker.id)
    (question,) = pair.ask(mine)
    assert pair.view(question).hits == ()


def test_what_was_received_about_our_own_entity_is_never_answered(pair: Pair) -> None:
    mine, _ = pair.asker.person("Ivo Marten", PHONE)
    env = pair.asked.env
    theirs, _ = pair.asked.person("Tilo Brandt", "+33612345699")
    received = state(env, theirs, "Person", "phone", PHONE, marking(env, owner=pair.asker.env.service))
    Statement.objects.using(env.database).filter(id=received.id).update(arrived_from=pair.asker.id)
    found = index(env, subjects.of(env.database, [theirs], now=env.now(), attribution=None), today=TODAY)
    assert f"phone:{PHONE}" in {str(key) for key in found[theirs]}
    held = MatchKey.objects.using(env.database).filter(entity=theirs, kind="phone")
    assert sorted(held.values_list("askable", flat=True)) == [False, True]
    (question,) = pair.ask(mine)
    assert pair.view(question).hits == ()


def test_names_are_not_asked_about_where_no_clause_allows_it(new_env: NewEnv) -> None:
    pair = Pair(new_env, names="")
    mine, _ = pair.asker.person("Drahomir Kestrelman", PHONE)
    pair.asked.person("Drahomir Kestrelman", "+33612345600")
    (question,) = pair.ask(mine)
    assert (pair.view(question).keys, pair.view(question).hits) == (1, ())
    (row,) = MatchKey.objects.using(pair.asker.env.database).filter(entity=mine, kind="phone")
    row.delete()
    with pytest.raises(asking.AskingRefusedError) as refused:
        pair.ask(mine)
    assert refused.value.clause == "questions.names"


def test_an_asker_that_asks_about_names_all_the_same_gets_no_hit(
    new_env: NewEnv, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair = Pair(new_env, names="")
    mine, _ = pair.asker.person("Drahomir Kestrelman", PHONE)
    pair.asked.person("Drahomir Kestrelman", "+33612345600")
    monkeypatch.setattr(asking, "_named", lambda pairs, *_: pairs)
    (question,) = pair.ask(mine)
    assert pair.view(question).keys > 1
    assert pair.view(question).hits == ()


def test_the_days_budget_is_kept_at_the_askers_node(new_env: NewEnv) -> None:
    pair = Pair(new_env, per_day=1)
    mine, _ = pair.asker.person("Ivo Marten", PHONE)
    pair.ask(mine)
    with pytest.raises(asking.AskingRefusedError) as refused:
        pair.ask(mine)
    assert refused.value.reason is RefusalReason.BUDGET_SPENT


def test_an_asker_that_forgets_its_own_budget_meets_the_asked_nodes(new_env: NewEnv) -> None:
    pair = Pair(new_env, per_day=2)
    mine, _ = pair.asker.person("Ivo Marten", PHONE)
    states = []
    for _ in range(3):
        QuestionBudget.objects.using(pair.asker.env.database).all().delete()
        (question,) = pair.ask(mine)
        states.append(pair.view(question).state)
    assert states == ["received", "received", "refused"]
    assert ReceivedQuestion.objects.using(pair.asked.env.database).count() == 2


def test_more_keys_than_agreed_become_several_questions(new_env: NewEnv) -> None:
    pair = Pair(new_env, keys=2)
    people = [pair.asker.person(f"Ivo Marten {n}", f"+3361234567{n}")[0] for n in range(3)]
    found = pair.ask(*people)
    assert len(found) > 1
    assert all(pair.view(one).keys <= 2 for one in found)


def test_a_question_leaves_a_line_in_both_journals(pair: Pair) -> None:
    mine, _ = pair.asker.person("Ivo Marten", PHONE)
    before = JournalEntry.objects.using(pair.asked.env.database).count()
    pair.ask(mine)
    leaves = JournalEntry.objects.using(pair.asked.env.database).filter(position__gte=before)
    (leaf,) = [bytes(one.leaf) for one in leaves]
    assert b"oblivious question" in leaf
    question, answer = JournalLeaf.from_bytes(leaf).objects
    ours = JournalEntry.objects.using(pair.asker.env.database).values_list("leaf", flat=True)
    bound = [JournalLeaf.from_bytes(bytes(one)).objects for one in ours]
    assert [question in objects for objects in bound].count(True) == 2  # when it was asked, and when read
    assert [answer in objects for objects in bound].count(True) == 1


def test_another_officers_question_is_absent(pair: Pair) -> None:
    mine, _ = pair.asker.person("Ivo Marten", PHONE)
    (question,) = pair.ask(mine)
    AskedQuestion.objects.using(pair.asker.env.database).update(case="0" * 32)
    with pytest.raises(AbsentError):
        pair.view(question)


def test_who_is_protected_since_the_question_is_named_to_nobody_and_asked_about_no_more(pair: Pair) -> None:
    mine, _ = pair.asker.person("Ivo Marten", PHONE)
    pair.asked.person("Ivo Marten", PHONE)
    (question,) = pair.ask(mine)
    (hit,) = notices(pair.asker, "hit")
    env, access = pair.asker.env, pair.asker.access()
    protect(env.database, [mine], kind=ProtectiveKind.ASYLUM, since=env.now(), by=access.officer)
    for act in (asking.open_conversation, asking.repeat):
        with pytest.raises(asking.AskingRefusedError) as refused:
            act(env, access, hit.id if act is asking.open_conversation else question)
        assert refused.value.reason is RefusalReason.PROTECTED_IDENTITY
    pair.network.heal()
    assert notices(pair.asked, "opened") == []


def test_no_conversation_is_opened_under_an_agreement_that_has_ended(pair: Pair) -> None:
    pair.agreement = agree(pair.asker, pair.asked, until="2026-03-31").id
    mine, _ = pair.asker.person("Ivo Marten", PHONE)
    pair.asked.person("Ivo Marten", PHONE)
    pair.ask(mine)
    (hit,) = notices(pair.asker, "hit")
    access = pair.asker.access()
    pair.asker.env.advance(timedelta(days=40))
    with pytest.raises(asking.AskingRefusedError) as refused:
        asking.open_conversation(pair.asker.env, access, hit.id)
    assert refused.value.reason is RefusalReason.NOT_IN_FORCE
