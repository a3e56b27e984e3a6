"""Golden files: what the code gives, kept beside the test as text whose difference a person can read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

OPTION = "--snapshot-update"
# What differs from run to run is replaced by its kind.
KINDS = (
    (re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?"), "[instant]"),
    (re.compile(r"\b[0-9a-f]{64}\b"), "[digest]"),
    (re.compile(r"\b[0-9a-f]{32}\b"), "[id]"),
    (re.compile(r"(?<=csrfmiddlewaretoken\" value=\")\w+"), "[token]"),
    (re.compile(r"(localhost|127\.0\.0\.1):\d+"), r"\1:[port]"),
)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Compares with the golden file of one test, or rewrites it when asked to."""

    place: Path
    update: bool

    def __call__(self, given: str) -> None:
        text = normal(given)
        if self.update:
            self.place.parent.mkdir(exist_ok=True)
            self.place.write_text(text, encoding="utf-8")
        known = self.place.read_text(encoding="utf-8") if self.place.exists() else ""
        assert text == known, f"If this is meant, run make snapshots and commit {self.place.name}."


def normal(text: str) -> str:
    """The text without what differs from run to run, and with one line feed at its end."""
    for pattern, kind in KINDS:
        text = pattern.sub(kind, text)
    return text.rstrip("\n") + "\n"


def place_of(file: Path, test: str) -> Path:
    """The golden file of a test: its name without `test_`, in `snapshots` beside it."""
    stem = re.sub(r"[^\w-]+", "-", test.removeprefix("test_")).strip("-")
    return file.parent / "snapshots" / f"{stem}.txt"


@pytest.fixture
def snapshot(request: pytest.FixtureRequest) -> Snapshot:
    """What the test gives equals its golden file; `make snapshots` rewrites that."""
    return Snapshot(place_of(request.path, request.node.name), bool(request.config.getoption(OPTION)))
