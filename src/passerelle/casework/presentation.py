"""How this node presents itself: its card, its certificate and what its service is, signed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db import transaction

from passerelle.casework.answer_key import answer_key
from passerelle.casework.journaling import record
from passerelle.casework.partners import PartnerFile, keep_own, own, own_or_none, partners, sign_partner_file
from passerelle.casework.posting import put
from passerelle.protocol.card import CertifiedCard, NodeCard
from passerelle.protocol.journal import Act
from passerelle.protocol.messages import Hello

if TYPE_CHECKING:
    from passerelle.casework.access import Access
    from passerelle.core.env import Env
    from passerelle.core.party import Party
    from passerelle.protocol.card import Sign


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
    # The keys that lead to the one of now stay in the card; a key that starts anew has none before it.
    leads = held is not None and held.card.signing_key == presence.sign_public
    first = held.certified.first_key if held is not None and leads else presence.sign_public
    chain = held.certified.chain if held is not None and leads else ()
    certified = CertifiedCard.certify(card, env.sign, first, chain)
    return _shown(env, presence, certified, env.sign)


def succeed(env: Env, access: Access, presence: Presence, new_sign: Sign) -> bytes:
    """The partner file with a new signing key, which the key of now hands over to; partners are told.

    `presence` names the new key and `new_sign` signs with it. What tells partners is signed with the key of
    now: they believe no other yet. From the end of the transaction on, the node signs with the new one.
    """
    held = own(env)
    card = replace(
        held.card, serial=held.card.serial + 1, issued_at=env.now(), signing_key=presence.sign_public
    )
    with transaction.atomic(using=env.database):
        record(env, access, Act.ACCESS_CHANGE, recipients=[env.node], reference="signing key rotated")
        return _shown(env, presence, held.certified.succeeded(card, env.sign, new_sign), new_sign)


def _shown(env: Env, presence: Presence, certified: CertifiedCard, sign: Sign) -> bytes:
    file = PartnerFile(
        card=certified,
        certificate=presence.certificate,
        service_name=presence.party.name,
        node_name=presence.name,
        kind=presence.party.kind,
        country=presence.party.country,
        regime=presence.party.regime,
    )
    data = sign_partner_file(sign, file)
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
