from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PAGE = (ROOT / "docs" / "explanation" / "dependencies.md").read_text(encoding="utf-8")
MOST_IN_BASE = 25


def names(requirements: list[str]) -> set[str]:
    """The distribution names of these requirement lines, in lower case."""
    return {re.split(r"[\[<>=!~; ]", line, maxsplit=1)[0].lower() for line in requirements}


def explained(page: str) -> set[str]:
    """The packages that have a row with a reason."""
    return {match[1] for match in re.finditer(r"^\| ([a-z0-9-]+) \| \S.+ \|$", page, re.MULTILINE)} - {
        "package"
    }


def declared() -> set[str]:
    extras = PROJECT["project"].get("optional-dependencies", {}).values()
    groups = PROJECT["dependency-groups"].values()
    return names([line for lines in (PROJECT["project"]["dependencies"], *extras, *groups) for line in lines])


def test_every_dependency_has_its_reason() -> None:
    assert declared() - explained(PAGE) == set()


def test_no_reason_outlives_its_dependency() -> None:
    assert explained(PAGE) - declared() == set()


def test_the_base_installation_stays_small() -> None:
    assert len(PROJECT["project"]["dependencies"]) <= MOST_IN_BASE


def test_no_two_lines_ask_for_the_same_package() -> None:
    lines = PROJECT["project"]["dependencies"]
    assert len(names(lines)) == len(lines)


def test_the_product_never_imports_a_peer() -> None:
    peers = {name.replace("-", "_") for name in names(PROJECT["dependency-groups"]["peers"])}
    imported = re.compile(rf"^\s*(?:import|from) (?:{'|'.join(peers)})\b", re.MULTILINE)
    sources = (ROOT / "src").rglob("*.py")
    assert [file.name for file in sources if imported.search(file.read_text(encoding="utf-8"))] == []
