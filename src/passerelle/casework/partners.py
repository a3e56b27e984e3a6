"""Whom this node trusts: services and nodes whose first key a person checked out of band.

A partner file holds a node's certified card, the TLS certificate that the
card names, and what the service is; the service signs all of it. Nothing in
it is believed until its fingerprint was read to somebody at the other end.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Self

from django.db import transaction

from passerelle.casework.journaling import record, record_by_node
from passerelle.casework.node_reason import NodeReason
from passerelle.core.canonical import CanonicalError, Json, canonical, parse_canonical
from passerelle.core.party import Party, Regime, ServiceKind
from passerelle.errors import PasserelleError
from passerelle.protocol.card import CertifiedCard, NodeCard, verify_card
from passerelle.protocol.fields import Fields
from passerelle.protocol.journal import Act
from passerelle.protocol.keys import SIGNATURE_BYTES, fingerprint, signature_holds
from passerelle.protocol.pae import pae
from passerelle.store.models import KeyChange, Node, Service, Voice
from passerelle.store.trust import remembered

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from passerelle.casework.access import Access
    from passerelle.core.env import Env
    from passerelle.protocol.card import Sign

FORMAT = "passerelle-partner/1"
PAYLOAD_TYPE = "application/vnd.passerelle.partner+json"
LARGEST_CERTIFICATE = 16_384
LONGEST_FILE = 131_072


class PartnerFileError(PasserelleError):
    """A partner file is not what its service signed; nobody was trusted."""

    def __init__(self, problem: str) -> None:
        super().__init__(f"the partner file {problem}; nobody was trusted, ask the partner for it again")


class FingerprintError(PasserelleError):
    """The fingerprint read out is not the file's; nobody was trusted."""

    def __init__(self) -> None:
        super().__init__(
            "the fingerprint is not the file's; nobody was trusted. Call the partner on a known number."
        )


class UnknownPartnerError(PasserelleError):
    """No trusted partner has that name or id; nothing was sent."""

    def __init__(self) -> None:
        super().__init__("no trusted partner has that name; the desk's page of partners shows them")


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerFile:
    """A node as its service presents it."""

    card: CertifiedCard
    certificate: bytes  # DER; the card names its SHA-256
    service_name: str
    node_name: str
    kind: ServiceKind
    country: str
    regime: Regime

    def as_json(self) -> dict[str, Json]:
        """The part that is signed."""
        return {
            "format": FORMAT,
            "card": self.card.as_json(),
            "certificate": self.certificate.hex(),
            "service_name": self.service_name,
            "node_name": self.node_name,
            "kind": str(self.kind),
            "country": self.country,
            "regime": str(self.regime),
        }

    @classmethod
    def of(cls, fields: Fields) -> Self:
        """The file read strictly; nothing of it is believed yet."""
        fields.known("format", {FORMAT})
        return cls(
            card=CertifiedCard.of(fields.object("card")),
            certificate=fields.octets("certificate", least=1, most=LARGEST_CERTIFICATE),
            service_name=fields.text("service_name", longest=120),
            node_name=fields.text("node_name", longest=120),
            kind=fields.choice("kind", ServiceKind),
            country=fields.text("country", longest=8, shortest=0),
            regime=fields.choice("regime", Regime),
        )

    @property
    def current(self) -> NodeCard:
        """The card, followed back to the first key, whose certificate this is."""
        named = NodeCard.from_bytes(self.card.card)
        card = verify_card(self.card, service=named.service, trusted_key=self.card.first_key)
        if hashlib.sha256(self.certificate).digest() != card.certificate:
            raise PartnerFileError("holds another certificate than its card names")
        return card


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """A trusted node and the service that owns it."""

    node: str
    name: str
    address: str
    card: NodeCard
    certificate: bytes
    party: Party
    is_self: bool
    via: str  # the node through which we reach it, "" for none
    certified: CertifiedCard
    file: bytes  # the partner file as it was signed


def sign_partner_file(sign: Sign, file: PartnerFile) -> bytes:
    """The bytes to hand to partners, signed by this node's service with the key that the card names."""
    signed = canonical(file.as_json())
    return canonical({"signed": signed.decode(), "signature": sign(pae(PAYLOAD_TYPE, signed)).hex()})


def read_partner_file(data: bytes) -> PartnerFile:
    """The file, once its signature, its card and its certificate agree; raises a PasserelleError."""
    if len(data) > LONGEST_FILE:
        raise PartnerFileError("is too long")
    try:
        fields = Fields(parse_canonical(data), "partner file")
    except CanonicalError:
        raise PartnerFileError("is none, or was altered") from None
    signed = fields.text("signed", longest=LONGEST_FILE).encode()
    file = PartnerFile.of(Fields(parse_canonical(signed), "partner file"))
    signature = fields.octets("signature", least=SIGNATURE_BYTES, most=SIGNATURE_BYTES)
    if not signature_holds(file.current.signing_key, pae(PAYLOAD_TYPE, signed), signature):
        raise PartnerFileError("is not signed by its service")
    return file


def keep_own(env: Env, data: bytes) -> None:
    """This node and its service are rows like the partners'."""
    with transaction.atomic(using=env.database):
        _keep(env, data, read_partner_file(data), is_self=True)


def own_file(env: Env) -> bytes:
    """The bytes to hand to partners."""
    return bytes(Node.objects.using(env.database).get(is_self=True).card)


def trust(env: Env, access: Access | None, data: bytes, *, fingerprint_read: str) -> str:
    """The id of the node that is trusted from now on; raises FingerprintError when the digits differ.

    Without an access it is the setting up of a new node, before there are officers.
    """
    # Printed or copied by hand it ends in the end of a line; what is kept is what was signed and no more.
    data = data.strip()
    file = read_partner_file(data)
    if "".join(fingerprint_read.split()) != "".join(fingerprint(file.card.first_key).split()):
        raise FingerprintError
    with transaction.atomic(using=env.database):
        node = _keep(env, data, file, is_self=False)
        # What was read out is what is trusted, and what others said of it before is answered by that.
        KeyChange.objects.using(env.database).filter(node=node).delete()
        Voice.objects.using(env.database).filter(service=file.current.service).delete()
        if access is None:
            reason = NodeReason.PARTNER_TRUSTED
            record_by_node(env, Act.ACCESS_CHANGE, reason=reason, case="set-up", recipients=[node])
        else:
            record(env, access, Act.ACCESS_CHANGE, recipients=[node])
    return node


def partners(env: Env) -> tuple[Partner, ...]:
    """Every trusted node but our own, by name."""
    return tuple(one for one in trusted(env).values() if not one.is_self)


def partner(env: Env, named: str) -> Partner:
    """The trusted node with that id or name, our own included; raises UnknownPartnerError."""
    known = trusted(env)
    found = known.get(named) or next((one for one in known.values() if one.name == named), None)
    if found is None:
        raise UnknownPartnerError
    return found


def trusted(env: Env) -> Mapping[str, Partner]:
    """Every trusted node by its id, our own included, in the order of their names."""

    def read() -> Mapping[str, Partner]:
        rows = Node.objects.using(env.database).select_related("service").exclude(trusted_at=None)
        return MappingProxyType({row.id: _partner(row) for row in rows.order_by("name", "id")})

    return remembered(env.database, "trusted", read)


def known_parties(env: Env) -> Mapping[str, Party]:
    """Every service that was ever introduced, by its id, as policy sees it."""

    def read() -> Mapping[str, Party]:
        rows = Service.objects.using(env.database).order_by("id")
        return MappingProxyType({row.id: party(row) for row in rows})

    return remembered(env.database, "parties", read)


def own(env: Env) -> Partner:
    """Our own node."""
    found = own_or_none(env)
    if found is None:
        raise UnknownPartnerError
    return found


def own_or_none(env: Env) -> Partner | None:
    """Our own node, once it has presented itself."""

    def read() -> Partner | None:
        row = Node.objects.using(env.database).select_related("service").filter(is_self=True).first()
        return None if row is None else _partner(row)

    return remembered(env.database, "own", read)


def keys_of(env: Env, services: Iterable[str]) -> dict[str, frozenset[bytes]]:
    """The signing keys that lead from the one checked out of band, by service; a stranger has none."""
    wanted, found = set(services), dict[str, frozenset[bytes]]()
    for one in trusted(env).values():
        if one.party.service in wanted:
            certified = one.certified
            keys = {one.card.signing_key, certified.first_key, *(link.key for link in certified.chain)}
            found[one.party.service] = found.get(one.party.service, frozenset()) | keys
    return found


def carrier(env: Env, certificate_digest: str) -> Partner | None:
    """The trusted partner whose card names the certificate of that SHA-256."""
    wanted = bytes.fromhex(certificate_digest)
    return next((one for one in partners(env) if one.card.certificate == wanted), None)


def keep_card(env: Env, known: Partner, card: CertifiedCard) -> None:
    """The partner's newer card is the one held; what its file said of the service stays."""
    row = Node.objects.using(env.database).get(id=known.node)
    held = Fields(parse_canonical(bytes(row.card)), "partner file")
    signed = Fields(parse_canonical(_signed(bytes(row.card))), "partner file")
    file = replace(PartnerFile.of(signed), card=card)
    # The signature stays that over the file as it was handed over; the card carries its own.
    signature = held.text("signature")
    row.card = canonical({"signed": canonical(file.as_json()).decode(), "signature": signature})
    row.address = known.card.address
    row.save(using=env.database, update_fields=["card", "address"])


def _keep(env: Env, data: bytes, file: PartnerFile, *, is_self: bool) -> str:
    card = file.current
    service, _ = Service.objects.using(env.database).update_or_create(
        id=card.service,
        defaults={
            "name": file.service_name,
            "kind": file.kind,
            "country": file.country,
            "regime": file.regime,
            "sign_key": file.card.first_key,
        },
    )
    Node.objects.using(env.database).update_or_create(
        id=card.node,
        defaults={
            "service": service,
            "name": file.node_name,
            "address": card.address,
            "card": data,
            "is_self": is_self,
            "trusted_at": env.now(),
        },
    )
    return card.node


def _partner(row: Node) -> Partner:
    file, card = _parsed(bytes(row.card))
    return Partner(
        node=row.id,
        name=row.name,
        address=row.address,
        card=card,
        certificate=file.certificate,
        party=party(row.service),
        is_self=row.is_self,
        via=row.via,
        certified=file.card,
        file=bytes(row.card),
    )


@lru_cache(maxsize=1_024)
def _parsed(data: bytes) -> tuple[PartnerFile, NodeCard]:
    # What is held was checked when it was taken in; the same bytes always read the same.
    file = PartnerFile.of(Fields(parse_canonical(_signed(data)), "partner file"))
    return file, NodeCard.from_bytes(file.card.card)


def party(row: Service) -> Party:
    """The service as policy sees it."""
    return Party(
        service=row.id,
        kind=ServiceKind(row.kind),
        country=row.country,
        regime=Regime(row.regime),
        name=row.name,
    )


def _signed(data: bytes) -> bytes:
    return Fields(parse_canonical(data), "partner file").text("signed", longest=LONGEST_FILE).encode()
