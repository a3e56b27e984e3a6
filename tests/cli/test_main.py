from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from passerelle.cli.commands import COMMANDS
from passerelle.cli.main import main

if TYPE_CHECKING:
    from tests.snapshot import Snapshot

HEAVY = ("django", "openpyxl", "cryptography", "aiohttp", "passerelle.formats", "passerelle.engines")


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--help"])
    assert caught.value.code == 0
    out = capsys.readouterr().out
    assert all(command.name in out for command in COMMANDS)


def test_help_reads_as_it_did(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, snapshot: Snapshot
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    assert main([]) == 0
    snapshot(capsys.readouterr().out)


@pytest.mark.processes
def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys\nfrom passerelle.cli.main import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("[]\n")


def test_without_a_command_the_help_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert "usage: passerelle" in capsys.readouterr().out


def test_an_unknown_command_is_an_error() -> None:
    with pytest.raises(SystemExit) as caught:
        main(["pullback"])
    assert caught.value.code == 2


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_answers_help(command: object, capsys: pytest.CaptureFixture[str]) -> None:
    name = getattr(command, "name", "")
    with pytest.raises(SystemExit) as caught:
        main([name, "--help"])
    assert caught.value.code == 0
    assert f"usage: passerelle {name}" in capsys.readouterr().out
