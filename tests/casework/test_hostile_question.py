"""T37 and T56, rules 20 and 28: askers and owners that change their own software, and what they get by it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.casework.test_asking import PHONE, Pair, notices
from tests.simulator.node import TERMS, agree

from passerelle.casework import asking
from passerelle.casework.arrival import handle
from passerelle.casework.effects import question as effect
from passerelle.casework.partners import own, partner
from passerelle.casework.posting import due, put
from passerelle.core.refusal_reason import RefusalReason
from passerelle.protocol.bucket import AnswerKey
from passerelle.protocol.card import CertifiedCard
from passerelle.protocol.journal import JournalLeaf
from passerelle.protocol.messages import Hello
from passerelle.protocol.question import bucket_of
from passerelle.store.models import AskedQuestion, JournalEntry, QuestionBudget, ReceivedQuestion

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.simulator.env import SeededEnv

BITS = 4


@pytest.fixture
def pair(new_env: Callable[[int], SeededEnv]) -> Pair:
    return Pair(new_env)


def of_one_bucket(count: int) -> list[str]:
    """So many numbers whose keys lie in the bucket of the planted one."""
    bucket = bucket_of(f"phone:{PHONE}".encode(), BITS)
    numbers = (f"+336123{number:05d}" for number in range(10_000))
    return [one for one in numbers if bucket_of(f"phone:{one}".encode(), BITS) == bucket][:count]


def learnt(pair: Pair) -> list[object]:
    """All that a question left at the asked node, but for the times, the ids and the two blind hashes."""
    database = pair.asked.env.database
    rows = ReceivedQuestion.objects.using(database).order_by("at")
    leaves = JournalEntry.objects.using(database).order_by("position").values_list("leaf", flat=True)
    lines = [JournalLeaf.from_bytes(bytes(leaf)) for leaf in leaves]
    return [
        *((row.asker, row.case_reference, row.agreement, row.keys, row.bits) for row in rows),
        *((one.act, one.reason, one.case, one.recipients, len(one.objects)) for one in lines),
        len(notices(pair.asked, "hit")) + len(notices(pair.asked, "opened")),
    ]


def test_an_owner_that_plants_a_key_does_not_learn_whether_it_was_asked(
    new_env: Callable[[int], SeededEnv],
) -> None:
    (other,) = of_one_bucket(1)
    found = []
    for number in (PHONE, other):
        pair = Pair(new_env)
        mine, _ = pair.asker.person("Ivo Marten", number)
        pair.asked.person("Planted", PHONE)
        (question,) = pair.ask(mine)
        found.append((learnt(pair), bool(pair.view(question).hits)))
    (of_planted, hit), (of_other, none) = found
    assert (hit, none) == (True, False)
    assert [str(one).replace("…", "") for one in of_planted[1:]] == [str(one) for one in of_other[1:]]
    assert of_planted[0][3:] == of_other[0][3:]  # type: ignore[index] # keys and bits


def test_an_owner_that_answers_this_asker_with_another_key_is_found_out(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, _ = pair.asker.person("Ivo Marten", PHONE)
    pair.asked.person("Ivo Marten", PHONE)
    honest = effect.epoch_asked

    def hostile(env: SeededEnv, fingerprint: bytes) -> object:
        epoch = honest(env, fingerprint)
        assert epoch is not None
        return replace(epoch, key=AnswerKey.of(b"for Oberland alone".ljust(32)))

    monkeypatch.setattr(effect, "epoch_asked", hostile)
    (question,) = pair.ask(mine)
    assert pair.view(question).hits == ()
    assert [one.facts["question"] for one in notices(pair.asker, "alarm")] == [question]


def test_an_owner_that_shows_this_asker_a_key_of_its_own_is_refused_or_bound_by_its_signature(
    pair: Pair,
) -> None:
    env = pair.asked.env
    held = own(env)
    other = replace(held.card, oprf_key=AnswerKey.of(b"x" * 32).pair.public)
    chain = held.certified
    put(env, pair.asker.id, Hello(CertifiedCard.certify(other, env.sign, chain.first_key, chain.chain)))
    pair.network.heal()
    kept = partner(pair.asker.env, pair.asked.id).card
    assert kept.oprf_key == held.card.oprf_key
    # With a serial of its own the card is taken, and its signature is the proof; the honest key refuses.
    later = replace(other, serial=held.card.serial + 1)
    put(env, pair.asker.id, Hello(CertifiedCard.certify(later, env.sign, chain.first_key, chain.chain)))
    pair.network.heal()
    mine, _ = pair.asker.person("Ivo Marten", PHONE)
    (question,) = pair.ask(mine)
    assert (pair.view(question).state, pair.view(question).outcome) == ("refused", "key-unknown")


def test_an_asker_that_enumerates_gets_the_budget_and_not_one_bit_more(pair: Pair) -> None:
    terms = TERMS.replace("bucket_bits = 4", "bucket_bits = 4\nbits_per_day = 35")
    pair.agreement = agree(pair.asker, pair.asked, terms=terms).id
    numbers = [f"+336123{number:05d}" for number in range(12)]
    people = [pair.asker.person("Guessed", number)[0] for number in numbers]
    got = 0
    for number in range(0, 12, 2):
        QuestionBudget.objects.using(pair.asker.env.database).all().delete()
        (question,) = pair.ask(*people[number : number + 2])
        view = pair.view(question)
        got += view.keys if view.state == "received" else 0
    assert got * (1 + BITS) == 30
    row = QuestionBudget.objects.using(pair.asked.env.database).get()
    assert (row.bits, row.questions) == (30, 3)
    with pytest.raises(asking.AskingRefusedError) as refused:
        pair.ask(*people[:8])
    assert refused.value.reason is RefusalReason.BUDGET_SPENT


def test_every_answer_to_a_question_of_one_key_has_one_length(pair: Pair) -> None:
    full = [PHONE, *of_one_bucket(5)]
    for number in full:
        pair.asked.person("Ivo Marten", number)
    empty = next(
        f"+336124{n:05d}" for n in range(999) if bucket_of(f"phone:+336124{n:05d}".encode(), BITS) > 9
    )
    lengths = set()
    for number in (PHONE, of_one_bucket(7)[6], empty):
        mine, _ = pair.asker.person("Somebody", number)
        asking.ask(
            pair.asker.env,
            pair.asker.access(),
            entities=[mine],
            partner=pair.asked.id,
            agreement=pair.agreement,
        )
        (post,) = due(pair.asker.env, frozenset(), 8)
        lengths.add(len(handle(pair.asked.env, pair.asker.id, post.wire)))
        pair.network.heal()
    assert len(lengths) == 1
    hits = AskedQuestion.objects.using(pair.asker.env.database).filter(askedkey__hit=True)
    assert hits.count() == 1
