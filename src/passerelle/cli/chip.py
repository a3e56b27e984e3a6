"""`passerelle document chip` and `barcode`: signatures of what was read from a document; nothing is kept."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from passerelle.errors import PasserelleError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Mapping
    from datetime import date

    from passerelle.documents.chip.certificate import Certificate
    from passerelle.documents.chip.revocation import RevocationList
    from passerelle.documents.chip.trust_store import TrustStore
    from passerelle.documents.outcome import Finding
    from passerelle.documents.reading import Keys
    from passerelle.documents.trust.trusted import Trusted

STANDARD_INPUT = "-"
LARGEST = 1 << 25
NOTE = "Each result stands alone, and none is a statement about whoever carries the document."


class ChipFileError(PasserelleError):
    """A file cannot be opened, is too large or has no number; nothing was checked."""

    def __init__(self, place: str) -> None:
        super().__init__(f"{place} is absent, too large or cannot be read; nothing was checked, give another")


def chip_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `document chip`."""
    parser.add_argument("sod", metavar="EF.SOD", help="the chip's security object")
    parser.add_argument(
        "--group", action="append", default=[], metavar="N=FILE", help="a data group, such as 1=EF.DG1"
    )
    _trust(parser)


def barcode_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `document barcode`."""
    parser.add_argument("file", metavar="FILE", help="what the scanner read; - is standard input")
    parser.add_argument(
        "--signer",
        action="append",
        default=[],
        metavar="AUTHORITY:REFERENCE=FILE",
        help="the certificate of a signer, by the two codes that barcodes name",
    )
    _trust(parser)


def _trust(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--master-list", action="append", default=[], metavar="FILE", help="of ICAO or of a State"
    )
    parser.add_argument(
        "--authority", action="append", default=[], metavar="FILE", help="one authority's certificate (DER)"
    )
    parser.add_argument(
        "--revocation-list", action="append", default=[], metavar="FILE", help="of an authority (DER)"
    )
    parser.add_argument("--node", type=Path, metavar="FOLDER", help="use the lists that this node holds, too")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def chip(options: argparse.Namespace, day: date) -> int:
    """Zero when the object could be read, whatever was found in it."""
    from passerelle.documents.chip.trust_store import store
    from passerelle.documents.chip.verification import verify

    groups = dict(_group(text) for text in options.group)
    held = _held(options.node).authorities
    authorities = store([*held.certificates, *_authorities(options, held)], _revocations(options))
    found = verify(_bytes(options.sod, "EF.SOD"), groups, authorities, day)
    _told(found, {}, as_json=options.json)
    return 0


def barcode(options: argparse.Namespace, day: date) -> int:
    """Zero when the barcode could be read, whatever was found in it."""
    from passerelle.documents.barcode import seal
    from passerelle.documents.reading import Barcode, read

    data = _bytes(options.file, "the barcode")
    keys = _keys(options)
    text = data.hex() if data[:1] == bytes([seal.MAGIC]) else data.decode("utf-8", "replace")
    found = read(text, keys, day)
    if not isinstance(found, Barcode):
        raise ChipFileError("the barcode")
    _told(found.findings, dict(found.fields), as_json=options.json)
    return 0


def _held(node: Path | None) -> Trusted:
    """What the node's lists make trusted; nothing else of it is read."""
    from passerelle.documents.trust.trusted import NOTHING

    if node is None:
        return NOTHING
    from passerelle.config.opening import open_node

    env = open_node(node)
    from passerelle.casework import trust_lists

    return trust_lists.trusted(env)


def _authorities(options: argparse.Namespace, held: TrustStore) -> list[Certificate]:
    """The certificates of every list and file given; a list's own signature is told on the way."""
    from passerelle.documents.chip import certificate, master_list
    from passerelle.documents.chip.trust_store import store

    found: list[Certificate] = [certificate.read(_bytes(file, "an authority")) for file in options.authority]
    for file in options.master_list:
        one = master_list.read(_bytes(file, "a master list"))
        before = store([*held.certificates, *found])
        told = f"master list: {len(one.certificates)} authorities, signature {one.signature.outcome}, "
        told += f"signer {one.chain(before).outcome} by what was given before"
        print(
            told if one.anchor is None else f"{told}; its authority {one.anchor.fingerprint}", file=sys.stderr
        )
        found += one.certificates
    return found


def _revocations(options: argparse.Namespace) -> tuple[RevocationList, ...]:
    from passerelle.documents.chip import revocation

    return tuple(revocation.read(_bytes(file, "a revocation list")) for file in options.revocation_list)


def _keys(options: argparse.Namespace) -> Keys:
    """The node's lists; files that are given stand for every kind of barcode, as whoever gives them says."""
    from passerelle.documents.barcode.key_list import key_list
    from passerelle.documents.chip import certificate
    from passerelle.documents.reading import Keys

    held = _held(options.node)
    given, revocations = _authorities(options, held.authorities), _revocations(options)
    signers = {}
    for text in options.signer:
        names, _, file = text.partition("=")
        authority, _, reference = names.partition(":")
        signers[authority, reference] = certificate.read(_bytes(file, "a signer"))
    both = (
        key_list({**keys.signers, **signers}, (*keys.authorities.certificates, *given), revocations)
        for keys in (held.two_d_doc, held.seals)
    )
    return Keys(*both)


def _group(text: str) -> tuple[int, bytes]:
    number, _, file = text.partition("=")
    if not number.isdigit() or len(number) > 2:  # noqa: PLR2004 - a chip has sixteen
        raise ChipFileError("a data group")
    return int(number), _bytes(file, f"data group {int(number)}")


def _bytes(file: str, what: str) -> bytes:
    from passerelle.cli.given_file import GivenFileError, given

    try:
        return given(file, what, longest=LARGEST)
    except GivenFileError:
        raise ChipFileError(what) from None


def _told(found: Iterable[Finding], fields: Mapping[str, str], *, as_json: bool) -> None:
    rows = [{"name": one.name, "outcome": one.outcome.value, "why": one.why} for one in found]
    if as_json:
        print(json.dumps({"findings": rows, "fields": dict(fields)}))
        return
    for row in rows:
        print(f"{row['outcome']:<15} {row['name']}: {row['why']}")
    for name, value in fields.items():
        print(f"  {name:<32} {value}")
    print(NOTE)
