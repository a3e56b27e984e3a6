"""A seal for documents not constrained in size: JSON, signed, with its certificate (ICAO VDS-NC 1.1)."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from passerelle.core.canonical import CanonicalError, Json, canonical
from passerelle.documents.barcode.key_list import Signed, findings
from passerelle.documents.chip import certificate
from passerelle.documents.said import said
from passerelle.documents.unreadable import UnreadableDocumentError

if TYPE_CHECKING:
    from passerelle.documents.chip.certificate import Certificate
    from passerelle.documents.chip.trust_store import TrustStore
    from passerelle.documents.outcome import Finding

LARGEST = 1 << 15
BASE64_GROUP = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class VdsNc:
    """One seal."""

    kind: str  # icao.test, icao.vacc …
    version: int
    issuer: str
    message: dict[str, Any]
    signed: bytes
    signature: bytes
    signer: Certificate

    def findings(self, trusted: TrustStore) -> tuple[Finding, ...]:
        """Signature, chain to an imported authority, and dates, which such a seal does not tell."""
        return findings(self.signer, trusted, Signed(self.signed, self.signature, None))


def read(text: str) -> VdsNc:
    """The seal; raises UnreadableDocumentError where the text is none."""
    if len(text) > LARGEST:
        raise _unreadable(said("it is longer than %(size)s characters", size=str(LARGEST)))
    whole = _object(_parsed(text), "the seal")
    data, signature = _object(whole.get("data"), "data"), _object(whole.get("sig"), "sig")
    header = _object(data.get("hdr"), "hdr")
    version = header.get("v")
    if not isinstance(version, int) or isinstance(version, bool):
        raise _unreadable("its version is no number")
    return VdsNc(
        kind=_text(header, "t"),
        version=version,
        issuer=_text(header, "is"),
        message=_object(data.get("msg"), "msg"),
        signed=_canonical(data),
        signature=_bytes(signature, "sigvl"),
        signer=certificate.read(_bytes(signature, "cer")),
    )


def _parsed(text: str) -> object:
    try:
        return json.loads(text, parse_float=_refused, parse_constant=_refused, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        raise _unreadable("it is not JSON that can be signed") from None


def _refused(_text: str) -> NoReturn:
    raise ValueError("a number with a fraction has several spellings")


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object whose keys come once: of a key given twice, readers may see different values."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key comes twice")
    return found


def _canonical(data: dict[str, Json]) -> bytes:
    try:
        return canonical(data)
    except CanonicalError:
        raise _unreadable("its data have no canonical form") from None


def _object(value: object, name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _unreadable(said("%(part)s is no object", part=name))
    return value


def _text(value: dict[str, Any], name: str) -> str:
    found = value.get(name)
    if not isinstance(found, str):
        raise _unreadable(said("%(part)s is no text", part=name))
    return found


def _bytes(value: dict[str, Any], name: str) -> bytes:
    """Base64 in the alphabet of URLs or in the other, padded or not: makers write both."""
    text = _text(value, name).rstrip("=").replace("+", "-").replace("/", "_")
    try:
        return base64.b64decode(text + "=" * (-len(text) % BASE64_GROUP), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise _unreadable(said("%(part)s is not Base64", part=name)) from None


def _unreadable(reason: str) -> UnreadableDocumentError:
    return UnreadableDocumentError("the seal", reason)
