"""Envelopes by hand: the same bytes as over the wire, and each takes effect once, whichever way it comes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from tests.casework.test_sharing import Pair
from tests.simulator.env import SeededEnv

from passerelle.casework import sharing
from passerelle.casework.arrival import handle
from passerelle.casework.carrying import pack, unpack
from passerelle.casework.posting import due
from passerelle.protocol.parcel import Entry, ParcelError, parcel, read_parcel
from passerelle.store.models import Inbox, JournalEntry, Notice, Outbox, Quarantine, Statement

if TYPE_CHECKING:
    from tests.retold import Tales

NewEnv = Callable[[int], SeededEnv]


@pytest.fixture
def pair(tales: Tales, new_env: NewEnv) -> Pair:
    return tales.told(with_three_to_carry, new_env)


def with_three_to_carry(new_env: NewEnv) -> Pair:
    found = Pair(new_env)
    for number in range(3):
        found.release(found.oberland.person(f"Ivo Marten {number}", f"+99910020030{number}")[0])
    return found


def packed(pair: Pair) -> bytes:
    return pack(pair.oberland.env, pair.oberland.access(), pair.unterland.id)[0]


def test_a_parcel_holds_the_bytes_that_would_go_over_the_wire(pair: Pair) -> None:
    posts = due(pair.oberland.env, frozenset(), 8)
    assert [entry.wire for entry in read_parcel(packed(pair))] == [post.wire for post in posts]


def test_what_is_carried_both_ways_is_received_once_and_settled(pair: Pair) -> None:
    data = packed(pair)
    done = unpack(pair.unterland.env, pair.unterland.access(), data)
    assert (done.answered, done.unproven) == (3, 0)
    there = unpack(pair.oberland.env, pair.oberland.access(), done.replies)
    assert (there.settled, there.unproven) == (3, 0)
    states = Outbox.objects.using(pair.oberland.env.database).values_list("state", flat=True)
    assert set(states) == {"received"}
    again = unpack(pair.unterland.env, pair.unterland.access(), data)
    assert again.replies == done.replies
    assert Statement.objects.using(pair.unterland.env.database).count() == 6
    assert unpack(pair.oberland.env, pair.oberland.access(), done.replies).settled == 3


@pytest.mark.parametrize("first", ["wire", "stick"])
def test_whichever_way_comes_first_there_is_one_effect_and_one_reply(pair: Pair, first: str) -> None:
    data, env = packed(pair), pair.unterland.env
    (entry, *_rest) = read_parcel(data)
    by_wire = handle(env, pair.oberland.id, entry.wire) if first == "wire" else b""
    (reply, *_others) = read_parcel(unpack(env, pair.unterland.access(), data).replies)
    by_wire = by_wire or handle(env, pair.oberland.id, entry.wire)
    assert reply.wire == by_wire
    assert Inbox.objects.using(env.database).count() == 3
    assert Notice.objects.using(env.database).filter(kind="arrival").count() == 3


def test_a_recall_leaves_first(pair: Pair) -> None:
    record = Statement.objects.using(pair.oberland.env.database).filter(prop="name").first()
    assert record is not None
    sharing.recall(pair.oberland.env, pair.oberland.access(), record.record)
    (entry, *_rest) = read_parcel(packed(pair))
    recall = Outbox.objects.using(pair.oberland.env.database).get(kind="recall")
    assert entry.wire == bytes(recall.wire)


def test_what_nobody_vouches_for_has_no_effect_and_stops_nothing(pair: Pair) -> None:
    entries = read_parcel(packed(pair))
    flipped = bytearray(entries[1].wire)
    flipped[-1] ^= 1
    stranger = Entry(entries[0].wire, "oberland-1|1|7|" + "ab" * 32)
    data = parcel([entries[0], Entry(bytes(flipped)), Entry(b"rubbish"), stranger, entries[2]])
    done = unpack(pair.unterland.env, pair.unterland.access(), data)
    assert (done.answered, done.settled, done.unproven) == (2, 0, 3)
    assert Statement.objects.using(pair.unterland.env.database).count() == 4
    assert Quarantine.objects.using(pair.unterland.env.database).count() == 1


def test_a_file_cut_short_is_refused_whole(pair: Pair) -> None:
    with pytest.raises(ParcelError):
        unpack(pair.unterland.env, pair.unterland.access(), packed(pair)[:-1])
    assert not Statement.objects.using(pair.unterland.env.database).exists()


def test_packing_and_unpacking_are_journalled(pair: Pair) -> None:
    unpack(pair.unterland.env, pair.unterland.access(), packed(pair))
    for node, said in ((pair.oberland, b"carried by hand: 3;"), (pair.unterland, b"were unpacked: 3;")):
        rows = JournalEntry.objects.using(node.env.database).values_list("leaf", flat=True)
        assert any(said in bytes(leaf) for leaf in rows)
