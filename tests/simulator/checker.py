"""The eight invariants of the exchange, read from what every node holds and from the history between them."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from passerelle.protocol.journal import verify_consistency
from passerelle.store import journal
from passerelle.store.holds import held
from passerelle.store.models import (
    Disclosure,
    Inbox,
    JournalEntry,
    Licence,
    Marking,
    Notice,
    Outbox,
    ReceivedQuestion,
    Statement,
    Tombstone,
)

if TYPE_CHECKING:
    from tests.simulator.network import Network
    from tests.simulator.node import Node


def violations(network: Network) -> list[str]:
    """Every invariant that does not hold, by its number; empty when all do."""
    found: list[str] = []
    for node in network.nodes.values():
        found += _acknowledged_is_durable(network, node)
        found += _effects_happen_once(node)
        found += _everything_ends(node)
        found += _readable_means_licensed(node)
        found += _only_the_owner_changes(node)
        found += _effects_are_journalled(node)
        found += _journal_only_grows(network, node)
        found += _equal_states(network, node)
    return found


def _acknowledged_is_durable(network: Network, node: Node) -> list[str]:
    found = []
    for row in Outbox.objects.using(node.env.database).filter(state=Outbox.State.RECEIVED):
        there = network.nodes[row.recipient].env.database
        if not Inbox.objects.using(there).filter(id=row.id).exists():
            found.append(f"I1: {row.kind} acknowledged and unknown at {network.nodes[row.recipient].name}")
        if row.kind == "release":
            found += _released_is_there(node, row, there)
        if (
            row.kind == "question"
            and not ReceivedQuestion.objects.using(there).filter(envelope=row.id).exists()
        ):
            found.append("I1: a question was answered and left no trace")
    return found


def _released_is_there(node: Node, row: Outbox, there: str) -> list[str]:
    released = Disclosure.objects.using(node.env.database).filter(envelope=row.id)
    found = []
    for record, version in released.values_list("record", "version"):
        kept = Statement.objects.using(there).filter(record=record, version__gte=version)
        if not kept.exists() and not Tombstone.objects.using(there).filter(record=record).exists():
            found.append("I1: a release was acknowledged and its statement is not there")
    return found


def _effects_happen_once(node: Node) -> list[str]:
    arrivals = Notice.objects.using(node.env.database).filter(kind="arrival")
    counted = Counter((one.facts["message"], one.entity) for one in arrivals)
    versions = Counter(
        Statement.objects.using(node.env.database).values_list("record", "version", "arrived_from")
    )
    return [
        f"I2: an effect happened {count} times"
        for count in (*counted.values(), *versions.values())
        if count > 1
    ]


def _everything_ends(node: Node) -> list[str]:
    rows = Outbox.objects.using(node.env.database).exclude(state=Outbox.State.PENDING)
    return [f"I3: a {row.kind} ended without a reply that says so" for row in rows if row.reply is None]


def _readable_means_licensed(node: Node) -> list[str]:
    received = Statement.objects.using(node.env.database).exclude(arrived_from="").exclude(value="")
    kept = held(node.env.database, set(received.values_list("entity", flat=True)), node.env.at())
    found = []
    for row in received:
        if row.state == Statement.State.RESTRICTED:
            if row.entity not in kept:
                found.append("I4: restricted content stays and no hold keeps it")
            continue
        licence = Licence.objects.using(node.env.database).filter(statement=row.id).first()
        owner = Marking.objects.using(node.env.database).get(digest=row.marking).owner
        recalled = Tombstone.objects.using(node.env.database).filter(
            record=row.record, owner=owner, version__gte=row.version
        )
        if licence is None or licence.recipient != node.env.service or licence.expires <= node.env.at():
            found.append("I4: content is readable without a licence that names this service")
        if recalled.exists():
            found.append("I4: recalled content is readable")
    return found


def _only_the_owner_changes(node: Node) -> list[str]:
    owners: dict[str, set[str]] = {}
    digests = dict(Marking.objects.using(node.env.database).values_list("digest", "owner"))
    for record, marking in Statement.objects.using(node.env.database).values_list("record", "marking"):
        owners.setdefault(record, set()).add(digests[marking])
    return ["I5: a record has two owners" for found in owners.values() if len(found) > 1]


def _effects_are_journalled(node: Node) -> list[str]:
    leaves = b"\n".join(
        bytes(leaf) for leaf in JournalEntry.objects.using(node.env.database).values_list("leaf", flat=True)
    )
    taken = Inbox.objects.using(node.env.database).values_list("id", "kind")
    refused = set(
        Outbox.objects.using(node.env.database).filter(state="refused").values_list("id", flat=True)
    )
    return [
        f"I6: a {kind} took effect without a line in the journal"
        for name, kind in taken
        if name.encode() not in leaves and name not in refused
    ]


def _journal_only_grows(network: Network, node: Node) -> list[str]:
    heads = network.heads.get(node.id, [])
    found = []
    for old, new in pairwise(heads):
        if old.size > new.size:
            found.append("I7: the journal shrank")
            continue
        proof = journal.consistency(node.env.database, old.size, new.size)
        if not verify_consistency(old.size, new.size, proof, old.root, new.root):
            found.append("I7: the journal is not an extension of what was seen before")
    return found


def _equal_states(network: Network, node: Node) -> list[str]:
    """After healing, what each partner holds of ours is what our ledger says."""
    found = []
    ledger = Disclosure.objects.using(node.env.database)
    for other in network.nodes.values():
        if other is node:
            continue
        theirs = Statement.objects.using(other.env.database).filter(arrived_from=node.id)
        held = dict(theirs.exclude(value="").filter(state="live").values_list("record", "version"))
        expected: dict[str, int] = {}
        rows = ledger.filter(recipient=other.id)
        recalled = set(rows.exclude(recall_confirmed_at=None).values_list("record", flat=True))
        for record, version in rows.values_list("record", "version"):
            if record not in recalled:
                expected[record] = max(version, expected.get(record, 0))
        if held != expected:
            found.append(f"I8: {other.name} holds {len(held)} records of {node.name}, not {len(expected)}")
    return found
