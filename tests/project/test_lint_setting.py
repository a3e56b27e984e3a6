from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PYPROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
LINTER = PYPROJECT.split("[tool.ruff.lint]")[1].split("[tool.ruff.lint.flake8-tidy-imports.banned-api]")[0]
CODE = re.compile(r'"([A-Z]+\d*)"')
NOQA = re.compile(r"#\s*noqa\b(?!: [A-Z]+\d+(?:, [A-Z]+\d+)* - \S)")
UNTYPED = re.compile(r"#\s*type:\s*ignore\b(?!\[[a-z-]+(?:, ?[a-z-]+)*\])")


def lines_without_reason(text: str) -> list[str]:
    """The lines that silence a rule of the linter and do not say why."""
    silencing = [line for line in text.splitlines() if CODE.search(line) and "select" not in line]
    return [line for line in silencing if not re.search(r"# \S+", line)]


def test_every_ignored_rule_has_its_reason() -> None:
    unexplained = lines_without_reason(LINTER)
    grouped = [line for line in unexplained if line.strip().startswith('"')]
    assert grouped == []


def test_a_rule_ignored_without_reason_is_found() -> None:
    assert lines_without_reason('  "COM812",\n  "ISC001",  # because\n') == ['  "COM812",']


def test_everything_is_selected() -> None:
    settings = tomllib.loads(PYPROJECT)["tool"]
    assert settings["ruff"]["lint"]["select"] == ["ALL"]
    assert settings["mypy"]["strict"] is True
    assert {"truthy-bool", "exhaustive-match"} <= set(settings["mypy"]["enable_error_code"])
    assert settings["pytest"]["ini_options"]["filterwarnings"][0] == "error"
    assert settings["importlinter"]["contracts"][0]["exhaustive"] is True


def silenced(folder: str) -> list[tuple[str, str]]:
    files = sorted((ROOT / folder).rglob("*.py"))
    return [(file.name, line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("folder", ["src", "scripts"])
def test_every_line_that_silences_a_checker_names_the_rule_and_the_reason(folder: str) -> None:
    assert [
        (name, line) for name, line in silenced(folder) if NOQA.search(line) or UNTYPED.search(line)
    ] == []


@pytest.mark.parametrize(
    "line",
    ["x = 1  # noqa", "x = 1  # noqa: S105", "x = y  # type: ignore"],
    ids=["no-code", "no-reason", "no-kind"],
)
def test_a_line_that_silences_a_checker_without_saying_why_is_found(line: str) -> None:
    assert NOQA.search(line) or UNTYPED.search(line)
