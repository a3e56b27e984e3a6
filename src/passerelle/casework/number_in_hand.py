"""Which document number must not be asked of a partner, though its document lies before an officer.

A question that hits becomes a message that names the number to the State that
issued it. So no number is asked that stands here for somebody under protection
(rules 1 and 22), nor one of which an objection is open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.casework.key_digest import fingerprint, key_digest
from passerelle.errors import PasserelleError
from passerelle.store import key_index
from passerelle.store.objections import is_closed
from passerelle.store.protection import protected

if TYPE_CHECKING:
    from passerelle.core.env import Env
    from passerelle.matching.match_key import Key


class HolderUnsaidError(PasserelleError):
    """Nobody said that the holder of the document in hand asked for no protection; nothing was sent."""

    def __init__(self) -> None:
        super().__init__(
            "the issuing State learns by this where its document is: say first that its holder has asked "
            "nobody for protection, as far as you know; nothing was sent"
        )


def must_stay_here(env: Env, key: Key) -> bool:
    """True where the number is a protected person's here, or where somebody objected to it."""
    return is_closed(env.database, fingerprint(env, key.kind, key.value)) or is_of_protected(env, key)


def is_of_protected(env: Env, key: Key) -> bool:
    """True where the number stands here for somebody under protection, as a value or as a fingerprint."""
    digest = key_digest(str(key))
    holders = key_index.holders(env.database, [digest]).get(digest, [])
    if protected(env.database, holders, env.now()):
        return True
    return bool(key_index.pseudonyms(env.database, [fingerprint(env, key.kind, key.value)]))
