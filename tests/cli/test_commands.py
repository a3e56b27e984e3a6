from __future__ import annotations

import importlib

import pytest

from passerelle.cli.commands import COMMANDS, Command


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_has_its_module(command: Command) -> None:
    module = importlib.import_module(command.module)
    assert callable(module.arguments)
    assert callable(module.run)


def test_no_name_is_taken_twice() -> None:
    names = [command.name for command in COMMANDS]
    assert len(set(names)) == len(names)
