"""`passerelle owed`: every holder is told of what newer files changed or took away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.cli import acting

if TYPE_CHECKING:
    import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    acting.arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Zero once every holder of an older version is told, or asked to give it back."""
    env, access = acting.act(options, "owed")
    from passerelle.casework.owing import settle_what_is_owed

    settled = settle_what_is_owed(env, access)
    print(f"{settled.told} told, {settled.recalled} asked to give it back")
    return 0
