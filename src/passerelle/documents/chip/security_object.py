"""EF.SOD: the hashes of a chip's data groups, signed by a document signer (ICAO Doc 9303-10, 4.6.2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.documents.chip import signed_data
from passerelle.documents.chip.algorithm import hash_of
from passerelle.documents.chip.der import SEQUENCE, DerError, whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cryptography.hazmat.primitives import hashes

    from passerelle.documents.chip.signed_data import SignedData

LARGEST = 1 << 17
EF_SOD = 0x77
CONTENT_TYPE = "2.23.136.1.1.1"
# Chips of before 2006 name the type of the draft standard.
DRAFT, PLAIN_DATA = "1.2.528.1.1006.1.20.1", "1.2.840.113549.1.7.1"
# And some issuers name no type but plain data.
CONTENT_TYPES = frozenset({CONTENT_TYPE, DRAFT, PLAIN_DATA})
GROUPS = range(1, 17)


@dataclass(frozen=True, slots=True)
class SecurityObject:
    """What was signed: one hash for each data group; a fault where the list cannot be read."""

    data: SignedData
    digest: hashes.HashAlgorithm | None  # None for a kind that is not known here
    groups: Mapping[int, bytes]
    fault: str = ""


def read(data: bytes) -> SecurityObject:
    """The object in the file, with or without the file's own tag; raises DerError where it is none."""
    node = whole(data, LARGEST)
    signed = signed_data.read(node.content if node.tag == EF_SOD else data, LARGEST)
    try:
        digest, groups = _hashes(signed)
    except DerError as error:
        # Who signed can still be told: a list that was altered is not the end of the check.
        return SecurityObject(signed, None, {}, error.reason)
    return SecurityObject(signed, digest, groups)


def _hashes(signed: SignedData) -> tuple[hashes.HashAlgorithm | None, dict[int, bytes]]:
    if signed.content_type not in CONTENT_TYPES:
        raise DerError("the signed object holds no hashes of data groups")
    parts = whole(signed.content, LARGEST).expect(SEQUENCE).parts()
    if len(parts) < 3:  # noqa: PLR2004 - version, hash, list
        raise DerError("the list of hashes is incomplete")
    groups: dict[int, bytes] = {}
    for one in parts[2].expect(SEQUENCE).parts():
        pair = one.expect(SEQUENCE).parts()
        if len(pair) != 2 or pair[0].integer() not in GROUPS:  # noqa: PLR2004 - number and hash
            raise DerError("the list of hashes names a data group that is none")
        if pair[0].integer() in groups:
            raise DerError("the list of hashes names a data group twice")
        groups[pair[0].integer()] = pair[1].octets()
    return hash_of(parts[1]), groups
