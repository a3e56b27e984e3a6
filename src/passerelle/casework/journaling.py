"""The line in the journal that every verb writes, in the transaction of its effect (rule 10).

A read is journalled before its data are returned: `consulted` commits the
line, and when it cannot, its error is the reader's. Persons are bound by
salted commitments alone; what opens them can be erased.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction

from passerelle.protocol.journal import Act, JournalLeaf, bound, commitment, leaf_hash
from passerelle.store import journal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from passerelle.casework.access import Access
    from passerelle.casework.node_reason import NodeReason
    from passerelle.core.env import Env

SALT_BYTES = 16
MOST_LISTED = 1_000
NODE_ROLE = "node"


def record(
    env: Env,
    access: Access,
    act: Act,
    *,
    subjects: Iterable[str] = (),
    recipients: Iterable[str] = (),
    reference: str = "",
    commitments: Iterable[str] = (),
) -> int:
    """The position of one line about what this officer did; it commits and fails with the effect."""
    leaf = JournalLeaf(
        act=act,
        at=env.now(),
        officer=access.officer,
        role=str(access.role),
        reason=access.reason,
        case=access.reference,
        recipients=tuple(recipients),
        objects=tuple(commitments),
        reference=reference,
    )
    return write(env, leaf, subjects)


def record_by_node(
    env: Env,
    act: Act,
    *,
    reason: NodeReason,
    case: str,
    subjects: Iterable[str] = (),
    recipients: Iterable[str] = (),
    reference: str = "",
    commitments: Iterable[str] = (),
) -> int:
    """The position of one line about what the node did without a person: an arrival, an answer, a receipt."""
    line = by_node(
        env,
        act,
        reason=reason,
        case=case,
        recipients=recipients,
        reference=reference,
        commitments=commitments,
    )
    return write(env, line, subjects)


def by_node(
    env: Env,
    act: Act,
    *,
    reason: NodeReason,
    case: str,
    recipients: Iterable[str] = (),
    reference: str = "",
    commitments: Iterable[str] = (),
) -> JournalLeaf:
    """A line about what the node did without a person, to be written."""
    return JournalLeaf(
        act=act,
        at=env.now(),
        officer=env.node,
        role=NODE_ROLE,
        reason=str(reason),
        case=case,
        recipients=tuple(recipients),
        objects=tuple(commitments),
        reference=reference,
    )


def consulted(env: Env, access: Access, *, subjects: Iterable[str], reference: str = "") -> int:
    """The reading of these subjects is on the disk; call it before any value is returned."""
    with transaction.atomic(using=env.database):
        return record(env, access, Act.CONSULTATION, subjects=subjects, reference=reference)


def write(env: Env, leaf: JournalLeaf, subjects: Iterable[str]) -> int:
    """The position of this line, bound to its objects and to these subjects, in the caller's transaction."""
    return write_many(env, [(leaf, subjects)])[0].start


def write_many(
    env: Env, lines: Sequence[tuple[JournalLeaf, Iterable[str]]]
) -> tuple[range, tuple[bytes, ...]]:
    """Their positions, one after the other, and their hashes; part of the caller's transaction."""
    contents: list[bytes] = []
    opening: list[list[tuple[str, bytes]]] = []
    for leaf, subjects in lines:
        named = sorted(set(subjects))
        chance = env.random(SALT_BYTES * len(named)) if named else b""
        salts = [chance[at : at + SALT_BYTES] for at in range(0, len(chance), SALT_BYTES)]
        opening.append(list(zip(named, salts, strict=True)))
        objects = [commitment(salt, subject) for subject, salt in opening[-1]]
        contents.append(replace(leaf, objects=(*leaf.objects, *_listed(objects))).to_bytes())
    positions = journal.append(env.database, contents)
    kept = [
        (place, subject, salt)
        for place, pairs in zip(positions, opening, strict=True)
        for subject, salt in pairs
    ]
    journal.keep_objects(env.database, kept)
    return positions, tuple(leaf_hash(content) for content in contents)


def _listed(objects: Sequence[str]) -> tuple[str, ...]:
    # A line about many binds them by the root of their tree; each can still be proved with its salt.
    if len(objects) <= MOST_LISTED:
        return tuple(objects)
    return (bound(objects),)
