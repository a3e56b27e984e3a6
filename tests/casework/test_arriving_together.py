"""Messages written together do what they would do one after the other, and all of it or nothing."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest
from django.db import connections, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.casework.test_arrival import Pair
from tests.simulator.env import CrashError, SeededEnv

from passerelle.casework import asking
from passerelle.casework.arrival import UnprovenError, take
from passerelle.casework.arriving_together import Answer, handle_together
from passerelle.casework.directory import StoreDirectory
from passerelle.casework.posting import due, put
from passerelle.casework.reply import Reply
from passerelle.errors import PasserelleError
from passerelle.protocol.exchange import Opened, receive
from passerelle.protocol.messages import Hit, Recall, RecallItem, Receipt, Refusal, RefusalCode, Release
from passerelle.store import journal, models

if TYPE_CHECKING:
    from passerelle.protocol.messages import ReleaseItem

NewEnv = Callable[[int], SeededEnv]
EXAMPLES = 400 if os.environ.get("PASSERELLE_SOAK") else 8


@dataclass(frozen=True, slots=True)
class World:
    """Two nodes, and what one of them may bring the other."""

    pair: Pair
    wires: tuple[bytes, ...]


def wire_of(pair: Pair, body: Release | Recall | Hit) -> bytes:
    with transaction.atomic(using=pair.mine.env.database):
        name = put(pair.mine.env, pair.theirs.id, body, agreement=pair.agreement, case="OB-1")
    return bytes(models.Outbox.objects.using(pair.mine.env.database).get(id=name).wire)


def newer(item: ReleaseItem, version: int) -> ReleaseItem:
    return replace(item, statement=replace(item.statement, version=version))


@pytest.fixture(scope="module")
def world(new_module_env: NewEnv) -> World:
    pair = Pair(new_module_env)
    item, stays = pair.item(), pair.item()
    record = item.statement.record
    bodies: list[Release | Recall | Hit] = [
        Release((item, stays)),
        Release((newer(item, 2),)),
        Release((newer(item, 3), newer(stays, 2))),
        Release((pair.item(owner="f" * 32),)),
        Release(tuple(pair.item() for _ in range(3))),
        Recall((RecallItem(record, 2),), "another person"),
        Recall((RecallItem(stays.statement.record, 9),), "another person"),
        Hit(f"{pair.mine.id}|1|1|{'0' * 64}", ("phone:+33612345678",)),
    ]
    wires = [wire_of(pair, body) for body in bodies]
    broken = bytearray(wires[0])
    broken[-1] ^= 1
    return World(pair, (*wires, bytes(broken), b"rubbish"))


def one_by_one(env: SeededEnv, brought: list[tuple[str, bytes]]) -> list[Answer]:
    replies: list[Answer] = []
    for carrier, wire in brought:
        try:
            replies.append(take(env, carrier, wire))
        except UnprovenError as error:
            replies.append(error)
    return replies


def said(pair: Pair, reply: Answer) -> object:
    if isinstance(reply, PasserelleError):
        return type(reply)
    assert reply is not None
    assert not reply.at_slot
    found = receive(reply.wire, pair.mine.env, StoreDirectory(pair.mine.env), carrier=pair.theirs.id)
    assert isinstance(found, Opened)
    match found.body:
        case Receipt() as receipt:
            return receipt.of_message, receipt.outcome
        case Refusal() as refusal:
            return refusal.of_message, refusal.code, refusal.clause
    return None


def held(alias: str) -> dict[str, object]:
    """All that is not an instant or drawn by chance."""
    statements, notices = models.Statement.objects.using(alias), models.Notice.objects.using(alias)
    return {
        "statements": sorted(statements.values_list("id", "state", "value", "version", "arrived_from")),
        "licences": sorted(models.Licence.objects.using(alias).values_list("statement", "record", "expires")),
        "tombstones": sorted(models.Tombstone.objects.using(alias).values_list("record", "owner", "version")),
        "entities": sorted(models.Entity.objects.using(alias).values_list("id", "schema")),
        "keys": sorted(
            (bytes(digest), kind, entity)
            for digest, kind, entity in models.MatchKey.objects.using(alias).values_list(
                "digest", "kind", "entity"
            )
        ),
        "inbox": sorted(models.Inbox.objects.using(alias).values_list("id", "sender", "sequence", "kind")),
        "quarantine": sorted(models.Quarantine.objects.using(alias).values_list("id", "sender", "code")),
        "notices": sorted((one.kind, one.entity, str(one.facts)) for one in notices.all()),
        "journal": journal.head(alias).size,
        "sender": list(models.Node.objects.using(alias).order_by("id").values_list("incarnation_seen")),
    }


def outcome(
    pair: Pair,
    brought: list[tuple[str, bytes]],
    way: Callable[[SeededEnv, list[tuple[str, bytes]]], list[Answer]],
) -> tuple[list[object], dict[str, object]]:
    env = pair.theirs.env
    assert isinstance(env, SeededEnv)
    with transaction.atomic(using=env.database):
        replies = [said(pair, one) for one in way(env, brought)]
        found = held(env.database)
        transaction.set_rollback(True, using=env.database)
    return replies, found


@settings(max_examples=EXAMPLES)
@example(places=[5, 1, 4, 4])
@given(places=st.lists(st.integers(0, 9), min_size=2, max_size=8))
def test_together_or_one_by_one_is_the_same(world: World, places: list[int]) -> None:
    pair = world.pair
    brought = [(pair.mine.id, world.wires[place]) for place in places]
    assert outcome(pair, brought, handle_together) == outcome(pair, brought, one_by_one)


def test_all_of_it_or_nothing_when_the_process_ends(world: World) -> None:
    pair = world.pair
    env = pair.theirs.env
    assert isinstance(env, SeededEnv)
    brought = [(pair.mine.id, world.wires[place]) for place in (0, 1, 4)]
    before = held(env.database)
    crashed = 0
    for steps in range(0, 60, 3):
        env.crash_after(steps)
        try:
            with transaction.atomic(using=env.database):
                handle_together(env, brought)
                transaction.set_rollback(True, using=env.database)
        except CrashError:
            crashed += 1
        env.recover()
        assert held(env.database) == before
    assert 3 <= crashed < 20


def test_an_agreement_that_was_withdrawn_counts_for_all_that_come_together(world: World) -> None:
    pair, env = world.pair, world.pair.theirs.env
    brought = [(pair.mine.id, world.wires[place]) for place in (0, 4)]
    with transaction.atomic(using=env.database):
        handle_together(env, [(pair.mine.id, world.wires[2])] * 2)
        models.Agreement.objects.using(env.database).all().delete()
        replies = [said(pair, one) for one in handle_together(env, brought)]
        transaction.set_rollback(True, using=env.database)
    assert [one[1] for one in replies if isinstance(one, tuple)] == [RefusalCode.AGREEMENT_UNKNOWN] * 2


def test_many_releases_cost_few_more_queries_than_two(world: World) -> None:
    pair, alias = world.pair, world.pair.theirs.env.database
    wires = [wire_of(pair, Release((pair.item(),))) for _ in range(22)]
    asked = []
    for some in (wires[:2], wires[2:]):
        with CaptureQueriesContext(connections[alias]) as queries:
            handle_together(pair.theirs.env, [(pair.mine.id, wire) for wire in some])
        # Which agreement joins whom is looked up for each when it is opened.
        asked.append(len([one for one in queries.captured_queries if "store_trust" not in one["sql"]]))
    assert asked[1] <= asked[0] + 2


def test_a_question_among_others_is_taken_alone_after_them(new_env: NewEnv) -> None:
    pair = Pair(new_env)
    pair.mine.person("Ivo Marten", "+33612345678")
    asking.ask(
        pair.mine.env,
        pair.mine.access(),
        keys=["phone:+33612345678"],
        partner=pair.theirs.id,
        agreement=pair.agreement,
    )
    (question,) = [(pair.mine.id, post.wire) for post in due(pair.mine.env, frozenset(), 8)]
    others = [(pair.mine.id, wire_of(pair, Release((pair.item(),)))) for _ in range(2)]
    replies = handle_together(pair.theirs.env, [others[0], question, others[1]])
    assert [type(one) for one in replies] == [Reply, type(None), Reply]
    assert models.Inbox.objects.using(pair.theirs.env.database).count() == 2
    (reply,) = handle_together(pair.theirs.env, [question])
    assert isinstance(reply, Reply)
    assert reply.at_slot
