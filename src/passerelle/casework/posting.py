"""The outbox: what is put in it, what is due, and what a failure to deliver means.

Recalls go first, then restrictions and corrections, then the order of the sequence. While a partner cannot be
reached one message at a time knocks at its door, ever more slowly; the first
that gets through sets the others going. A message that the partner could not
answer waits alone and stops nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Case, IntegerField, Max, Value, When

from passerelle.casework.directory import StoreDirectory
from passerelle.casework.relaying import attempts, put_off, to_carry
from passerelle.protocol.envelope import message_id
from passerelle.protocol.exchange import Draft, compose, kind_of
from passerelle.protocol.messages import Body, Kind
from passerelle.store import inbox
from passerelle.store.models import Disclosure, Outbox
from passerelle.store.wiping import wipe_what_is_owed

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime

    from passerelle.core.env import Env

FIRST_WAIT = timedelta(seconds=1)
LONGEST_WAIT = timedelta(minutes=2)
MOST_DOUBLINGS = 7
JITTER_BYTES = 2
MENDING = (Kind.REVOCATION, Kind.RECALL, Kind.RESTRICTION, Kind.CORRECTION)

# What takes back goes before what tightens, that before what mends, and all of them before what is new.
MENDING_FIRST = Case(
    *(When(kind=kind, then=Value(place)) for place, kind in enumerate(MENDING)),
    default=Value(len(MENDING)),
    output_field=IntegerField(),
)

_listeners: dict[str, list[Callable[[], None]]] = {}


class Failure(StrEnum):
    """Why a message is still pending; the word stands in its row."""

    UNREACHABLE = "unreachable"  # nobody there: all that is for this partner waits
    UNANSWERED = "unanswered"  # the partner is there and could not answer this one


@dataclass(frozen=True, slots=True)
class Post:
    """An envelope to be posted now, where to, and whose certificate must answer."""

    id: str
    recipient: str
    address: str
    certificate: bytes
    wire: bytes
    relayed: bool = False  # another node's, which we carry


def next_sequence(env: Env, node: str) -> int:
    """The next number of what we send to this node; its row stays locked until the transaction ends."""
    return next_sequences(env, node, 1).start


def next_sequences(env: Env, node: str, count: int) -> range:
    """The next so many numbers of what we send to this node, as `next_sequence` gives one."""
    first = inbox.take_sequence(env.database, node, count)
    return range(first, first + count)


def put(
    env: Env,
    node: str,
    body: Body,
    *,
    agreement: str = "",
    case: str = "",
    directory: StoreDirectory | None = None,
) -> str:
    """The id of a sealed message, kept in the outbox with the caller's transaction.

    Who puts many messages in one transaction reads the cards once, through one directory.
    """
    draft = Draft(body=body, sequence=next_sequence(env, node), agreement=agreement, case=case)
    wire = compose(env, directory or StoreDirectory(env), node, draft)
    name, now = message_id(wire), env.now()
    Outbox.objects.using(env.database).create(
        id=name,
        recipient=node,
        kind=kind_of(body),
        sequence=draft.sequence,
        wire=wire,
        next_at=now,
        created_at=now,
    )
    transaction.on_commit(lambda: _wake(env.database), using=env.database)
    return name


def still_pending(env: Env) -> int:
    """How many messages have neither a receipt nor a refusal yet."""
    return Outbox.objects.using(env.database).filter(state=Outbox.State.PENDING).count()


def when_put(alias: str, listener: Callable[[], None]) -> Callable[[], None]:
    """The listener is called after each commit that put something; the result stops that."""
    _listeners.setdefault(alias, []).append(listener)
    return lambda: _listeners[alias].remove(listener)


def _wake(alias: str) -> None:
    for listener in tuple(_listeners.get(alias, ())):
        listener()


def due(env: Env, in_flight: Collection[str], room: int) -> list[Post]:
    """At most `room` messages to post now, none of them already in flight."""
    now = env.now()
    pending = Outbox.objects.using(env.database).filter(state=Outbox.State.PENDING)
    nodes = list(pending.filter(next_at__lte=now).values_list("recipient", flat=True).distinct())
    directory = StoreDirectory(env)
    if not nodes:
        wipe_what_is_owed(env.database)
        return _for_others(env, directory, in_flight, room)
    waits = pending.filter(recipient__in=nodes, outcome=Failure.UNREACHABLE)
    knocking = dict(waits.values_list("recipient").annotate(until=Max("next_at")))
    chosen: list[str] = []
    for node in nodes:
        if directory.partner(node) is not None:
            chosen += _due_for(env, _Lane(node, now, knocking.get(node)), in_flight, room)
    rows = Outbox.objects.using(env.database).filter(id__in=chosen).values_list("id", "recipient", "wire")
    found = {name: (recipient, bytes(wire)) for name, recipient, wire in rows}
    owners = {name: recipient for name, (recipient, _) in found.items()}
    # Partners take turns, so that a long queue for one does not hold up the others.
    posts = [_post(directory, one, owners[one], found[one][1]) for one in _in_turn(chosen, owners)[:room]]
    return posts + _for_others(env, directory, in_flight, room - len(posts))


@dataclass(frozen=True, slots=True)
class _Lane:
    """What waits for one partner at an instant; `knocking` is when one message may knock again."""

    node: str
    now: datetime
    knocking: datetime | None


def _post(
    directory: StoreDirectory, name: str, recipient: str, wire: bytes, *, relayed: bool = False
) -> Post:
    to = directory.partner(recipient)
    assert to is not None
    # A hub is knocked at in the recipient's place; whose message it is stands in the envelope.
    door = directory.partner(to.via) if to.via and not relayed else to
    assert door is not None
    return Post(name, to.node, door.address, door.certificate, wire, relayed)


def _for_others(env: Env, directory: StoreDirectory, in_flight: Collection[str], room: int) -> list[Post]:
    waiting = to_carry(env, in_flight, room)
    return [
        _post(directory, name, to, wire, relayed=True)
        for name, to, wire in waiting
        if directory.partner(to) is not None
    ]


def _in_turn(names: list[str], owners: dict[str, str]) -> list[str]:
    numbered = [
        (place, name)
        for _, lane in groupby(names, key=lambda one: owners[one])
        for place, name in enumerate(lane)
    ]
    return [name for _, name in sorted(numbered, key=lambda one: one[0])]


def _due_for(env: Env, waiting: _Lane, in_flight: Collection[str], room: int) -> list[str]:
    lane = Outbox.objects.using(env.database).filter(state=Outbox.State.PENDING, recipient=waiting.node)
    due_now = lane.filter(next_at__lte=waiting.now).order_by(MENDING_FIRST, "sequence")
    ready = due_now.values_list("id", flat=True)
    if waiting.knocking is not None:
        # The partner was unreachable: one message knocks, once the longest wait is over.
        alone = waiting.knocking <= waiting.now and not lane.filter(id__in=in_flight).exists()
        return list(ready[:1]) if alone else []
    chosen = [name for name in ready[: room + len(in_flight)] if name not in in_flight][:room]
    return _without_overtaking(env, waiting.node, chosen)


def _without_overtaking(env: Env, node: str, chosen: list[str]) -> list[str]:
    """Those of the messages that no earlier pending one about the same record precedes."""
    ledger = Disclosure.objects.using(env.database).filter(recipient=node)
    lane = Outbox.objects.using(env.database).filter(state=Outbox.State.PENDING, recipient=node)
    records = ledger.filter(envelope__in=chosen).values("record")
    shared = ledger.filter(record__in=records, envelope__in=lane.values("id"))
    pairs = list(shared.values_list("record", "envelope").distinct())
    if not pairs:
        return chosen
    sequences = dict(lane.filter(id__in={name for _, name in pairs}).values_list("id", "sequence"))
    first: dict[str, int] = {}
    for record, name in pairs:
        first[record] = min(sequences[name], first.get(record, sequences[name]))
    late = {name for record, name in pairs if sequences[name] > first[record]}
    return [name for name in chosen if name not in late]


def lost(env: Env, post: Post, failure: Failure) -> None:
    """The message is pending as before, and will be tried again later."""
    if post.relayed:
        put_off(env, post.id, wait_after(env, attempts(env, post.id) + 1))
        return
    with transaction.atomic(using=env.database):
        lane = Outbox.objects.using(env.database).filter(state=Outbox.State.PENDING, recipient=post.recipient)
        same = lane if failure is Failure.UNREACHABLE else lane.filter(id=post.id)
        tried = (same.aggregate(most=Max("attempts"))["most"] or 0) + 1
        lane.filter(id=post.id).update(
            attempts=tried, outcome=failure, next_at=env.now() + wait_after(env, tried)
        )


def reached(env: Env, node: str) -> None:
    """The partner answers: what waited because nobody was there is due now."""
    waiting = Outbox.objects.using(env.database).filter(
        state=Outbox.State.PENDING, recipient=node, outcome=Failure.UNREACHABLE
    )
    waiting.update(attempts=0, outcome="", next_at=env.now())


def wait_after(env: Env, attempts: int) -> timedelta:
    """Twice as long after each attempt, up to two minutes, of which up to half is left to chance."""
    whole = min(FIRST_WAIT * 2 ** min(attempts - 1, MOST_DOUBLINGS), LONGEST_WAIT)
    share = int.from_bytes(env.random(JITTER_BYTES), "big") / (1 << 8 * JITTER_BYTES)
    return timedelta(seconds=whole.total_seconds() * (0.5 + share / 2))
