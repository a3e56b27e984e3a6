"""What a node's folder says of the node, as partners will read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_pem_x509_certificate

from passerelle.casework.presentation import Presence, present
from passerelle.core.party import Party, Regime, ServiceKind

if TYPE_CHECKING:
    from passerelle.config.env import RealEnv


def present_node(env: RealEnv, *, address: str = "") -> bytes:
    """The partner file of this node; made anew, and partners told, when what it says has changed."""
    folder = env.folder
    party = Party(
        service=folder.service,
        kind=ServiceKind(folder.kind),
        country=folder.country,
        regime=Regime(folder.regime),
        name=folder.name,
    )
    certificate = load_pem_x509_certificate(folder.key("tls.crt"))
    presence = Presence(
        name=folder.name,
        party=party,
        address=address or f"https://localhost:{folder.gate_port}",
        sign_public=env.sign_public,
        seal_public=env.seal_public,
        certificate=certificate.public_bytes(Encoding.DER),
    )
    return present(env, presence)
