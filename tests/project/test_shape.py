from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "passerelle"
FILES = sorted(file for file in SOURCE.rglob("*.py") if "migrations" not in file.parts)
LONGEST_FILE, LONGEST_CLASS, LONGEST_FUNCTION = 400, 200, 60
NAMELESS = {"utils", "util", "helpers", "helper", "common", "base", "services", "managers", "misc", "tools"}


def too_long(source: str) -> list[str]:
    """The functions and classes of this source that are longer than the house allows."""
    limits = {
        ast.FunctionDef: LONGEST_FUNCTION,
        ast.AsyncFunctionDef: LONGEST_FUNCTION,
        ast.ClassDef: LONGEST_CLASS,
    }
    return [
        node.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and (node.end_lineno or 0) - node.lineno + 1 > limits[type(node)]
    ]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(SOURCE).as_posix())
def test_nothing_is_too_long_to_be_read_at_once(file: Path) -> None:
    source = file.read_text(encoding="utf-8")
    assert too_long(source) == []
    assert len(source.splitlines()) <= LONGEST_FILE


def test_a_function_that_is_too_long_is_found() -> None:
    assert too_long("def endless():\n" + "    x = 1\n" * LONGEST_FUNCTION) == ["endless"]


def test_no_file_has_a_name_that_says_nothing() -> None:
    assert [file for file in FILES if {file.stem, *file.parts} & NAMELESS] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(SOURCE).as_posix())
def test_every_file_says_what_it_decides(file: Path) -> None:
    assert ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))
