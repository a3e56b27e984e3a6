"""Partners keep each other's journal heads, so that no node can show two histories.

A witness sees a size and a root, never an entry. It cosigns a head only when
the service of that node signed it and it extends the last one seen here; one
that holds nothing of what it is said to have cosigned signs nothing, since it
could not see what was taken out meanwhile.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from passerelle.casework.partners import keys_of, partner, partners
from passerelle.core.notice_kind import NoticeKind
from passerelle.errors import PasserelleError
from passerelle.protocol.checkpoint import Checkpoint, CheckpointError
from passerelle.protocol.cosignature import Cosignature, HeadAnswer, Seen, Shown
from passerelle.store import journal
from passerelle.store.models import Cosigned, Notice, SeenHead

if TYPE_CHECKING:
    from collections.abc import Sequence

    from passerelle.casework.partners import Partner
    from passerelle.core.env import Env

# A witness sees no more for there being many of them; whom a node shows its head changes every hour.
MOST_WITNESSES = 7
FORKED = "a partner showed a journal that contradicts the one seen here before; both heads are kept here"
CONTRADICTED = "a witness has seen another journal of this node than the one it has now"
FORGOTTEN = (
    "a witness holds nothing of what it cosigned; if it was restored from a backup, its people declare it"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """A head to be shown to one witness now."""

    node: str
    address: str
    certificate: bytes  # DER, which must answer
    body: bytes


def own_head(env: Env) -> bytes:
    """The head of our journal, signed, to hand to witnesses."""
    head = journal.head(env.database)
    checkpoint = Checkpoint(node=env.node, size=head.size, root=head.root, at=env.now())
    return checkpoint.signed(env.sign)


def growth(env: Env, since: int) -> tuple[bytes, ...]:
    """The proof that our journal of now extends the one of `since` entries (RFC 9162 section 2.1.4)."""
    return journal.consistency(env.database, since, journal.head(env.database).size)


def seen(env: Env, node: str) -> Checkpoint | None:
    """The last head of that partner that this node accepted."""
    row = SeenHead.objects.using(env.database).filter(node=node).first()
    if row is None:
        return None
    return Checkpoint.read(bytes(row.content), keys=_keys(env, node), node=node)


def witness(env: Env, node: str, data: bytes, proof: Sequence[bytes]) -> Checkpoint:
    """The partner's head, kept from now on; raises CheckpointError when unsigned or not an extension."""
    head = Checkpoint.read(data, keys=_keys(env, node), node=node)
    with transaction.atomic(using=env.database):
        earlier = seen(env, node)
        if earlier is not None:
            head.check_extends(earlier, proof)
        SeenHead.objects.using(env.database).update_or_create(
            node=node, defaults={"content": data, "seen_at": env.now()}
        )
    return head


def cosign(env: Env, node: str, body: bytes) -> bytes:
    """The answer to a head that the partner's node showed; raises a PasserelleError where it is none."""
    shown = Shown.from_bytes(body)
    head = Checkpoint.read(shown.head, keys=_keys(env, node), node=node)
    held = SeenHead.objects.using(env.database).filter(node=node).first()
    if held is None and shown.since:
        return HeadAnswer(Seen.FORGOTTEN).to_bytes()
    if held is not None:
        earlier = Checkpoint.read(bytes(held.content), keys=_keys(env, node), node=node)
        if shown.since != earlier.size and head.size >= earlier.size:
            return HeadAnswer(Seen.BEHIND, seen=bytes(held.content)).to_bytes()
        try:
            head.check_extends(earlier, shown.proof)
        except CheckpointError:
            _alarm(env, node, FORKED, seen=bytes(held.content).decode(), shown=shown.head.decode())
            return HeadAnswer(Seen.FORK, seen=bytes(held.content)).to_bytes()
    said = Cosignature(witness=env.node, node=node, size=head.size, root=head.root, at=env.now())
    signed = said.signed(env.sign)
    # What was cosigned is on the disk before the cosignature leaves.
    SeenHead.objects.using(env.database).update_or_create(
        node=node, defaults={"content": shown.head, "seen_at": env.now()}
    )
    return HeadAnswer(Seen.COSIGNED, signed).to_bytes()


def showings(env: Env) -> list[Showing]:
    """The head of now for each partner that has a direct line, with the proof from what it cosigned last."""
    rows = dict(Cosigned.objects.using(env.database).values_list("node", "size"))
    head, size = own_head(env), journal.head(env.database).size
    found = []
    for one in _asked_now(env):
        since = min(rows.get(one.node, 0), size)
        body = Shown(head, since, journal.consistency(env.database, since, size)).to_bytes()
        found.append(Showing(node=one.node, address=one.address, certificate=one.certificate, body=body))
    return found


def _asked_now(env: Env) -> list[Partner]:
    """Some of the partners with a direct line, others from one hour to the next."""
    hour = f"{env.now():%Y-%m-%dT%H}"

    def place(one: Partner) -> bytes:
        return hashlib.sha256(f"{env.node}|{one.node}|{hour}".encode()).digest()

    return sorted((one for one in partners(env) if not one.via), key=place)[:MOST_WITNESSES]


def answered(env: Env, showing: Showing, reply: bytes) -> bytes | None:
    """What is shown next to the same witness, where it asks for another proof; its cosignature is kept."""
    try:
        answer, shown = HeadAnswer.from_bytes(reply), Shown.from_bytes(showing.body)
        head = Checkpoint.read(shown.head, keys=_keys(env, env.node), node=env.node)
        match answer.outcome:
            case Seen.COSIGNED:
                _keep(env, showing.node, head, shown.head, answer.cosignature)
            case Seen.BEHIND:
                return _from_there(env, showing.node, shown, head, answer.seen)
            case Seen.FORK:
                earlier = Checkpoint.read(answer.seen, keys=_keys(env, env.node), node=env.node)
                _alarm(env, showing.node, CONTRADICTED, seen=answer.seen.decode(), size=earlier.size)
            case Seen.FORGOTTEN:
                _alarm(env, showing.node, FORGOTTEN)
    except PasserelleError:
        return None  # no answer of a witness; the next minute it is asked again
    return None


def forget(env: Env, node: str) -> None:
    """What was seen of a node that was restored is compared no more; people hear what it had been."""
    rows = SeenHead.objects.using(env.database).filter(node=node)
    held = rows.first()
    if held is not None:
        earlier = "a partner was restored from a backup; its journal begins anew from there"
        _alarm(env, node, earlier, seen=bytes(held.content).decode())
        rows.delete()
    # What it cosigned as a witness it may have lost too.
    Cosigned.objects.using(env.database).filter(node=node).update(size=0)


def _from_there(env: Env, node: str, shown: Shown, head: Checkpoint, seen: bytes) -> bytes | None:
    earlier = Checkpoint.read(seen, keys=_keys(env, env.node), node=env.node)
    if earlier.size == shown.since or earlier.size > head.size:
        return None
    proof = journal.consistency(env.database, earlier.size, head.size)
    try:
        head.check_extends(earlier, proof)
    except CheckpointError:
        _alarm(env, node, CONTRADICTED, seen=seen.decode(), size=earlier.size)
        return None
    return Shown(shown.head, earlier.size, proof).to_bytes()


def _keep(env: Env, node: str, head: Checkpoint, signed: bytes, cosignature: bytes) -> None:
    said = Cosignature.read(cosignature, keys=_keys(env, node), witness=node, head=head)
    Cosigned.objects.using(env.database).update_or_create(
        node=node,
        # Our own clock says when: a witness's may be wrong, and releases depend on it.
        defaults={"size": said.size, "head": signed, "content": cosignature, "at": head.at},
    )


def _keys(env: Env, node: str) -> frozenset[bytes]:
    service = partner(env, node).party.service
    return keys_of(env, [service]).get(service, frozenset())


def _alarm(env: Env, node: str, sentence: str, **facts: object) -> None:
    """One row for each partner and sentence, however often it is seen, until a person has dealt with it."""
    rows = Notice.objects.using(env.database).filter(kind=NoticeKind.ALARM, done_at=None)
    service = partner(env, node).party.service
    if any(one.facts.get("sentence") == sentence for one in rows.filter(service=service)):
        return
    Notice.objects.using(env.database).create(
        id=env.new_id(),
        kind=NoticeKind.ALARM,
        at=env.now(),
        service=service,
        facts={"sentence": sentence, "node": node, **facts},
    )
