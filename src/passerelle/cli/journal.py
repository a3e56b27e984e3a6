"""`passerelle journal verify FOLDER`: is the journal whole, and if not, which entry was touched first?"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

HEAD = re.compile(r"(\d{1,18}):([0-9a-f]{64})")


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    verify = actions.add_parser("verify", help="check every entry, stored node and the head")
    verify.add_argument("folder", type=Path, metavar="FOLDER", help="the node's folder")
    verify.add_argument(
        "--head", type=_head, metavar="SIZE:ROOT", help="a head that somebody else kept, to compare with"
    )


def run(options: argparse.Namespace) -> int:
    """Zero when the journal is whole."""
    from passerelle.config.opening import open_node

    env = open_node(options.folder)
    from passerelle.casework.auditing import Damaged, Verified, WitnessedHead, verify_journal

    witnessed = WitnessedHead(*options.head) if options.head else None
    match verify_journal(env, witnessed):
        case Verified(size, root):
            print(f"verified: {size} entries, head {size}:{root.hex()}")
            return 0
        case Damaged(first, last, damage):
            entries = f"entry {first}" if first == last else f"one of the entries {first} to {last}"
            print(f"damaged: the first bad entry is {entries}: {damage}. Nothing was repaired.")
            return 1


def _head(text: str) -> tuple[int, bytes]:
    found = HEAD.fullmatch(text)
    if found is None:
        raise argparse.ArgumentTypeError("a head is SIZE:ROOT, the root 64 hexadecimal characters")
    return int(found[1]), bytes.fromhex(found[2])
