"""How this node presents itself: its card, its certificate and what its service is, signed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from passerelle.casework.answer_key import answer_key
from passerelle.casework.journaling import record
from passerelle.casework.partners import PartnerFile, keep_own, own_or_none, partners, sign_partner_file
from passerelle.casework.posting import put
from passerelle.protocol.card import CertifiedCard, NodeCard
from passerelle.protocol.journal import Act
from passerelle.protocol.messages import Hello

if TYPE_CHECKING:
    from passerelle.casework.access import Access
    from passerelle.core.env import Env
    from passerelle.core.party import Party


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """What the node's folder says: its public keys, its certificate, where it listens."""

    name: str
    party: Party
    address: str
    sign_public: bytes
    seal_public: bytes
    certificate: bytes  # DER


def present(env: Env, presence: Presence) -> bytes:
    """The partner file of this node, made anew when anything in it has changed; partners are told."""
    held = own_or_none(env)
    card = NodeCard(
        service=env.service,
        node=env.node,
        serial=1 if held is None else held.card.serial + 1,
        issued_at=env.now(),
        address=presence.address,
        signing_key=presence.sign_public,
        sealing_key=presence.seal_public,
        oprf_key=answer_key(env).pair.public,
        certificate=hashlib.sha256(presence.certificate).digest(),
    )
    if held is not None and _says_the_same(held.card, card):
        return held.file
    certified = CertifiedCard.certify(card, env.sign, presence.sign_public)
    file = PartnerFile(
        card=certified,
        certificate=presence.certificate,
        service_name=presence.party.name,
        node_name=presence.name,
        kind=presence.party.kind,
        country=presence.party.country,
        regime=presence.party.regime,
    )
    data = sign_partner_file(env, file)
    keep_own(env, data)
    for one in partners(env):
        put(env, one.node, Hello(certified))
    return data


def journal_rotation(env: Env, access: Access, what: str) -> None:
    """The change of a key is on record before it is made."""
    with transaction.atomic(using=env.database):
        record(env, access, Act.ACCESS_CHANGE, recipients=[env.node], reference=what)


def introduce(env: Env, node: str) -> str:
    """The id of the hello that shows this node's card to a partner."""
    held = own_or_none(env)
    assert held is not None
    return put(env, node, Hello(held.certified))


def _says_the_same(held: NodeCard, card: NodeCard) -> bool:
    parts = ("address", "signing_key", "sealing_key", "oprf_key", "certificate")
    return all(getattr(held, part) == getattr(card, part) for part in parts)
