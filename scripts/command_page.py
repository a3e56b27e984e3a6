"""The reference page of the commands, made from what their parsers declare.

argparse lays its help out differently in each version of Python; the page is
made from the declared arguments, so that every machine makes the same one.
"""

from __future__ import annotations

import argparse
import importlib
from typing import TYPE_CHECKING

from passerelle.cli.commands import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

HEAD = """# Commands

`passerelle` alone lists them, and each answers `--help`. This page is made from what the commands declare.
"""


def page() -> str:
    """One section for each command, and one for each command inside it."""
    return HEAD + "".join(text for command in COMMANDS for text in _command(command.name, command.module))


def _command(name: str, module: str) -> Iterator[str]:
    command = next(one for one in COMMANDS if one.name == name)
    parser = argparse.ArgumentParser(prog=f"passerelle {name}", description=command.help)
    importlib.import_module(module).arguments(parser)
    yield from _section(f"passerelle {name}", command.help, parser, level=2)


def _section(name: str, says: str, parser: argparse.ArgumentParser, level: int) -> Iterator[str]:
    yield f"\n{'#' * level} {name}\n\n{_sentence(says)}\n"
    inner = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    rows = [_row(action) for action in parser._actions if action not in inner and action.dest != "help"]
    if rows:
        yield "\n| argument | what it is |\n|---|---|\n" + "".join(rows)
    for action in inner:
        helps = {choice.dest: choice.help or "" for choice in action._choices_actions}
        yield from _inner(name, action.choices, helps, level)


def _inner(
    name: str, parsers: Mapping[str, argparse.ArgumentParser], helps: Mapping[str, str], level: int
) -> Iterator[str]:
    for word, parser in parsers.items():
        yield from _section(f"{name} {word}", helps.get(word, ""), parser, level + 1)


def _sentence(says: str) -> str:
    return says[:1].upper() + says[1:].rstrip(".") + "."


def _row(action: argparse.Action) -> str:
    says = (action.help or "").replace("|", "\\|")
    if action.default not in (None, False, argparse.SUPPRESS, "", []) and "%(default)s" in says:
        says = says % {"default": action.default}
    words = [*action.option_strings] or [_value(action)]
    shown = ", ".join(f"`{word}`" for word in words)
    if action.option_strings and action.nargs != 0:
        shown += f" `{_value(action)}`"
    needed = ", needed" if action.option_strings and action.required else ""
    return f"| {shown}{needed} | {says} |\n"


def _value(action: argparse.Action) -> str:
    if action.choices is not None and action.metavar is None:
        return "{" + ",".join(str(choice) for choice in action.choices) + "}"
    return str(action.metavar or (action.dest.upper() if action.option_strings else action.dest))
