"""Bytes of an enemy: altered, cut, grafted, huge and deep. Each is read or refused with a reason, soon.

The mutations are drawn from a seed, so that a failure comes again. The long form
runs as many seconds for each reader as PASSERELLE_HOSTILE_SECONDS says.
"""

from __future__ import annotations

import contextlib
import os
import resource
import sys
import time
from collections import Counter
from datetime import date
from random import Random  # noqa: TID251 - mutations are drawn from a seed that each test names
from typing import TYPE_CHECKING

import pytest
from tests.documents.barcode import specimen as barcodes
from tests.documents.chip import issuer
from tests.documents.mrz import specimen as zones
from tests.documents.trust import publisher

from passerelle.documents import reading
from passerelle.documents.barcode import seal, two_d_doc, vds_nc
from passerelle.documents.barcode.key_list import key_list
from passerelle.documents.chip import certificate, data_group, master_list, revocation
from passerelle.documents.chip.trust_store import store
from passerelle.documents.chip.verification import verify
from passerelle.documents.mrz.check import check
from passerelle.documents.trust import trust_list
from passerelle.documents.trust.list_kind import ListKind
from passerelle.documents.unreadable import UnreadableDocumentError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SOAK = bool(os.environ.get("PASSERELLE_SOAK"))
SECONDS = float(os.environ.get("PASSERELLE_HOSTILE_SECONDS", "30" if SOAK else "0"))
QUICK = 150  # cases for each reader
SLOWEST = 2.0  # seconds of the processor for one case
LARGEST = 200_000
TODAY = date(2024, 1, 1)
LENGTHS = (0, 1, 0x7F, 0x80, 0x81, 0x84, 0xFF, 0x30, 0x31, 0xA0, 0x24)


def trusted() -> tuple[certificate.Certificate, ...]:
    return (certificate.read(issuer.country().raw),)


def list_of_a_state() -> bytes:
    held = (issuer.signer().raw, issuer.country().raw)
    return issuer.master_list(issuer.country().raw, issuer.stranger().raw, by=issuer.signer(), held=held)


def lists() -> list[bytes]:
    one = list_of_a_state()
    return [
        one,
        publisher.ldif(master=[one], one=[issuer.signer().raw]),
        publisher.pem(issuer.country().raw),
        publisher.parts(issuer.country().raw),
        publisher.services(issuer.country().raw),
    ]


def of_every_kind(data: bytes) -> None:
    for kind in ListKind:
        with contextlib.suppress(UnreadableDocumentError):
            assert trust_list.read(data, kind).is_vouched_for(store(trusted())) in {True, False}


def as_text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def read_anything(data: bytes) -> None:
    keys = key_list({}, trusted())
    reading.read(as_text(data), reading.Keys(keys, keys), TODAY)


Reader = tuple["Callable[[], Sequence[bytes]]", "Callable[[bytes], object]"]
READERS: dict[str, Reader] = {
    "security object": (
        lambda: [issuer.sod()],
        lambda data: verify(data, issuer.groups(), store(trusted()), TODAY),
    ),
    "data group": (
        lambda: list(issuer.groups().values()),
        lambda data: (
            verify(issuer.sod(), {1: data, 2: data}, store(trusted()), TODAY),
            data_group.number(data),
            data_group.zone(data),
        ),
    ),
    "certificate": (
        lambda: [issuer.country().raw, issuer.signer().raw],
        lambda data: certificate.read(data).is_signed_by(trusted()[0]),
    ),
    "revocation list": (
        lambda: [issuer.revocations(issuer.signer())],
        lambda data: store(trusted(), [revocation.read(data)]).revocation(*trusted(), *trusted(), TODAY),
    ),
    "master list": (lambda: [list_of_a_state()], master_list.read),
    "trust list": (lists, of_every_kind),
    "seal": (
        lambda: [barcodes.ARRIVAL, barcodes.RESIDENCE, barcodes.VISA],
        lambda data: seal.read(data).findings(key_list({}, trusted())),
    ),
    "2D-Doc": (
        lambda: [barcodes.ASYLUM.encode()],
        lambda data: two_d_doc.read(as_text(data)).findings(key_list({}, trusted())),
    ),
    "VDS-NC": (
        lambda: [barcodes.VACCINATION.encode()],
        lambda data: vds_nc.read(as_text(data)).findings(store(trusted())),
    ),
    "anything pasted": (
        lambda: [barcodes.ASYLUM.encode(), barcodes.VISA.hex().encode(), zones.TD1.encode()],
        read_anything,
    ),
    "zone": (
        lambda: [zone.encode() for zone in zones.ALL.values()],
        lambda data: check(data.decode("latin-1"), TODAY).as_json_text(),
    ),
}


def altered(draw: Random, seeds: Sequence[bytes]) -> bytes:
    """One of the seeds after some alterations."""
    data = bytearray(draw.choice(seeds))
    for _ in range(draw.choice((1, 1, 1, 2, 4, 8, 32))):
        place = draw.randrange(len(data) + 1)
        data[place:place] = b"\0" if not data else b""
        _alter(data, min(place, len(data) - 1), draw, seeds)
        del data[LARGEST:]
    return bytes(data)


def _alter(data: bytearray, place: int, draw: Random, seeds: Sequence[bytes]) -> None:
    match draw.randrange(8):
        case 0:
            data[place] ^= 1 << draw.randrange(8)
        case 1:
            data[place] = draw.choice((*LENGTHS, draw.randrange(256)))
        case 2:
            del data[place : place + draw.choice((1, 2, 8, 64))]
        case 3:
            data[place:place] = draw.randbytes(draw.choice((1, 2, 8)))
        case 4:
            del data[place:]
        case 5:
            start = draw.randrange(len(data))
            data[place:place] = data[start : start + draw.randrange(200)] * draw.choice((1, 2, 50))
        case 6:
            other = draw.choice(seeds)
            data[place:] = other[draw.randrange(len(other)) :]
        case _:
            size = draw.choice((0, 1, len(data), len(data) - place, (1 << 31) - 1, (1 << 32) - 1))
            data[place : place + 4] = size.to_bytes(4, "big")


@pytest.mark.parametrize("name", READERS)
def test_altered_bytes_are_read_or_refused_with_a_reason_and_soon(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    made, read = READERS[name]
    seeds, draw = made(), Random(f"{name} {os.environ.get('PASSERELLE_HOSTILE_SEED', '1')}")
    end, reasons, cases, slowest = time.monotonic() + SECONDS, Counter[str](), 0, 0.0
    while cases < QUICK or time.monotonic() < end:
        data, start = altered(draw, seeds), time.process_time()
        try:
            read(data)
        except UnreadableDocumentError as error:
            reasons[error.reason] += 1
        slowest = max(slowest, time.process_time() - start)
        cases += 1
    assert slowest < SLOWEST
    assert "" not in reasons
    if SOAK:
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
        told = f"{name}: {cases} cases, {reasons.total()} refused for {len(reasons)} reasons"
        with capsys.disabled():
            sys.stderr.write(f"{told}, slowest {slowest:.3f} s, {memory} MB at most\n")


def huge_number_in_an_identifier() -> bytes:
    oid = b"\x06\x82\x13\x88" + b"\x81" * 4999 + b"\x01"
    return issuer.tlv(0x30, oid, issuer.tlv(0xA0))


HUGE: dict[str, tuple[Callable[[], bytes], Callable[[bytes], object]]] = {
    "an identifier of ten thousand figures": (
        huge_number_in_an_identifier,
        lambda data: verify(data, {}, store(()), TODAY),
    ),
    "elements without an end": (
        lambda: b"\x30\x80" * 100_000,
        lambda data: verify(data, {}, store(()), TODAY),
    ),
    "millions of parts": (lambda: issuer.tlv(0x30, b"\x05\x00" * 2_000_000), master_list.read),
    "many beginnings without an end": (
        lambda: b"-----BEGIN CERTIFICATE-----\n" * 100_000,
        lambda data: trust_list.read(data, ListKind.AUTHORITIES),
    ),
    "a boundary at every place": (
        lambda: b"--\n" + b"--" * 2_000_000,
        lambda data: trust_list.read(data, ListKind.AUTHORITIES),
    ),
    "no line but empty ones": (
        lambda: b"--\n" + b"\n" * 4_000_000,
        lambda data: trust_list.read(data, ListKind.AUTHORITIES),
    ),
    "values without a certificate": (
        lambda: b"dn: x\n" + b"a:: AAAA\n" * 100_001,
        lambda data: trust_list.read(data, ListKind.AUTHORITIES),
    ),
    "XML of great depth": (
        lambda: b"<a>" * 50_000,
        lambda data: trust_list.read(data, ListKind.SERVICES),
    ),
    "XML in an encoding of nobody": (
        lambda: b'<?xml version="1.0" encoding="UPF-8"?><a/>',
        lambda data: trust_list.read(data, ListKind.SERVICES),
    ),
    "JSON of great depth": (
        lambda: b'{"data":' + b"[" * 20_000,
        lambda data: vds_nc.read(as_text(data)),
    ),
    "a number of ten thousand figures": (
        lambda: b'{"data":' + b"9" * 10_000 + b"}",
        lambda data: vds_nc.read(as_text(data)),
    ),
    "a 2D-Doc that never ends": (
        lambda: b"DC04" + b"0" * 100_000,
        lambda data: two_d_doc.read(as_text(data)),
    ),
}


@pytest.mark.parametrize("name", HUGE)
def test_what_is_huge_or_deep_is_refused_with_a_reason_and_soon(name: str) -> None:
    made, read = HUGE[name]
    data, start = made(), time.process_time()
    with pytest.raises(UnreadableDocumentError) as refused:
        read(data)
    assert time.process_time() - start < SLOWEST
    assert refused.value.reason


def test_text_without_end_is_no_zone_and_is_not_looked_through() -> None:
    start = time.process_time()
    assert check("A " * 5_000_000, TODAY).consistent is None
    assert time.process_time() - start < SLOWEST / 10


def test_a_list_of_which_nothing_can_be_read_empties_no_other() -> None:
    damaged = publisher.pem(issuer.country().raw).replace(b"MII", b"AAA", 1)
    with pytest.raises(UnreadableDocumentError, match="no certificate in it can be read"):
        trust_list.read(damaged, ListKind.AUTHORITIES)
