"""Messages that came at about the same time, in one transaction: one sync of the disk for all of them.

What each does, and the reply to it, is what it would be if they had come one
after the other in this order. Releases that one node sent under one agreement
in a row are written together; where one of them may not be here, or fails,
each is taken for itself under a savepoint of its own. The replies leave after
the commit.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from django.db import IntegrityError, OperationalError, transaction

from passerelle.casework.arrival import POISON, header_of, take
from passerelle.casework.directory import StoreDirectory
from passerelle.casework.effects import release
from passerelle.casework.journaling import by_node, write_many
from passerelle.casework.posting import next_sequences
from passerelle.casework.reply import Reply
from passerelle.casework.way_in import require_admitted
from passerelle.errors import PasserelleError
from passerelle.protocol.envelope import parse_envelope
from passerelle.protocol.exchange import Draft, Opened, compose_batch, receive
from passerelle.protocol.messages import Kind, Receipt, Release
from passerelle.store import inbox
from passerelle.store.bulk import insert_many, stored_instant
from passerelle.store.models import Inbox, Node

if TYPE_CHECKING:
    from collections.abc import Sequence

    from passerelle.casework.effect import Effect
    from passerelle.core.env import Env
    from passerelle.protocol.rejection import Rejected


Brought = tuple[str, bytes]  # the carrier, and the bytes
Answer = Reply | PasserelleError | None
_Came = tuple[int, bytes, "Opened | Rejected"]  # its place, the bytes, and what they held


def handle_together(env: Env, brought: Sequence[Brought]) -> list[Answer]:
    """The reply to each, or why there is none, in the order given; one transaction holds all of it.

    None for a question among others, which took no effect and is to be brought again, alone: how long its
    answer takes is no business of the others.
    """
    directory = StoreDirectory(env)
    replies: dict[int, Answer] = {}
    opened: list[_Came] = []
    for place, (carrier, wire) in enumerate(brought):
        # What a hub brings or carries, and what cannot be read, is seldom: each is handled for itself.
        header = header_of(wire)
        if len(brought) == 1 or header is None or header.node != carrier or header.recipient != env.node:
            replies[place] = _alone(env, carrier, wire)
        else:
            found = receive(wire, env, directory, carrier=carrier)
            if found.message is not None and found.message.kind == Kind.QUESTION:
                replies[place] = None
            else:
                opened.append((place, wire, found))
    try:
        replies |= _taken(env, directory, opened)
    except IntegrityError:
        # The same message came at once another way, and that one was first.
        replies |= {place: _alone(env, brought[place][0], wire) for place, wire, _ in opened}
    return [replies[place] for place in range(len(brought))]


def _alone(env: Env, carrier: str, wire: bytes) -> Answer:
    try:
        return take(env, carrier, wire)
    except PasserelleError as error:
        return error


def _taken(env: Env, directory: StoreDirectory, came: Sequence[_Came]) -> dict[int, Answer]:
    if not came:
        return {}
    with transaction.atomic(using=env.database):
        # The senders' rows are the locks, always in this order.
        senders = {parse_envelope(wire).header.node for _, wire, _ in came}
        rows = Node.objects.using(env.database).select_for_update().filter(id__in=senders)
        list(rows.order_by("id").values_list("id"))
        known = _known(env, came)
        replies: dict[int, Answer] = dict(known)
        for _, run in groupby((one for one in came if one[0] not in known), key=_lane):
            replies |= _run(env, directory, list(run))
    return replies


def _known(env: Env, came: Sequence[_Came]) -> dict[int, Reply]:
    """The stored replies to those that took effect before."""
    names = {parse_envelope(wire).id: place for place, wire, _ in came}
    rows = Inbox.objects.using(env.database).filter(id__in=names).values_list("id", "reply")
    return {names[name]: Reply(bytes(reply), at_slot=False) for name, reply in rows}


def _lane(came: _Came) -> tuple[object, ...]:
    """Equal for neighbours that may be written together."""
    place, _, found = came
    if isinstance(found, Opened) and isinstance(found.body, Release):
        return (found.message.node, found.message.agreement, found.message.incarnation)
    return (place,)


def _run(env: Env, directory: StoreDirectory, run: Sequence[_Came]) -> dict[int, Answer]:
    releases = [found for _, _, found in run if isinstance(found, Opened)]
    if len(releases) > 1 and _still_so(env, directory, releases[0].message.node):
        try:
            with transaction.atomic(using=env.database):
                replies = _written(env, directory, releases)
        except (OperationalError, OSError, MemoryError):
            raise  # the machine failed, not a message: all stay pending at their senders
        except POISON:
            pass  # one of them may not be here, or came before: each is taken for itself
        else:
            return {place: Reply(one, at_slot=False) for (place, _, _), one in zip(run, replies, strict=True)}
    return {place: _alone(env, parse_envelope(wire).header.node, wire) for place, wire, _ in run}


def _still_so(env: Env, directory: StoreDirectory, node: str) -> bool:
    """Whether the sender is as it was when its messages were opened."""
    now = StoreDirectory(env)
    return (now.partner(node), now.incarnation(node)) == (
        directory.partner(node),
        directory.incarnation(node),
    )


def _written(env: Env, directory: StoreDirectory, releases: Sequence[Opened]) -> list[bytes]:
    """The receipts, held with the effects; raises where the messages must be taken one by one."""
    message = releases[0].message
    require_admitted(env, message)
    inbox.seen(env.database, message.node, message.incarnation, env.now())
    came = [(one.id, one.message, one.body) for one in releases if isinstance(one.body, Release)]
    effects = release.apply_together(env, came)
    drafts = _receipts(env, releases, effects)
    replies = compose_batch(env, directory, message.node, drafts)
    now = stored_instant(env.database, env.now())
    rows = [
        (
            one.id,
            one.message.node,
            one.message.incarnation,
            one.message.sequence,
            one.id.rpartition("|")[2],
            one.message.kind,
            now,
            reply,
        )
        for one, reply in zip(releases, replies, strict=True)
    ]
    insert_many(env.database, Inbox, inbox.COLUMNS, rows)
    return list(replies)


def _receipts(env: Env, releases: Sequence[Opened], effects: Sequence[Effect]) -> list[Draft]:
    lines = [
        (
            by_node(
                env,
                effect.act,
                reason=effect.reason,
                case=one.message.case or one.message.kind,
                recipients=[one.message.node],
                reference=one.id,
            ),
            effect.subjects,
        )
        for one, effect in zip(releases, effects, strict=True)
    ]
    _, entries = write_many(env, lines)
    sequences = next_sequences(env, releases[0].message.node, len(releases))
    return [
        Draft(body=Receipt(one.id, effect.outcome, entry.hex()), sequence=sequence, case=one.message.case)
        for one, effect, entry, sequence in zip(releases, effects, entries, sequences, strict=True)
    ]
