"""Whether a document itself says that its holder stands under international protection or asked for it.

The flag protects: it stays on the node of the caller, shields the holder (rules
1 and 22), and has no other use. It is no indicator and enters no output.
"""

from __future__ import annotations

from enum import StrEnum

# ICAO Doc 9303 part 3 section 5 part E: stateless person, refugee of the 1951 Convention, other refugee.
PROTECTED_CODES = frozenset({"XXA", "XXB", "XXC"})
ASYLUM_CERTIFICATE = "16"  # 2D-Doc: attestation de demande d'asile
ASYLUM_ALLOWANCE = "17"  # 2D-Doc: end of the right to the allowance of applicants
STATELESS = "XX"  # 2D-Doc: nationality of a stateless person
ARRIVAL_ATTESTATION = (0xFD, 0x02)  # seal of a German arrival attestation (BSI TR-03137 section 6)


class ProtectionFlag(StrEnum):
    """Why the holder is to be shielded."""

    CODE = "the zone carries a code of a stateless person or refugee"
    CERTIFICATE = "the barcode is of an asylum application"


def of_codes(*codes: str) -> ProtectionFlag | None:
    """The flag that codes of issuer and nationality set, or none."""
    return None if PROTECTED_CODES.isdisjoint(codes) else ProtectionFlag.CODE


def of_barcode(document_type: str, nationality: str = "") -> ProtectionFlag | None:
    """The flag that a type of 2D-Doc or its nationality sets; an unverified signature does not lift it."""
    if document_type in {ASYLUM_CERTIFICATE, ASYLUM_ALLOWANCE}:
        return ProtectionFlag.CERTIFICATE
    return ProtectionFlag.CODE if nationality == STATELESS else None


def of_seal(feature: int, category: int) -> ProtectionFlag | None:
    """The flag that a kind of seal sets."""
    return ProtectionFlag.CERTIFICATE if (feature, category) == ARRIVAL_ATTESTATION else None
