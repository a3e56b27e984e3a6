from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from tests.simulator.env import SeededEnv
from tests.simulator.node import Node, agree, introduce, make_node

from passerelle.casework import amending, sharing
from passerelle.casework.arrival import handle
from passerelle.casework.posting import Failure, due, lost, put, wait_after, when_put
from passerelle.casework.settling import settle
from passerelle.core.handling import HandlingCode
from passerelle.protocol.messages import Recall, RecallItem
from passerelle.store.models import Outbox

if TYPE_CHECKING:
    from tests.retold import Tales

NewEnv = Callable[[int], SeededEnv]
NOBODY: frozenset[str] = frozenset()


@pytest.fixture
def pair(tales: Tales, new_env: NewEnv) -> tuple[Node, Node, str]:
    return tales.told(two, new_env)


def two(new_env: NewEnv) -> tuple[Node, Node, str]:
    mine, theirs = make_node(new_env(1), "Oberland"), make_node(new_env(2), "Unterland")
    introduce(mine, theirs)
    return mine, theirs, agree(mine, theirs).id


def queue(mine: Node, theirs: Node, agreement: str, number: int) -> list[str]:
    body = Recall((RecallItem(mine.env.new_id(), 1),), "queued")
    with transaction.atomic(using=mine.env.database):
        return [put(mine.env, theirs.id, body, agreement=agreement) for _ in range(number)]


def test_recalls_go_first(pair: tuple[Node, Node, str]) -> None:
    mine, theirs, agreement = pair
    entity, _ = mine.person("Ivo Marten", "+33612345678")
    sharing.release(mine.env, mine.access(), entities=[entity], recipients=[theirs.id], agreement=agreement)
    (recall,) = queue(mine, theirs, agreement, 1)
    assert due(mine.env, NOBODY, 8)[0].id == recall


def test_what_mends_goes_before_what_is_new(pair: tuple[Node, Node, str]) -> None:
    mine, theirs, agreement = pair
    told = [mine.person(f"Ivo Marten {number}", f"+3361234567{number}") for number in range(3)]
    for number in (0, 1):
        sharing.release(
            mine.env, mine.access(), entities=[told[number][0]], recipients=[theirs.id], agreement=agreement
        )
    for post in due(mine.env, NOBODY, 8):
        settle(mine.env, post, handle(theirs.env, mine.id, post.wire))
    access, records = mine.access(), [statements[1].record for _entity, statements in told]
    sharing.release(mine.env, access, entities=[told[2][0]], recipients=[theirs.id], agreement=agreement)
    amending.correct(mine.env, access, records[0], "+33612345699")
    amending.restrict(mine.env, access, records[1], amending.Stricter(handling=frozenset({HandlingCode.H1})))
    sharing.recall(mine.env, access, told[0][1][0].record)
    kinds = dict(Outbox.objects.using(mine.env.database).values_list("id", "kind"))
    order = ["recall", "restriction", "correction", "release"]
    assert [kinds[post.id] for post in due(mine.env, NOBODY, 8)] == order


def test_what_is_in_flight_is_not_posted_again(pair: tuple[Node, Node, str]) -> None:
    mine, theirs, agreement = pair
    first, second = queue(mine, theirs, agreement, 2)
    assert [one.id for one in due(mine.env, {first}, 8)] == [second]


def test_no_more_leave_than_there_is_room_for(pair: tuple[Node, Node, str]) -> None:
    mine, theirs, agreement = pair
    queue(mine, theirs, agreement, 5)
    assert len(due(mine.env, NOBODY, 3)) == 3


def test_one_message_knocks_while_the_partner_is_away_and_the_rest_follow(
    pair: tuple[Node, Node, str],
) -> None:
    mine, theirs, agreement = pair
    queue(mine, theirs, agreement, 5)
    for post in due(mine.env, NOBODY, 3):
        lost(mine.env, post, Failure.UNREACHABLE)
    assert due(mine.env, NOBODY, 8) == []
    mine.env.advance(timedelta(minutes=3))
    (knock,) = due(mine.env, NOBODY, 8)
    settle(mine.env, knock, handle(theirs.env, mine.id, knock.wire))
    assert len(due(mine.env, NOBODY, 8)) == 4


def test_thirty_days_away_cost_at_most_a_knock_a_minute(pair: tuple[Node, Node, str]) -> None:
    mine, theirs, agreement = pair
    queue(mine, theirs, agreement, 40)
    knocks = 0
    for _ in range(300):
        for post in due(mine.env, NOBODY, 32):
            knocks += 1
            lost(mine.env, post, Failure.UNREACHABLE)
        mine.env.advance(timedelta(seconds=30))
    # The first round may hold as many as go at once; after that, there is one for each of the minutes.
    assert knocks <= 32 + 150


def test_a_message_the_partner_cannot_answer_stops_nobody(pair: tuple[Node, Node, str]) -> None:
    mine, theirs, agreement = pair
    bad, good = queue(mine, theirs, agreement, 2)
    (first, _) = due(mine.env, NOBODY, 8)
    assert first.id == bad
    lost(mine.env, first, Failure.UNANSWERED)
    assert [one.id for one in due(mine.env, NOBODY, 8)] == [good]


def test_a_later_version_does_not_overtake_an_earlier_one(pair: tuple[Node, Node, str]) -> None:
    mine, theirs, agreement = pair
    entity, _ = mine.person("Ivo Marten", "+33612345678")
    for _ in range(2):
        sharing.release(
            mine.env, mine.access(), entities=[entity], recipients=[theirs.id], agreement=agreement
        )
    (only,) = due(mine.env, NOBODY, 8)
    assert due(mine.env, {only.id}, 8) == []
    settle(mine.env, only, handle(theirs.env, mine.id, only.wire))
    assert len(due(mine.env, NOBODY, 8)) == 1


def test_waits_grow_to_two_minutes_and_differ(env: SeededEnv) -> None:
    waits = [wait_after(env, attempts) for attempts in range(1, 12)]
    assert waits[0] <= timedelta(seconds=1)
    assert timedelta(minutes=1) <= waits[-1] <= timedelta(minutes=2)
    assert len(set(waits)) == len(waits)


def test_the_worker_is_woken_after_the_commit(pair: tuple[Node, Node, str]) -> None:
    mine, theirs, agreement = pair
    woken: list[int] = []
    forget = when_put(mine.env.database, lambda: woken.append(1))
    queue(mine, theirs, agreement, 1)
    forget()
    queue(mine, theirs, agreement, 1)
    assert woken == [1]


def test_a_reply_that_is_none_leaves_the_message_pending(pair: tuple[Node, Node, str]) -> None:
    mine, theirs, agreement = pair
    first, second = queue(mine, theirs, agreement, 2)
    one, other = due(mine.env, NOBODY, 8)
    settle(mine.env, one, handle(theirs.env, mine.id, other.wire))
    assert Outbox.objects.using(mine.env.database).get(id=first).state == "pending"
    settle(mine.env, other, b"no reply at all")
    assert Outbox.objects.using(mine.env.database).get(id=second).state == "pending"


def test_a_second_reply_changes_nothing(pair: tuple[Node, Node, str]) -> None:
    mine, theirs, agreement = pair
    queue(mine, theirs, agreement, 1)
    (post,) = due(mine.env, NOBODY, 8)
    reply = handle(theirs.env, mine.id, post.wire)
    settle(mine.env, post, reply)
    settle(mine.env, post, b"later rubbish")
    assert bytes(Outbox.objects.using(mine.env.database).get().reply or b"") == reply
