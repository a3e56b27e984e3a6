"""A French 2D-Doc of version 2, 3 or 4, from the text that a scanner read (ANTS, specification 3.1.3)."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from passerelle.documents import protection_flag
from passerelle.documents.barcode.key_list import Signed
from passerelle.documents.barcode.two_d_field import BOUNDED, FIXED
from passerelle.documents.said import said
from passerelle.documents.unreadable import UnreadableDocumentError

if TYPE_CHECKING:
    from passerelle.documents.barcode.key_list import KeyList
    from passerelle.documents.outcome import Finding
    from passerelle.documents.protection_flag import ProtectionFlag

GROUP, CUT, UNIT = "\x1d", "\x1e", "\x1f"  # separators: end of a field, field cut short, signature follows
LARGEST = 8192
MOST_FIELDS = 200
SIZES = {"02": 22, "03": 24, "04": 26}
EPOCH = date(2000, 1, 1)
NO_DATE = "FFFF"
HEX = re.compile(r"[0-9A-F]{4}")
IDENTIFIER = re.compile(r"[0-9A-Z]{2}")
ENDS = re.compile(f"[{GROUP}{CUT}]")
BASE32_GROUP = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoDDoc:
    """One barcode."""

    version: int
    authority: str
    reference: str
    issued: date | None
    signed_on: date | None
    document_type: str
    perimeter: str
    country: str
    fields: dict[str, str]
    cut: frozenset[str]  # fields whose value did not fit
    signed: bytes
    signature: bytes

    @property
    def protection(self) -> ProtectionFlag | None:
        """The flag that shields an applicant for asylum or a stateless person, signature verified or not."""
        return protection_flag.of_barcode(self.document_type, self.fields.get("67", ""))

    def findings(self, keys: KeyList) -> tuple[Finding, ...]:
        """Signature, chain and dates."""
        about = Signed(self.signed, self.signature, self.signed_on)
        return keys.findings((self.authority, self.reference), about)


def read(text: str) -> TwoDDoc:
    """The barcode; raises UnreadableDocumentError where the text is none."""
    if len(text) > LARGEST:
        raise _unreadable(said("it is longer than %(size)s characters", size=str(LARGEST)))
    size = SIZES.get(text[2:4]) if text.startswith("DC") else None
    if size is None:
        raise _unreadable("it does not begin as a 2D-Doc of version 2, 3 or 4 does")
    signed, unit, signature = text.partition(UNIT)
    if len(signed) < size:
        raise _unreadable("its header is cut short")
    fields, cut = _fields(signed[size:])
    return TwoDDoc(
        version=int(text[2:4]),
        authority=text[4:8],
        reference=text[8:12],
        issued=_day(text[12:16]),
        signed_on=_day(text[16:20]),
        document_type=text[20:22],
        perimeter=signed[22:24] if size > SIZES["02"] else "",
        country=signed[24:26] if size > SIZES["03"] else "",
        fields=fields,
        cut=cut,
        signed=_encoded(signed),
        signature=_signature(signature) if unit else b"",
    )


def _day(text: str) -> date | None:
    if not HEX.fullmatch(text):
        raise _unreadable("a date of its header is not four hexadecimal digits")
    return None if text == NO_DATE else EPOCH + timedelta(days=int(text, 16))


def _fields(body: str) -> tuple[dict[str, str], frozenset[str]]:
    found: dict[str, str] = {}
    cut: set[str] = set()
    at = 0
    while at < len(body):
        identifier = body[at : at + 2]
        if not IDENTIFIER.fullmatch(identifier) or identifier in found or len(found) == MOST_FIELDS:
            raise _unreadable("a field has no identifier, comes twice, or there are too many")
        value, at, was_cut = _value(body, at + 2, identifier)
        found[identifier] = value
        cut |= {identifier} if was_cut else set()
    return found, frozenset(cut)


def _value(body: str, at: int, identifier: str) -> tuple[str, int, bool]:
    """The value, where the next field begins, and whether a separator says that the value was cut."""
    if identifier in FIXED:
        end = at + FIXED[identifier]
        if end > len(body):
            raise _unreadable("a field is cut short")
        # Some makers end fields of fixed length too.
        return body[at:end], end + (body[end : end + 1] == GROUP), False
    separator = ENDS.search(body, at)
    end = separator.start() if separator else len(body)
    most = at + BOUNDED.get(identifier, len(body))
    if end > most:
        # A field that is full needs no separator.
        return body[at:most], most, False
    return body[at:end], end + 1, bool(separator) and body[end] == CUT


def _signature(text: str) -> bytes:
    packed = "".join(text.split()).rstrip("=")
    try:
        return base64.b32decode(packed + "=" * (-len(packed) % BASE32_GROUP))
    except (binascii.Error, ValueError):
        raise _unreadable("its signature is not Base32") from None


def _encoded(text: str) -> bytes:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        raise _unreadable("it holds what is no text") from None


def _unreadable(reason: str) -> UnreadableDocumentError:
    return UnreadableDocumentError("the 2D-Doc", reason)
