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


@pytest.fixture(scope="module")
def sources() -> dict[str, str]:
    """The text of every file of the package, by its place in it."""
    return {file.relative_to(SOURCE).as_posix(): file.read_text(encoding="utf-8") for file in FILES}


def test_nothing_is_too_long_to_be_read_at_once(sources: dict[str, str]) -> None:
    found = {file: too_long(source) for file, source in sources.items()}
    assert {file: names for file, names in found.items() if names} == {}
    assert [file for file, source in sources.items() if len(source.splitlines()) > LONGEST_FILE] == []


def test_a_function_that_is_too_long_is_found() -> None:
    assert too_long("def endless():\n" + "    x = 1\n" * LONGEST_FUNCTION) == ["endless"]


def test_no_file_has_a_name_that_says_nothing() -> None:
    assert [file for file in FILES if {file.stem, *file.parts} & NAMELESS] == []


def test_every_file_says_what_it_decides(sources: dict[str, str]) -> None:
    assert [file for file, source in sources.items() if not ast.get_docstring(ast.parse(source))] == []
