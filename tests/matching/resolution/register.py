"""An invented register in two copies, the second with slips, moves and gaps; the same for the same seed.

Beside them live relatives and namesakes, who are in one copy only: whoever
matches them has matched strangers.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

SOUNDS = ("ba", "do", "ke", "li", "mar", "nor", "pel", "sti", "tu", "var", "zen", "gol", "fri", "hes")
COLUMNS = (
    "rec_id", "given_name", "surname", "street_number", "address_1", "suburb", "postcode", "date_of_birth"
)  # fmt: skip
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Registers:
    """Both copies; whoever is in both has one number after the letter of the copy."""

    left: list[Row]
    right: list[Row]


def registers(people: int, *, seed: int = 7, overlap: float = 1.0) -> Registers:
    """So many people on the left; that share of them on the right, and a relative of every fifth."""
    draw = np.random.default_rng(seed)
    names = [_word(draw, 2 + int(draw.integers(2))) for _ in range(max(people // 3, 40))]
    streets = [_word(draw, 3) + " street" for _ in range(max(people // 2, 40))]
    left, right = [], []
    for number in range(people):
        person = _person(draw, names, streets)
        left.append({"rec_id": f"a{number}", **person})
        if draw.random() < overlap:
            right.append({"rec_id": f"b{number}", **_worn(draw, person, names, streets)})
        if number % 5 == 0:
            relative = {
                **person,
                "given_name": _skewed(draw, names),
                "date_of_birth": _day(draw),
            }
            right.append({"rec_id": f"x{number}", **relative})
    order = draw.permutation(len(right))
    return Registers(left, [right[place] for place in order])


def write(rows: list[Row], path: Path) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path


def _person(draw: np.random.Generator, names: list[str], streets: list[str]) -> Row:
    place = int(draw.integers(1, 60))
    return {
        "given_name": _skewed(draw, names),
        "surname": _skewed(draw, names),
        "street_number": str(draw.integers(1, 200)),
        "address_1": streets[int(draw.integers(len(streets)))],
        "suburb": f"{SOUNDS[place % len(SOUNDS)]}ton {place // len(SOUNDS)}",
        "postcode": str(2000 + place),
        "date_of_birth": _day(draw),
    }


def _skewed(draw: np.random.Generator, names: list[str]) -> str:
    """A few names are borne by many."""
    return names[int(len(names) * draw.random() ** 2)]


def _word(draw: np.random.Generator, sounds: int) -> str:
    return "".join(SOUNDS[int(draw.integers(len(SOUNDS)))] for _ in range(sounds))


def _day(draw: np.random.Generator) -> str:
    return f"{draw.integers(1940, 2005)}{draw.integers(1, 13):02}{draw.integers(1, 29):02}"


def _worn(draw: np.random.Generator, person: Row, names: list[str], streets: list[str]) -> Row:
    """Up to three things went wrong when the record was written a second time."""
    worn = dict(person)
    for _ in range(int(draw.integers(0, 4))):
        field = COLUMNS[1 + int(draw.integers(len(COLUMNS) - 1))]
        kind = draw.random()
        if kind < 0.2:
            worn[field] = ""
        elif kind < 0.3 and field == "address_1":
            worn[field] = streets[int(draw.integers(len(streets)))]
        elif kind < 0.35 and field == "surname":
            worn[field] = _skewed(draw, names)
        else:
            worn[field] = _slipped(draw, worn[field])
    return worn


def _slipped(draw: np.random.Generator, text: str) -> str:
    if len(text) < 2:
        return text
    at = int(draw.integers(len(text) - 1))
    if draw.random() < 0.5:
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    sign = str(draw.integers(10)) if text[at].isdigit() else "abcdefghij"[int(draw.integers(10))]
    return text[:at] + sign + text[at + 1 :]
