"""Replies settled together end what they would end one after the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.db import transaction
from tests.casework.test_arrival import Pair

from passerelle.casework import sharing
from passerelle.casework.arriving_together import handle_together
from passerelle.casework.posting import due
from passerelle.casework.reply import Reply
from passerelle.casework.settling import settle
from passerelle.casework.settling_together import settle_together
from passerelle.store import journal
from passerelle.store.models import Disclosure, Outbox

if TYPE_CHECKING:
    from tests.simulator.env import SeededEnv

    from passerelle.casework.posting import Post

NewEnv = Callable[[int], "SeededEnv"]


def released(pair: Pair, number: int) -> str:
    entity, statements = pair.mine.person(f"Ivo Marten {number}", f"+3361234567{number}")
    sharing.release(
        pair.mine.env,
        pair.mine.access(),
        entities=[entity],
        recipients=[pair.theirs.id],
        agreement=pair.agreement,
    )
    return statements[0].record


def settled(alias: str) -> tuple[object, ...]:
    outbox = Outbox.objects.using(alias).order_by("id").values_list("id", "state", "outcome", "attempts")
    ledger = Disclosure.objects.using(alias).order_by("id")
    return (
        list(outbox),
        [(row.envelope, row.received_at is None, row.recall_confirmed_at is None) for row in ledger],
        journal.head(alias).size,
    )


def test_together_or_one_by_one_is_the_same(new_env: NewEnv) -> None:
    pair = Pair(new_env)
    env, alias = pair.mine.env, pair.mine.env.database
    records = [released(pair, number) for number in range(4)]
    sharing.recall(env, pair.mine.access(), records[0])
    posts = due(env, frozenset(), 8)
    replies = handle_together(pair.theirs.env, [(pair.mine.id, post.wire) for post in posts])
    answered = [
        (post, reply.wire) for post, reply in zip(posts, replies, strict=True) if isinstance(reply, Reply)
    ]
    assert len(answered) >= 4
    # The last reply is given for another message, and ends nothing.
    answered[-1] = (answered[-1][0], answered[0][1])

    def each(env: SeededEnv, answered: list[tuple[Post, bytes]]) -> None:
        for post, reply in answered:
            settle(env, post, reply)

    found = []
    for way in (each, settle_together):
        with transaction.atomic(using=alias):
            way(env, answered)  # type: ignore[operator] # both take the same
            found.append(settled(alias))
            transaction.set_rollback(True, using=alias)
    assert found[0] == found[1]
    assert sum(row[1] == "received" for row in found[0][0]) == len(answered) - 1  # type: ignore[attr-defined]
