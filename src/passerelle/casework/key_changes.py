"""A partner's signing key changed: it is believed at once, and nothing is released before a person looked.

The key before signed the new one, so messages go on without a gap. A thief of
that key could have signed one too: so a person compares the new fingerprint
by another channel before anything else of ours goes there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from passerelle.casework.journaling import record
from passerelle.casework.partners import FingerprintError, partner
from passerelle.core.notice_kind import NoticeKind
from passerelle.errors import PasserelleError
from passerelle.protocol.journal import Act
from passerelle.store.models import KeyChange, Notice

if TYPE_CHECKING:
    from passerelle.casework.access import Access
    from passerelle.core.env import Env

CHANGED = (
    "a partner's signing key changed; nothing is released to it until its fingerprint was compared: "
    "`passerelle node confirm`"
)


class UnconfirmedKeyError(PasserelleError):
    """A partner's signing key changed and nobody compared it yet; nothing was released to it."""

    def __init__(self) -> None:
        super().__init__(
            "the partner's signing key changed; nothing was released. Have its fingerprint read to you and "
            "confirm it with `passerelle node confirm`. Corrections and recalls go on."
        )


def note_change(env: Env, node: str, key: bytes) -> None:
    """The key is known as a new one that no person compared, and a row in the inbox says so."""
    KeyChange.objects.using(env.database).update_or_create(
        node=node, defaults={"key": key, "changed_at": env.now(), "confirmed_at": None}
    )
    Notice.objects.using(env.database).create(
        id=env.new_id(),
        kind=NoticeKind.ALARM,
        at=env.now(),
        service=partner(env, node).party.service,
        facts={"sentence": CHANGED, "node": node},
    )


def confirm_key(env: Env, access: Access, node: str, fingerprint_read: str) -> None:
    """The partner's key of now was compared by a person; raises FingerprintError where it differs."""
    known = partner(env, node)
    if "".join(fingerprint_read.split()) != "".join(known.card.fingerprint.split()):
        raise FingerprintError
    with transaction.atomic(using=env.database):
        rows = KeyChange.objects.using(env.database).filter(node=known.node, confirmed_at=None)
        rows.update(confirmed_at=env.now())
        record(env, access, Act.ACCESS_CHANGE, recipients=[known.node], reference="key confirmed")


def require_confirmed(env: Env, node: str) -> None:
    """Nothing, where the node's key is the one that a person compared; raises UnconfirmedKeyError."""
    if KeyChange.objects.using(env.database).filter(node=node, confirmed_at=None).exists():
        raise UnconfirmedKeyError
