"""The first rows of a new node: its own service and itself, as partners will see them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from passerelle.casework.answer_key import answer_key
from passerelle.casework.partners import PartnerFile, keep_own, sign_partner_file
from passerelle.protocol.card import CertifiedCard, NodeCard
from passerelle.store.models import Node

if TYPE_CHECKING:
    from passerelle.core.env import Env
    from passerelle.core.party import Regime, ServiceKind


def found(
    env: Env,
    *,
    name: str,
    kind: ServiceKind,
    country: str,
    regime: Regime,
    address: str,
    certificate_pem: bytes,
    sign_public: bytes,
    seal_public: bytes,
) -> bool:
    """The node stands in its own tables, with its first card; False when it stood there already."""
    if Node.objects.using(env.database).filter(is_self=True).exists():
        return False
    certificate = x509.load_pem_x509_certificate(certificate_pem)
    der = certificate.public_bytes(Encoding.DER)
    card = NodeCard(
        service=env.service,
        node=env.node,
        serial=1,
        issued_at=env.now(),
        address=address,
        signing_key=sign_public,
        sealing_key=seal_public,
        oprf_key=answer_key(env).pair.public,
        certificate=hashlib.sha256(der).digest(),
    )
    file = PartnerFile(
        card=CertifiedCard.certify(card, env.sign, sign_public),
        certificate=der,
        service_name=name,
        node_name=name,
        kind=kind,
        country=country,
        regime=regime,
    )
    keep_own(env, sign_partner_file(env, file))
    return True
