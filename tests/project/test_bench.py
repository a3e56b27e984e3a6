from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from scripts.bench import main

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.processes
def test_every_benchmark_prints_its_line(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "one.py").write_text("""print('{"name": "one"}')""")
    (tmp_path / "two.py").write_text("""print('{"name": "two"}')""")
    (tmp_path / "_shared.py").write_text("raise SystemExit(1)")
    assert main([], tmp_path) == 0
    assert capfd.readouterr().out == '{"name": "one"}\n{"name": "two"}\n'


@pytest.mark.processes
def test_one_benchmark_can_be_asked_for(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "one.py").write_text("""print('{"name": "one"}')""")
    (tmp_path / "two.py").write_text("raise SystemExit(1)")
    assert main(["one"], tmp_path) == 0
    assert capfd.readouterr().out == '{"name": "one"}\n'


@pytest.mark.processes
def test_a_benchmark_that_fails_or_prints_no_figure_is_named(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "falls.py").write_text("raise SystemExit(3)")
    (tmp_path / "mute.py").write_text("")
    (tmp_path / "talks.py").write_text("print('done')")
    assert main([], tmp_path) == 1
    assert "falls, mute, talks" in capfd.readouterr().err


def test_an_unknown_benchmark_is_refused_with_the_names_there_are(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "one.py").write_text("")
    assert main(["none"], tmp_path) == 2
    assert "No benchmark is called none. There are: one." in capfd.readouterr().err
