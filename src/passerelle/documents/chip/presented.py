"""The files of one chip as a reader gave them, told apart by their tags and never by their names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.documents.chip import data_group
from passerelle.documents.chip.der import SEQUENCE, DerError, whole
from passerelle.documents.chip.security_object import EF_SOD
from passerelle.documents.chip.verification import verify
from passerelle.documents.outcome import Finding, Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from passerelle.documents.chip.trust_store import TrustStore

EF_COM, CARD_ACCESS = 0x60, 0x31  # which files there are, and how to speak to the chip: nobody signed them
SECURITY_OBJECTS = frozenset({EF_SOD, SEQUENCE})  # with or without the file's own tag
MOST_FILES = 20
ZONES = "zones"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """What was found of a chip, and the zone that it holds; "" where group 1 was not given."""

    findings: tuple[Finding, ...]
    zone: str


def read(files: Sequence[bytes], trusted: TrustStore, today: date) -> Chip:
    """Every result about these files; raises DerError for one that is none of a chip, or comes twice."""
    if len(files) > MOST_FILES:
        raise DerError("there are more files than a chip has")
    sods, groups = _sorted(files)
    if len(sods) != 1:
        raise DerError("there must be one EF.SOD among the files")
    findings = verify(sods[0], groups, trusted, today)
    return Chip(findings=findings, zone=_zone(groups.get(1)))


def compared(chip: Chip, zone: str) -> Finding:
    """Whether the zone of the page is that of the chip."""
    if not chip.zone:
        return Finding(ZONES, Outcome.NOT_VERIFIABLE, "the file was not read from the chip")
    if "".join(zone.split()) == "".join(chip.zone.split()):
        return Finding(ZONES, Outcome.CONSISTENT, "the page and the chip have the same zone")
    return Finding(ZONES, Outcome.NOT_CONSISTENT, "the page and the chip have different zones")


def _sorted(files: Sequence[bytes]) -> tuple[list[bytes], dict[int, bytes]]:
    sods: list[bytes] = []
    groups: dict[int, bytes] = {}
    for data in files:
        tag = whole(data, data_group.LARGEST).tag
        if tag in SECURITY_OBJECTS:
            sods.append(data)
        elif tag not in {EF_COM, CARD_ACCESS}:
            number = data_group.number(data)
            if number in groups:
                raise DerError("a data group comes twice")
            groups[number] = data
    return sods, groups


def _zone(group: bytes | None) -> str:
    try:
        return data_group.zone(group) if group is not None else ""
    except DerError:
        # The result about the group says so; there is no zone to read.
        return ""
