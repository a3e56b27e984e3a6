"""What a node's folder says of the node, as partners will read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_pem_x509_certificate

from passerelle.casework.partners import own_or_none
from passerelle.casework.presentation import Presence, present, succeed
from passerelle.config.node import NEXT_SIGN, adopt_sign, next_sign
from passerelle.core.party import Party, Regime, ServiceKind
from passerelle.protocol.keys import SigningKey

if TYPE_CHECKING:
    from passerelle.casework.access import Access
    from passerelle.config.env import RealEnv


def present_node(env: RealEnv, *, address: str = "") -> bytes:
    """The partner file of this node; made anew, and partners told, when what it says has changed."""
    _take_up(env)
    return present(env, presence_of(env, env.sign_public, address=address))


def rotate_sign(env: RealEnv, access: Access, *, address: str) -> RealEnv:
    """The node signs with a fresh key from now on, and partners are told; taken up again where it stopped."""
    key = SigningKey(next_sign(env.folder))
    succeed(env, access, presence_of(env, key.public, address=address), key.sign)
    return _take_up(env)


def _take_up(env: RealEnv) -> RealEnv:
    """A new signing key that the node's own card already names is the one in its folder."""
    if not (env.folder.path / "keys" / NEXT_SIGN).exists():
        return env
    held = own_or_none(env)
    if held is not None and held.card.signing_key == SigningKey(next_sign(env.folder)).public:
        adopt_sign(env.folder)
        env.read_keys()
    return env


def presence_of(env: RealEnv, sign_public: bytes, *, address: str = "") -> Presence:
    """What the folder says of the node, with this signing key."""
    folder = env.folder
    party = Party(
        service=folder.service,
        kind=ServiceKind(folder.kind),
        country=folder.country,
        regime=Regime(folder.regime),
        name=folder.name,
    )
    certificate = load_pem_x509_certificate(folder.key("tls.crt"))
    return Presence(
        name=folder.name,
        party=party,
        address=address or f"https://localhost:{folder.gate_port}",
        sign_public=sign_public,
        seal_public=env.seal_public,
        certificate=certificate.public_bytes(Encoding.DER),
    )
