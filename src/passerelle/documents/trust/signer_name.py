"""By which two codes a barcode names the certificate of its signer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.documents.trust.list_kind import ListKind

if TYPE_CHECKING:
    from passerelle.documents.chip.certificate import Certificate, Name

COMMON_NAME, COUNTRY = "2.5.4.3", "2.5.4.6"
REFERENCE_OF_3 = 5  # characters of a reference in a seal of version 3
Code = tuple[str, str]


def codes(kind: ListKind, one: Certificate) -> tuple[Code, ...]:
    """The codes of this certificate as barcodes of this kind print them.

    2D-Doc: the authority is the common name of the issuer, the certificate its own.
    Seals (Doc 9303 part 13 section 2.3.1): country and common name, then the serial number.
    """
    if kind is ListKind.DOC_SIGNERS:
        return ((_of(one.issuer, COMMON_NAME), _of(one.subject, COMMON_NAME)),)
    serial = f"{int.from_bytes(one.serial, 'big'):X}"
    signer = _of(one.subject, COUNTRY) + _of(one.subject, COMMON_NAME)
    return tuple({(signer, serial), (signer, serial.rjust(REFERENCE_OF_3, "0"))})


def _of(name: Name, kind: str) -> str:
    """The part of the name, in capitals as codes are printed; names are kept without case."""
    return next((value.upper() for oid, value in name if oid == kind), "")
