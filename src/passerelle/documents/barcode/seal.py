"""A visible digital seal: header, message, signature in bytes (ICAO Doc 9303 part 13, BSI TR-03137)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from passerelle.documents import protection_flag
from passerelle.documents.barcode.c40 import decode
from passerelle.documents.barcode.key_list import Signed
from passerelle.documents.said import said
from passerelle.documents.unreadable import UnreadableDocumentError

if TYPE_CHECKING:
    from passerelle.documents.barcode.key_list import KeyList
    from passerelle.documents.outcome import Finding
    from passerelle.documents.protection_flag import ProtectionFlag

MAGIC = 0xDC
VERSION_3, VERSION_4 = 2, 3  # as they are written
SIGNATURE_TAG = 0xFF
LARGEST = 4096
MOST_FIELDS = 64
SIGNER, REFERENCE_OF_3, LENGTH_OF_4 = 4, 5, 2
LONG_FORM, ONE_MORE, TWO_MORE = 0x80, 0x81, 0x82
WIDTH_OF_B, WIDTH_OF_A = 36, 44


class Coding(StrEnum):
    """How the value of a field is written."""

    ZONE_A = "zone of two lines of 44"
    ZONE_B = "zone of two lines of 36"
    C40 = "text"
    BYTES = "bytes"


# By feature and category, what each tag is. A field that is not listed is given as bytes.
FIELDS: dict[tuple[int, int], dict[int, tuple[str, Coding]]] = {
    (0x5D, 0x01): {  # visa: Doc 9303 part 13
        1: ("zone", Coding.ZONE_A),
        2: ("zone", Coding.ZONE_B),
        3: ("entries", Coding.BYTES),
        4: ("stay", Coding.BYTES),
        5: ("passport", Coding.C40),
    },
    (0xFD, 0x02): {2: ("zone", Coding.ZONE_B), 3: ("register", Coding.C40)},  # arrival attestation: TR-03137
    (0xFB, 0x06): {2: ("zone", Coding.ZONE_B), 3: ("passport", Coding.C40)},  # residence permit: TR-03137
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """One seal."""

    issuer: str
    signer: str
    reference: str
    issued: date | None
    signed_on: date | None
    feature: int
    category: int
    fields: dict[str, str]
    signed: bytes
    signature: bytes

    @property
    def protection(self) -> ProtectionFlag | None:
        """The flag that shields the holder, by the kind of seal or by a code in its zone."""
        zone = self.fields.get("zone", "").split("\n")
        nationality = zone[-1][10:13].rstrip("<") if len(zone) > 1 else ""
        flag = protection_flag.of_seal(self.feature, self.category)
        return flag or protection_flag.of_codes(self.issuer, nationality)

    def findings(self, keys: KeyList) -> tuple[Finding, ...]:
        """Signature, chain and dates."""
        about = Signed(self.signed, self.signature, self.signed_on)
        return keys.findings((self.signer, self.reference), about)


class _Reader:
    """The bytes, taken piece by piece; every piece that is missing is an error."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def take(self, size: int) -> bytes:
        """The next bytes."""
        piece = self.data[self.at : self.at + size]
        if len(piece) < size:
            raise UnreadableDocumentError("the seal", "it is cut short")
        self.at += size
        return piece

    def length(self) -> int:
        """A length as DER writes it, of two more bytes at most."""
        first = self.take(1)[0]
        if first < LONG_FORM:
            return first
        if first not in {ONE_MORE, TWO_MORE}:
            raise UnreadableDocumentError("the seal", "a length is larger than any")
        return int.from_bytes(self.take(first - LONG_FORM), "big")


def read(data: bytes) -> Seal:
    """The seal; raises UnreadableDocumentError where the bytes are none."""
    if len(data) > LARGEST:
        raise UnreadableDocumentError("the seal", said("it is larger than %(size)s bytes", size=str(LARGEST)))
    reader = _Reader(data)
    magic, version = reader.take(2)
    if magic != MAGIC or version not in {VERSION_3, VERSION_4}:
        raise UnreadableDocumentError("the seal", "it does not begin as a seal of version 3 or 4 does")
    issuer = decode(reader.take(2)).rstrip("<")
    signer, reference = _signer(reader, version)
    issued, signed_on = _day(reader.take(3)), _day(reader.take(3))
    feature, category = reader.take(2)
    fields, signed_size = _fields(reader, FIELDS.get((feature, category), {}))
    signature = reader.take(reader.length())
    return Seal(
        issuer=issuer,
        signer=signer,
        reference=reference,
        issued=issued,
        signed_on=signed_on,
        feature=feature,
        category=category,
        fields=fields,
        signed=data[:signed_size],
        signature=signature,
    )


def _signer(reader: _Reader, version: int) -> tuple[str, str]:
    """Version 3 has a reference of five characters, version 4 says its length in two hexadecimal ones."""
    if version == VERSION_3:
        text = decode(reader.take(6))
        return text[:SIGNER], text[SIGNER : SIGNER + REFERENCE_OF_3].rstrip("<")
    text = decode(reader.take(4))
    try:
        length = int(text[SIGNER : SIGNER + LENGTH_OF_4], 16)
    except ValueError:
        raise UnreadableDocumentError("the seal", "the reference of its certificate has no length") from None
    text += decode(reader.take((length + 2) // 3 * 2))
    start = SIGNER + LENGTH_OF_4
    return text[:SIGNER], text[start : start + length]


def _day(data: bytes) -> date | None:
    """Month, day and year as one decimal number (section 2.3.1); None for zeros or for what is no day."""
    number = int.from_bytes(data, "big")
    try:
        return date(number % 10_000, number // 1_000_000, number // 10_000 % 100)
    except ValueError:
        return None


def _fields(reader: _Reader, known: dict[int, tuple[str, Coding]]) -> tuple[dict[str, str], int]:
    """The fields up to the signature, and how many bytes are signed."""
    found: dict[str, str] = {}
    while True:
        signed_size = reader.at
        tag = reader.take(1)[0]
        if tag == SIGNATURE_TAG:
            return found, signed_size
        value = reader.take(reader.length())
        name, coding = known.get(tag, (f"field {tag}", Coding.BYTES))
        if name in found or len(found) == MOST_FIELDS:
            raise UnreadableDocumentError("the seal", "it names a field twice or has too many")
        found[name] = _value(value, coding)


def _value(value: bytes, coding: Coding) -> str:
    match coding:
        case Coding.ZONE_A:
            return _zone(decode(value), WIDTH_OF_A)
        case Coding.ZONE_B:
            return _zone(decode(value), WIDTH_OF_B)
        case Coding.C40:
            return decode(value).rstrip("<")
        case Coding.BYTES:
            return value.hex()


def _zone(text: str, width: int) -> str:
    """Two lines; what the seal left out at the end is fillers (section 3.4.2)."""
    return f"{text[:width].ljust(width, '<')}\n{text[width : 2 * width].ljust(width, '<')}"
