"""`passerelle restrict`: stricter rules for a record, here and at every recipient."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from passerelle.cli import acting
from passerelle.core.handling import HandlingCode

if TYPE_CHECKING:
    import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    acting.arguments(parser)
    codes = [str(one) for one in HandlingCode if one is not HandlingCode.H3]
    parser.add_argument("--handling", action="append", default=[], choices=codes, help="a code that is added")
    parser.add_argument("--text", action="append", default=[], metavar="TEXT", help="a restriction in words")
    parser.add_argument("--review", type=date.fromisoformat, metavar="DATE", help="an earlier review date")
    parser.add_argument(
        "--only", action="append", metavar="NODE", help="who may keep it; it is recalled from all others"
    )
    parser.add_argument("record", metavar="RECORD", help="the record's id, 32 hexadecimal characters")


def run(options: argparse.Namespace) -> int:
    """Zero once every holder is told, or is asked to give it back."""
    env, access = acting.act(options, "restrict")
    from passerelle.casework.amending import Stricter, restrict
    from passerelle.casework.partners import partner

    audience = None if options.only is None else frozenset(partner(env, one).node for one in options.only)
    stricter = Stricter(
        handling=frozenset(HandlingCode(one) for one in options.handling),
        texts=tuple(options.text),
        review=options.review,
        audience=audience,
    )
    done = restrict(env, access, options.record, stricter)
    print(f"version {done.version}: {len(done.told)} told, {len(done.recalled)} asked to give it back")
    return 0
