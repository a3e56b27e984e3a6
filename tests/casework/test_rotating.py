from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.casework.test_asking import PHONE, Pair

from passerelle.casework import rotating
from passerelle.casework.answer_key import answer_key, epochs
from passerelle.casework.partners import own
from passerelle.casework.presentation import Presence, present
from passerelle.casework.rotating import RotationError, end_former, rotate
from passerelle.store.models import AnswerEpoch, JournalEntry, MatchKey

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.simulator.env import SeededEnv
    from tests.simulator.node import Node


@pytest.fixture
def pair(new_env: Callable[[int], SeededEnv]) -> Pair:
    return Pair(new_env)


def shows_its_card(node: Node) -> None:
    """The node presents itself again, as its command does at the end of a rotation."""
    held = own(node.env)
    certificate = f"certificate of {node.name}".encode()
    present(
        node.env,
        Presence(
            name=held.name,
            party=held.party,
            address=held.address,
            sign_public=held.card.signing_key,
            seal_public=held.card.sealing_key,
            certificate=certificate,
        ),
    )


def state_of(pair: Pair, question: str) -> tuple[str, str, int]:
    view = pair.view(question)
    return view.state, view.outcome, len(view.hits)


def test_a_rotation_keeps_every_hit_and_the_key_before_answers_until_it_is_erased(pair: Pair) -> None:
    mine, _ = pair.asker.person("Ivo Marten", PHONE)
    pair.asked.person("Ivo Marten", PHONE)
    (before,) = pair.ask(mine)
    first = answer_key(pair.asked.env)
    assert rotate(pair.asked.env, pair.asked.access()) == 2
    second = answer_key(pair.asked.env)
    assert first.pair.public != second.pair.public
    # The asker was not told yet: the key before answers it.
    (during,) = pair.ask(mine)
    shows_its_card(pair.asked)
    pair.network.heal()
    (after,) = pair.ask(mine)
    ended = end_former(pair.asked.env, pair.asked.access())
    (last,) = pair.ask(mine)
    assert ended == 1
    hits = {len(pair.view(one).hits) for one in (before, during, after, last)}
    assert len(hits) == 1
    assert hits != {0}
    assert epochs(pair.asked.env)[0].key.pair.public == second.pair.public


def test_a_question_to_an_erased_key_is_refused_and_its_salt_is_gone(pair: Pair) -> None:
    mine, _ = pair.asker.person("Ivo Marten", PHONE)
    for _ in range(2):
        rotate(pair.asked.env, pair.asked.access())
        end_former(pair.asked.env, pair.asked.access())
    (question,) = pair.ask(mine)
    assert state_of(pair, question) == ("refused", "key-unknown", 0)
    rows = AnswerEpoch.objects.using(pair.asked.env.database).order_by("number")
    assert [(one.number, one.state, len(one.salt)) for one in rows] == [
        (1, "ended", 0),
        (2, "ended", 0),
        (3, "serving", 32),
    ]


def test_a_rotation_that_stops_is_taken_up_where_it_stopped(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    env = pair.asked.env
    for number in range(5):
        pair.asked.person(f"Ivo Marten {number}", f"+3361234567{number}")
    monkeypatch.setattr(rotating, "AT_ONCE", 2)

    def stop(done: int) -> None:
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rotate(env, pair.asked.access(), stop)
    assert [one.answers for one in epochs(env)] == [True, False]
    told: list[int] = []
    assert rotate(env, pair.asked.access(), told.append) == 2
    assert told == [1]
    assert AnswerEpoch.objects.using(env.database).count() == 2
    rows = MatchKey.objects.using(env.database).filter(askable=True)
    assert rows.exclude(masked_even=None).count() == rows.count() == 5


def test_what_is_recorded_during_a_rotation_is_found_after_it(pair: Pair) -> None:
    env = pair.asked.env
    mine, _ = pair.asker.person("Ivo Marten", PHONE)
    pair.asked.person("Ruta Selm", "+33612345600")
    rotating._begun(env, pair.asked.access())
    rotating._step(env, epochs(env)[-1])
    # Written in one form alone, by an import that began before the rotation did.
    pair.asked.person("Ivo Marten", PHONE)
    rotate(env, pair.asked.access())
    shows_its_card(pair.asked)
    pair.network.heal()
    (question,) = pair.ask(mine)
    assert pair.view(question).hits


def test_one_rotation_waits_for_the_end_of_the_one_before(pair: Pair) -> None:
    rotate(pair.asked.env, pair.asked.access())
    with pytest.raises(RotationError, match="--forget first"):
        rotate(pair.asked.env, pair.asked.access())
    end_former(pair.asked.env, pair.asked.access())
    with pytest.raises(RotationError, match="nothing to erase"):
        end_former(pair.asked.env, pair.asked.access())


def test_each_key_stands_in_the_owners_journal_and_in_each_askers(pair: Pair) -> None:
    mine, _ = pair.asker.person("Ivo Marten", PHONE)
    rotate(pair.asked.env, pair.asked.access())
    shows_its_card(pair.asked)
    pair.network.heal()
    pair.ask(mine)
    public = answer_key(pair.asked.env).pair.public.hex().encode()
    for node in (pair.asked, pair.asker):
        leaves = JournalEntry.objects.using(node.env.database).values_list("leaf", flat=True)
        assert any(public in bytes(leaf) for leaf in leaves)
