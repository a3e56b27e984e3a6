from __future__ import annotations

from pathlib import Path

import pytest
from tests.snapshot import Snapshot, normal, place_of

TESTS = Path(__file__).parents[1]
GOLDEN = sorted(TESTS.rglob("snapshots/*.txt"))


def test_another_text_fails_and_the_golden_file_stays(tmp_path: Path) -> None:
    file = tmp_path / "snapshots" / "page.txt"
    Snapshot(file, update=True)("one\n")
    Snapshot(file, update=False)("one")
    with pytest.raises(AssertionError, match="make snapshots"):
        Snapshot(file, update=False)("two")
    assert file.read_text() == "one\n"


def test_a_missing_golden_file_fails(tmp_path: Path) -> None:
    with pytest.raises(AssertionError):
        Snapshot(tmp_path / "none.txt", update=False)("one")


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("at 2026-03-02 09:00", "at [instant]"),
        ("2026-03-02T09:00:01.5+00:00", "[instant]"),
        ("a" * 64, "[digest]"),
        ("/entities/" + "0" * 32, "/entities/[id]"),
        ("http://localhost:41234/", "http://localhost:[port]/"),
        ("2026-03-02, 4 rows", "2026-03-02, 4 rows"),
    ],
    ids=["minute", "instant", "digest", "id", "port", "a day stays"],
)
def test_what_differs_from_run_to_run_is_replaced_by_its_kind(text: str, same: str) -> None:
    assert normal(text) == same + "\n"


@pytest.mark.parametrize("file", GOLDEN, ids=lambda file: file.stem)
def test_every_golden_file_has_its_test(file: Path) -> None:
    tests = {
        place_of(module, line.removeprefix("def ").partition("(")[0])
        for module in file.parent.parent.glob("test_*.py")
        for line in module.read_text(encoding="utf-8").splitlines()
        if line.startswith("def test_")
    }
    assert file in tests
