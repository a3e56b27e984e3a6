"""`python -m conformance https://HOST:PORT` runs the checks against a node and prints one line for each.

With `--certificate` and `--key` of a partner that the node trusts, the checks
that need an open door run too; with `--identity` and `--partner` those of a
peer that misbehaves. Without them they are reported as not run.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from urllib.parse import urlsplit

from conformance.door import Node, closed_door, open_door
from conformance.peer import Identity, Peer, misbehaving, read_card


def main(arguments: list[str]) -> int:
    """0 when no check failed, 1 when one did, 2 when the node could not be reached."""
    parser = argparse.ArgumentParser(prog="python -m conformance", description=__doc__)
    parser.add_argument("address", help="https://HOST:PORT of the node's gate")
    parser.add_argument("--certificate", type=Path, help="PEM file of a certificate that the node trusts")
    parser.add_argument("--key", type=Path, help="PEM file of its private key")
    parser.add_argument("--identity", type=Path, help="folder of the peer's keys, made where it is absent")
    parser.add_argument("--partner", type=Path, help="the partner file of the node, which trusts the peer")
    given = parser.parse_args(arguments)
    if given.identity and not given.partner:
        return introduce(given.identity)
    address = urlsplit(given.address)
    if address.scheme != "https" or not address.hostname or not address.port:
        parser.error("the address is written https://HOST:PORT")
    node = Node(address.hostname, address.port)
    if not node.is_there():
        print(f"Nothing answers at {given.address}; no check was run.", file=sys.stderr)
        return 2
    checks = [*closed_door(node)]
    identity = Identity.make(given.identity) if given.identity else None
    if identity is not None:
        given.certificate, given.key = identity.folder / "tls.crt", identity.folder / "tls.key"
    if given.certificate and given.key:
        checks += open_door(node, given.certificate, given.key)
    else:
        print("not run  checks for a trusted partner: give --certificate and --key")
    if identity is not None:
        checks += misbehaving(Peer(identity, node, read_card(given.partner.read_bytes())))
    else:
        print("not run  checks of a peer that misbehaves: give --identity and --partner")
    for kept, sentence in checks:
        print(f"{'kept' if kept else 'BROKEN':8} {sentence}")
    return 0 if all(kept for kept, _ in checks) else 1


def introduce(folder: Path) -> int:
    """The peer's partner file lies in the folder; its fingerprint is printed for the node's operator."""
    identity = Identity.make(folder)
    (folder / "peer.card").write_bytes(identity.partner_file())
    print(f'trust {folder / "peer.card"} with --fingerprint "{identity.fingerprint}", then give --partner')
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
