"""What one pasted or scanned text is: a machine-readable zone, a 2D-Doc, a digital seal, or a VDS-NC."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.documents.barcode import seal, two_d_doc, vds_nc
from passerelle.documents.barcode.two_d_field import MEANING
from passerelle.documents.mrz.check import Result, check

if TYPE_CHECKING:
    from datetime import date

    from passerelle.documents.barcode.key_list import KeyList
    from passerelle.documents.outcome import Finding
    from passerelle.documents.protection_flag import ProtectionFlag

SEAL = f"{seal.MAGIC:x}"
HEX = re.compile("[0-9A-Fa-f]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Barcode:
    """A barcode that was read: its kind, its fields by name, and each result."""

    kind: str
    issuer: str
    fields: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...]
    protection: ProtectionFlag | None  # stays with the caller: it is in no output


@dataclass(frozen=True, slots=True)
class Keys:
    """Whose signatures count: an authority of one kind of barcode is none of the other."""

    two_d_doc: KeyList
    seals: KeyList  # digital seals, and the authorities of VDS-NC


def read(text: str, keys: Keys, today: date) -> Result | Barcode:
    """The zone or the barcode; raises UnreadableDocumentError for a barcode that is none."""
    body = text.strip()
    if body[:2].lower() == SEAL and len(body) % 2 == 0 and HEX.fullmatch(body):
        # Scanners give the bytes of a seal in hexadecimal; a 2D-Doc, which begins alike, has other letters.
        return _seal(seal.read(bytes.fromhex(body)), keys.seals)
    if body.startswith("DC0"):
        return _two_d_doc(two_d_doc.read(body), keys.two_d_doc)
    if body.startswith("{"):
        return _vds_nc(vds_nc.read(body), keys.seals)
    return check(text, today)


def _seal(found: seal.Seal, keys: KeyList) -> Barcode:
    return Barcode(
        kind="VDS",
        issuer=found.issuer,
        fields=tuple(found.fields.items()),
        findings=found.findings(keys),
        protection=found.protection,
    )


def _two_d_doc(found: two_d_doc.TwoDDoc, keys: KeyList) -> Barcode:
    fields = tuple((MEANING.get(name, name), value) for name, value in found.fields.items())
    return Barcode(
        kind="2D-Doc",
        issuer=found.authority,
        fields=fields,
        findings=found.findings(keys),
        protection=found.protection,
    )


def _vds_nc(found: vds_nc.VdsNc, keys: KeyList) -> Barcode:
    fields = tuple((name, value) for name, value in found.message.items() if isinstance(value, str))
    return Barcode(
        kind=f"VDS-NC {found.kind}",
        issuer=found.issuer,
        fields=fields,
        findings=found.findings(keys.authorities),
        protection=None,
    )
