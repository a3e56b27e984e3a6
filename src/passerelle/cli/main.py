"""`passerelle …`: one command, one module, imported when it runs."""

from __future__ import annotations

import argparse
import importlib
import io
import sys
from functools import cache
from typing import TYPE_CHECKING

from passerelle import errors
from passerelle.cli.commands import COMMANDS
from passerelle.core.permission_row import EntryKind
from passerelle.core.way_in import require_listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from passerelle.cli.commands import Command

FAILED = 1
INTERRUPTED = 130
NOT_UTF_8 = "what was given or typed is not UTF-8; what was committed before stands, nothing else was done"
DATABASE = (
    "the node's database cannot be read or written ({}); what was committed before stands, nothing else was "
    "done. Check that it is there, undamaged, and of this version: `passerelle node migrate FOLDER`"
)
DESCRIPTION = "Lawful, graded, recallable exchange between services."


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code of the command that the arguments name."""
    _write_anything()
    given = sys.argv[1:] if arguments is None else list(arguments)
    options, rest = _parser(COMMANDS).parse_known_args(given)
    if options.command is None:
        _parser(COMMANDS).print_help()
        return 0
    command = next(command for command in COMMANDS if command.name == options.command)
    try:
        # What has no row in the permission table does not start.
        require_listed(EntryKind.COMMAND, command.ways or (command.name,))
        module = importlib.import_module(command.module)
        parser = argparse.ArgumentParser(prog=f"passerelle {command.name}", description=command.help)
        module.arguments(parser)
        return int(module.run(parser.parse_args(rest)))
    except (errors.PasserelleError, UnicodeError) as error:
        # Python's own sentence about a text may repeat it.
        said = NOT_UTF_8 if isinstance(error, UnicodeError) else error
        print(f"passerelle {command.name}: {said}", file=sys.stderr)
        return FAILED
    except _database_errors() as error:
        # A database's own sentence may repeat the values of a row.
        print(f"passerelle {command.name}: {DATABASE.format(type(error).__name__)}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has had enough; there is nobody to tell.
        sys.stderr.close()
        return FAILED


def _database_errors() -> tuple[type[Exception], ...]:
    """What a failing database raises; nothing in a command that opened none."""
    loaded = sys.modules.get("django.db.utils")
    return (loaded.Error,) if loaded else ()


def _write_anything() -> None:
    """A sign that the terminal cannot show, as in the name of a file, is written by its number."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


@cache
def _parser(known: tuple[Command, ...]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="passerelle", description=DESCRIPTION, allow_abbrev=False)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for command in known:
        # The command's own module knows its options, and answers --help itself.
        commands.add_parser(command.name, help=command.help, add_help=False, prefix_chars="\0")
    return parser
