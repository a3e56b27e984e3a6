"""Whether the journal is whole, for whoever may ask; nothing of its entries is shown here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.store import journal
from passerelle.store.verification import Damage, Damaged, Verified, WitnessedHead, verify

if TYPE_CHECKING:
    from passerelle.core.env import Env

__all__ = ["Damage", "Damaged", "Verified", "WitnessedHead", "head_of", "verify_journal"]


def verify_journal(env: Env, witnessed: WitnessedHead | None = None) -> Verified | Damaged:
    """The verdict on entries, stored nodes and head, and on a head that somebody else kept."""
    return verify(env.database, witnessed)


def head_of(env: Env) -> str:
    """The root over every entry so far, 64 hexadecimal characters; it names nobody."""
    return journal.head(env.database).root.hex()
