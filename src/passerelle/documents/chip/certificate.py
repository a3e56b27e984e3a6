"""A certificate as issuers of travel documents write them: read leniently, signed bytes untouched (RFC 5280).

Only what the chain needs is read. Negative serial numbers, odd characters in
names and unknown extensions stop nothing.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from passerelle.documents.chip import public_key
from passerelle.documents.chip.algorithm import signature_of
from passerelle.documents.chip.der import (
    BOOLEAN,
    GENERALIZED_TIME,
    INTEGER,
    SEQUENCE,
    UTC_TIME,
    DerError,
    Node,
    whole,
)

if TYPE_CHECKING:
    from passerelle.documents.chip.public_key import PublicKey

LARGEST = 1 << 16
COUNTRY = "2.5.4.6"
KEY_ID, AUTHORITY_KEY_ID, BASIC_CONSTRAINTS = "2.5.29.14", "2.5.29.35", "2.5.29.19"
VERSION_FIELD, EXTENSIONS_FIELD, KEY_ID_FIELD = 0xA0, 0xA3, 0x80
BMP_STRING = 0x1E
PIVOT = 50  # RFC 5280 section 4.1.2.5.1: two digits of 50 and more are of the last century
Name = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """One certificate."""

    raw: bytes
    signed: bytes
    algorithm: Node
    signature: bytes
    serial: bytes
    issuer: Name
    subject: Name
    since: datetime
    until: datetime
    key: PublicKey | None  # None for a kind that is not known here
    key_id: bytes
    authority_key_id: bytes
    is_authority: bool

    @property
    def fingerprint(self) -> str:
        """SHA-256 over the whole certificate, to be compared out of band."""
        return hashlib.sha256(self.raw).hexdigest()

    @property
    def country(self) -> str:
        """The two-letter country of the issuer, in capitals; empty where none is written."""
        return next((value.upper() for oid, value in self.issuer if oid == COUNTRY), "")

    @property
    def is_self_issued(self) -> bool:
        """True when issuer and subject are one."""
        return self.issuer == self.subject

    def is_signed_by(self, authority: Certificate) -> bool | None:
        """Whether the authority's key made the signature; None where that cannot be told here."""
        named = signature_of(self.algorithm, None)
        if named is None or authority.key is None:
            return None
        kind, digest = named
        return public_key.verifies(authority.key, kind, digest, self.signature, self.signed)


def read(data: bytes) -> Certificate:
    """The certificate; raises DerError where it is none."""
    return of_node(whole(data, LARGEST))


def of_node(node: Node) -> Certificate:
    """The certificate that an element holds."""
    parts = node.expect(SEQUENCE).parts()
    if len(parts) < 3:  # noqa: PLR2004 - what is signed, how, and the signature
        raise DerError("a certificate is incomplete")
    body = parts[0].expect(SEQUENCE).parts()
    fields = body[1:] if body and body[0].tag == VERSION_FIELD else body
    if len(fields) < 6:  # noqa: PLR2004 - serial, algorithm, issuer, validity, subject, key
        raise DerError("a certificate is incomplete")
    days = fields[3].expect(SEQUENCE).parts()
    if len(days) != 2:  # noqa: PLR2004 - from and until
        raise DerError("a certificate has no two days")
    extensions = _extensions(fields[6:])
    return Certificate(
        raw=node.raw,
        signed=parts[0].raw,
        algorithm=parts[1],
        signature=parts[2].bits(),
        serial=fields[0].expect(INTEGER).content,
        issuer=name(fields[2]),
        subject=name(fields[4]),
        since=instant(days[0]),
        until=instant(days[1]),
        key=public_key.read(fields[5]),
        key_id=_key_id(extensions),
        authority_key_id=_authority_key_id(extensions),
        is_authority=_is_authority(extensions),
    )


def name(node: Node) -> Name:
    """A distinguished name, so that spellings of one name are equal (case, spaces, kind of string)."""
    found = []
    for group in node.expect(SEQUENCE).parts():
        for pair in group.parts():
            parts = pair.expect(SEQUENCE).parts()
            if len(parts) < 2:  # noqa: PLR2004 - a type and a value
                raise DerError("a part of a name has no value")
            found.append((parts[0].oid(), _folded(parts[1])))
    return tuple(found)


def _folded(value: Node) -> str:
    encoding = "utf-16-be" if value.tag == BMP_STRING else "utf-8"
    return " ".join(value.content.decode(encoding, "replace").casefold().split())


def instant(node: Node) -> datetime:
    """The instant of a certificate or of a list of them; raises DerError for what is no date."""
    text = node.expect(UTC_TIME, GENERALIZED_TIME).content.decode("ascii", "replace").rstrip("Z")
    try:
        if node.tag == UTC_TIME:
            text = ("19" if int(text[:2]) >= PIVOT else "20") + text
        # Seconds are left out by some issuers.
        return datetime.strptime(text[:14].ljust(14, "0"), "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        raise DerError("a certificate has a date that is none") from None


def _extensions(fields: list[Node]) -> dict[str, Node]:
    found: dict[str, Node] = {}
    for field in fields:
        if field.tag != EXTENSIONS_FIELD or not field.content:
            continue
        for extension in field.parts()[0].expect(SEQUENCE).parts():
            parts = extension.expect(SEQUENCE).parts()
            if len(parts) > 1:
                found[parts[0].oid()] = parts[-1]
    return found


def _inner(extension: Node) -> Node | None:
    content = extension.octets()
    return whole(content, LARGEST) if content else None


def _key_id(extensions: dict[str, Node]) -> bytes:
    inner = _inner(extensions[KEY_ID]) if KEY_ID in extensions else None
    return inner.octets() if inner else b""


def _authority_key_id(extensions: dict[str, Node]) -> bytes:
    inner = _inner(extensions[AUTHORITY_KEY_ID]) if AUTHORITY_KEY_ID in extensions else None
    if inner is None or inner.tag != SEQUENCE:
        return b""
    return next((part.content for part in inner.parts() if part.tag == KEY_ID_FIELD), b"")


def _is_authority(extensions: dict[str, Node]) -> bool:
    inner = _inner(extensions[BASIC_CONSTRAINTS]) if BASIC_CONSTRAINTS in extensions else None
    if inner is None or inner.tag != SEQUENCE:
        return False
    return any(part.tag == BOOLEAN and any(part.content) for part in inner.parts())
