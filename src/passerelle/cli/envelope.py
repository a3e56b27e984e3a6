"""`passerelle envelope …`: what waits for a partner leaves in a file; a file is taken in, exactly once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from passerelle.cli import acting
from passerelle.errors import PasserelleError

if TYPE_CHECKING:
    import argparse

LARGEST_PARCEL = 2**31


class ParcelFileError(PasserelleError):
    """The file cannot be read, or one lies there already; nothing was taken or overwritten."""

    def __init__(self) -> None:
        super().__init__("the file cannot be read, or one lies there already; nothing was taken or written")


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    out = actions.add_parser("export", help="write what waits for a partner into a file")
    acting.administration_arguments(out)
    out.add_argument("--to", required=True, metavar="NODE", help="name or id of the partner's node")
    out.add_argument("file", type=Path, metavar="FILE", help="where to write it")
    taking = actions.add_parser("import", help="take in a file, and write the replies to carry back")
    acting.administration_arguments(taking)
    taking.add_argument("file", type=Path, metavar="FILE", help="what was carried here")
    taking.add_argument("--replies", type=Path, metavar="FILE", help="where to write the replies")


def run(options: argparse.Namespace) -> int:
    """Zero when all of it was attributed to somebody; one where something in the file was not."""
    env, access = acting.administer(options, f"envelope {options.action}")
    from passerelle.casework.carrying import pack, unpack

    if options.action == "export":
        data, count = pack(env, access, options.to)
        _write(options.file, data)
        print(f"{count} envelopes written")
        return 0
    done = unpack(env, access, _read(options.file))
    if options.replies is not None and done.answered:
        _write(options.replies, done.replies)
    print(f"{done.answered} answered, {done.settled} settled, {done.unproven} not attributed to anybody")
    return 1 if done.unproven else 0


def _read(path: Path) -> bytes:
    from passerelle.cli.given_file import GivenFileError, given_file

    try:
        return given_file(path, "the file of envelopes", longest=LARGEST_PARCEL)
    except GivenFileError:
        raise ParcelFileError from None


def _write(path: Path, data: bytes) -> None:
    try:
        with path.open("xb") as file:
            file.write(data)
    except OSError:
        raise ParcelFileError from None
