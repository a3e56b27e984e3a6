"""A signed object (CMS SignedData, RFC 5652): its content, the certificates in it, and its signers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives import hashes

from passerelle.documents.chip import certificate, public_key
from passerelle.documents.chip.algorithm import hash_of, signature_of
from passerelle.documents.chip.der import INTEGER, SEQUENCE, SET, DerError, Node, whole
from passerelle.documents.outcome import Finding, Outcome
from passerelle.documents.said import said

if TYPE_CHECKING:
    from passerelle.documents.chip.certificate import Certificate, Name

SIGNED_DATA = "1.2.840.113549.1.7.2"
CONTENT_TYPE, MESSAGE_DIGEST = "1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4"
FIELD_0, FIELD_1, KEY_ID_FIELD = 0xA0, 0xA1, 0x80
MOST_CERTIFICATES = 20
SIGNATURE = "signature"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """One signature: by whom, over which attributes."""

    issuer: Name
    serial: bytes
    key_id: bytes
    digest: hashes.HashAlgorithm | None
    attributes: bytes  # the SET of attributes as it is signed; empty where the content itself is
    values: dict[str, Node]
    algorithm: Node
    signature: bytes

    def is_of(self, one: Certificate) -> bool:
        """Whether this certificate is the signer's."""
        if self.key_id:
            return one.key_id == self.key_id
        return (one.issuer, one.serial) == (self.issuer, self.serial)


@dataclass(frozen=True, slots=True)
class SignedData:
    """The object."""

    content_type: str
    content: bytes
    certificates: tuple[Certificate, ...]
    signers: tuple[Signer, ...]


def read(data: bytes, largest: int) -> SignedData:
    """The object; raises DerError where it is none."""
    outer = whole(data, largest).expect(SEQUENCE).parts()
    if len(outer) < 2 or outer[0].oid() != SIGNED_DATA or not outer[1].content:  # noqa: PLR2004 - type and object
        raise DerError("it is no signed object")
    parts = outer[1].parts()[0].expect(SEQUENCE).parts()
    if len(parts) < 4:  # noqa: PLR2004 - version, digests, content, signers
        raise DerError("the signed object is incomplete")
    inner = parts[2].expect(SEQUENCE).parts()
    if len(inner) < 2 or not inner[1].content:  # noqa: PLR2004 - type and content
        raise DerError("the signed object has no content")
    held = next((part for part in parts[3:] if part.tag == FIELD_0), None)
    return SignedData(
        content_type=inner[0].oid(),
        content=inner[1].expect(FIELD_0).parts()[0].octets(),
        certificates=tuple(_certificates(held)),
        signers=tuple(_signer(one) for one in parts[-1].expect(SET).parts()),
    )


def verified(data: SignedData) -> tuple[Finding, Certificate | None]:
    """Whether the first signer signed this content, and the certificate of that signer."""
    if not data.signers:
        return Finding(SIGNATURE, Outcome.NOT_VERIFIABLE, "nobody signed the object"), None
    signer = data.signers[0]
    one = next((held for held in data.certificates if signer.is_of(held)), None)
    if one is None:
        why = "the object does not hold the certificate of its signer"
        return Finding(SIGNATURE, Outcome.NOT_VERIFIABLE, why), None
    return _compared(data, signer, one), one


def _compared(data: SignedData, signer: Signer, one: Certificate) -> Finding:
    if signer.digest is None:
        return Finding(SIGNATURE, Outcome.NOT_VERIFIABLE, "its hash is of a kind that is not known here")
    # 1. The attributes name the content by its hash and type (RFC 5652 section 5.4).
    if signer.attributes:
        wrong = _attributes(data, signer, signer.digest)
        if wrong:
            return Finding(SIGNATURE, Outcome.NOT_CONSISTENT, wrong)
    # 2. The signer's key made the signature over the attributes, or over the content where there are none.
    named = signature_of(signer.algorithm, signer.digest)
    if named is None or one.key is None:
        return Finding(SIGNATURE, Outcome.NOT_VERIFIABLE, "its signature or key is of a kind not known here")
    kind, digest = named
    signed = signer.attributes or data.content
    if not public_key.verifies(one.key, kind, digest, signer.signature, signed):
        return Finding(SIGNATURE, Outcome.NOT_CONSISTENT, "the signer's key did not make the signature")
    return Finding(SIGNATURE, Outcome.CONSISTENT, "the signer's key made the signature over this content")


def _attributes(data: SignedData, signer: Signer, digest: hashes.HashAlgorithm) -> str:
    written = signer.values.get(MESSAGE_DIGEST)
    computed = hashes.Hash(digest)
    computed.update(data.content)
    if written is None or written.octets() != computed.finalize():
        return "the content has not the hash that was signed"
    kind = signer.values.get(CONTENT_TYPE)
    if kind is not None and kind.oid() != data.content_type:
        return "the content is not of the type that was signed"
    return ""


def _certificates(held: Node | None) -> list[Certificate]:
    if held is None:
        return []
    parts = held.parts()
    if len(parts) > MOST_CERTIFICATES:
        raise DerError(
            said("the signed object holds more than %(most)s certificates", most=str(MOST_CERTIFICATES))
        )
    return [certificate.of_node(one) for one in parts if one.tag == SEQUENCE]


def _signer(node: Node) -> Signer:
    parts = node.expect(SEQUENCE).parts()
    if len(parts) < 5:  # noqa: PLR2004 - version, signer, digest, algorithm, signature
        raise DerError("a signature is incomplete")
    issuer, serial, key_id = _identity(parts[1])
    held = parts[3] if parts[3].tag == FIELD_0 else None
    rest = parts[4:] if held else parts[3:]
    if len(rest) < 2:  # noqa: PLR2004 - algorithm and signature
        raise DerError("a signature is incomplete")
    return Signer(
        issuer=issuer,
        serial=serial,
        key_id=key_id,
        digest=hash_of(parts[2]),
        # RFC 5652 section 5.4: what is signed has the tag of a SET in place of the field's.
        attributes=bytes([SET]) + held.raw[1:] if held else b"",
        values=_values(held) if held else {},
        algorithm=rest[0],
        signature=rest[1].octets(),
    )


def _identity(node: Node) -> tuple[Name, bytes, bytes]:
    if node.tag == KEY_ID_FIELD:
        return (), b"", node.content
    if node.tag == FIELD_0:
        return (), b"", node.parts()[0].octets() if node.content else b""
    parts = node.expect(SEQUENCE).parts()
    if len(parts) < 2:  # noqa: PLR2004 - issuer and serial
        raise DerError("a signer has no name")
    return certificate.name(parts[0]), parts[1].expect(INTEGER).content, b""


def _values(held: Node) -> dict[str, Node]:
    found: dict[str, Node] = {}
    for attribute in held.parts():
        parts = attribute.expect(SEQUENCE).parts()
        values = parts[1].parts() if len(parts) > 1 else []
        if len(values) == 1:
            found[parts[0].oid()] = values[0]
    return found
