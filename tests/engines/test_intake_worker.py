from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).parents[1] / "formats" / "data"


def answered(file: Path, mapping: str = "") -> list[list[Any]]:
    """What the worker answers, run as its caller runs it."""
    with file.open("rb") as opened:
        asked = json.dumps(
            {"files": {"source": opened.fileno()}, "format": "", "mapping": mapping, "recognise": False}
        )
        done = subprocess.run(
            [sys.executable, "-I", "-m", "passerelle.engines.intake_worker"],
            input=asked.encode(),
            stdout=subprocess.PIPE,
            pass_fds=[opened.fileno()],
            env={},
            check=True,
        )
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.processes
def test_the_first_line_says_what_was_dropped_and_the_last_that_it_ended() -> None:
    found = answered(DATA / "uk_2031.csv")
    assert found[0][0] == "dropped"
    assert "limits" in found[0][1]
    assert found[-1] == ["end"]
    assert {one[0] for one in found[1:-1]} == {"draft", "explained"}


@pytest.mark.processes
def test_a_category_of_the_file_comes_through() -> None:
    found = answered(DATA / "phone.csv", (DATA / "phone.toml").read_text())
    contacts = [one for one in found if one[0] == "draft" and one[2] == "UnknownLink"]
    assert [one[-1] for one in contacts] == ["suspect", "smuggled-person", "contact", "undetermined"]
