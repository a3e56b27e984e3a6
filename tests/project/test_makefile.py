from __future__ import annotations

import argparse
import importlib
import re
import subprocess
from pathlib import Path

import pytest

from passerelle.cli.commands import COMMANDS

ROOT = Path(__file__).parents[2]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
PROMISED = "help install demo test check bench soak docs snapshots messages conformance run release"


@pytest.mark.parametrize("target", PROMISED.split())
def test_every_promised_command_exists_and_says_what_it_does(target: str) -> None:
    assert re.search(rf"^{target}:.* ## \S.+$", MAKEFILE, re.MULTILINE)


@pytest.mark.processes
def test_make_alone_prints_every_command() -> None:
    printed = subprocess.run(
        ["make", "--silent"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert [line.split()[1] for line in printed.splitlines()] == PROMISED.split()


def test_every_command_is_phony_so_that_a_file_of_its_name_does_not_hide_it() -> None:
    phony = re.search(r"^\.PHONY: (.+)$", MAKEFILE, re.MULTILINE)
    assert phony is not None
    assert phony[1].split() == PROMISED.split()


@pytest.mark.parametrize("stamp", ["RUNTIME", "TOOLS"])
def test_installation_is_repeated_when_the_lock_file_changes(stamp: str) -> None:
    assert f"$({stamp}): uv.lock pyproject.toml" in MAKEFILE


@pytest.mark.parametrize("command", re.findall(r"\$\(BIN\)/passerelle (.+) \$\(ARGS\)", MAKEFILE))
def test_a_command_of_passerelle_is_called_as_it_declares_itself(command: str) -> None:
    name, *arguments = command.split()
    module = importlib.import_module(next(one.module for one in COMMANDS if one.name == name))
    parser = argparse.ArgumentParser()
    module.arguments(parser)
    parser.parse_args(arguments)


def test_continuous_integration_types_what_a_person_types() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "set -euo pipefail" in script
    assert script.splitlines()[-1] == "exec make test"
