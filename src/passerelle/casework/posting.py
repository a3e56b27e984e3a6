"""The outbox: what is put in it, what is due, and what a failure to deliver means.

Recalls go first, then the order of the sequence. While a partner cannot be
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
from django.db.models import Case, F, IntegerField, Max, Value, When

from passerelle.casework.directory import StoreDirectory
from passerelle.casework.partners import partners
from passerelle.protocol.envelope import message_id
from passerelle.protocol.exchange import Draft, compose, kind_of
from passerelle.protocol.messages import Body, Kind
from passerelle.store.models import Disclosure, Node, Outbox

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime

    from passerelle.casework.partners import Partner
    from passerelle.core.env import Env

FIRST_WAIT = timedelta(seconds=1)
LONGEST_WAIT = timedelta(minutes=2)
MOST_DOUBLINGS = 7
JITTER_BYTES = 2

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


def next_sequence(env: Env, node: str) -> int:
    """The next number of what we send to this node; its row stays locked until the transaction ends."""
    rows = Node.objects.using(env.database).filter(id=node)
    rows.update(next_sequence=F("next_sequence") + 1)
    return rows.values_list("next_sequence", flat=True).get() - 1


def put(env: Env, node: str, body: Body, *, agreement: str = "", case: str = "") -> str:
    """The id of a sealed message, kept in the outbox with the caller's transaction."""
    draft = Draft(body=body, sequence=next_sequence(env, node), agreement=agreement, case=case)
    wire = compose(env, StoreDirectory(env), node, draft)
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
    if not pending.filter(next_at__lte=now).exists():
        return []
    names = {one.node: one for one in partners(env)}
    chosen: list[str] = []
    for node in pending.filter(next_at__lte=now).values_list("recipient", flat=True).distinct():
        if node in names:
            chosen += _due_for(env, node, now, in_flight, room)
    wires = dict(Outbox.objects.using(env.database).filter(id__in=chosen).values_list("id", "wire"))
    owners = dict(Outbox.objects.using(env.database).filter(id__in=chosen).values_list("id", "recipient"))
    # Partners take turns, so that a long queue for one does not hold up the others.
    return [_post(one, names[owners[one]], bytes(wires[one])) for one in _in_turn(chosen, owners)[:room]]


def _post(name: str, partner: Partner, wire: bytes) -> Post:
    return Post(name, partner.node, partner.address, partner.certificate, wire)


def _in_turn(names: list[str], owners: dict[str, str]) -> list[str]:
    numbered = [
        (place, name)
        for _, lane in groupby(names, key=lambda one: owners[one])
        for place, name in enumerate(lane)
    ]
    return [name for _, name in sorted(numbered, key=lambda one: one[0])]


def _due_for(env: Env, node: str, now: datetime, in_flight: Collection[str], room: int) -> list[str]:
    lane = Outbox.objects.using(env.database).filter(state=Outbox.State.PENDING, recipient=node)
    knocking = lane.filter(outcome=Failure.UNREACHABLE).aggregate(until=Max("next_at"))["until"]
    recalls_first = Case(When(kind=Kind.RECALL, then=Value(0)), default=Value(1), output_field=IntegerField())
    ready = lane.filter(next_at__lte=now).order_by(recalls_first, "sequence").values_list("id", flat=True)
    if knocking is not None:
        # The partner was unreachable: one message knocks, once the longest wait is over.
        alone = knocking <= now and not lane.filter(id__in=in_flight).exists()
        return list(ready[:1]) if alone else []
    chosen = [name for name in ready[: room + len(in_flight)] if name not in in_flight][:room]
    return _without_overtaking(env, node, chosen)


def _without_overtaking(env: Env, node: str, chosen: list[str]) -> list[str]:
    """Those of the messages that no earlier pending one about the same record precedes."""
    ledger = Disclosure.objects.using(env.database).filter(recipient=node)
    records = set(ledger.filter(envelope__in=chosen).values_list("record", flat=True))
    if not records:
        return chosen
    shared = list(ledger.filter(record__in=records).values_list("record", "envelope"))
    pending = Outbox.objects.using(env.database).filter(state=Outbox.State.PENDING)
    sequences = dict(pending.filter(id__in={name for _, name in shared}).values_list("id", "sequence"))
    first: dict[str, int] = {}
    for record, name in shared:
        if name in sequences:
            first[record] = min(sequences[name], first.get(record, sequences[name]))
    late = {name for record, name in shared if name in sequences and sequences[name] > first[record]}
    return [name for name in chosen if name not in late]


def lost(env: Env, post: Post, failure: Failure) -> None:
    """The message is pending as before, and will be tried again later."""
    with transaction.atomic(using=env.database):
        lane = Outbox.objects.using(env.database).filter(state=Outbox.State.PENDING, recipient=post.recipient)
        same = lane if failure is Failure.UNREACHABLE else lane.filter(id=post.id)
        attempts = (same.aggregate(most=Max("attempts"))["most"] or 0) + 1
        lane.filter(id=post.id).update(
            attempts=attempts, outcome=failure, next_at=env.now() + wait_after(env, attempts)
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
