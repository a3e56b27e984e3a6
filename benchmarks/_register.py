"""An invented register in two copies of any size, the second worn; the same for the same seed.

Names, streets and towns are skewed as in a country: few are borne by many. In
the second copy live relatives too (same home, same surname, another person),
and one in five of its people is in no other copy.
"""

from __future__ import annotations

import gzip
from functools import cache
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from pathlib import Path

SOUNDS = ("ba", "do", "ke", "li", "mar", "nor", "pel", "sti", "tu", "var", "zen", "gol", "fri", "hes", "wi")
COLUMNS = "rec_id,given_name,surname,street_number,address_1,suburb,postcode,state,date_of_birth,soc_sec_id"
WORN = 0.8  # of the people of the first copy are in the second too
KIN = 0.1
SLIPS, GAPS, MOVED = 0.10, 0.04, 0.08
SWAPPED, LEFT_OUT = 0.3, 0.5
Texts = npt.NDArray[np.str_]


def write(people: int, left: Path, right: Path, seed: int = 11) -> int:
    """Both copies written; how many people are in both."""
    draw = np.random.default_rng(seed)
    first = _people(draw, people)
    both = draw.random(people) < WORN
    kin = draw.random(people) < KIN
    second = {name: _worn(draw, name, column[both]) for name, column in first.items()}
    moved = draw.random(int(both.sum())) < MOVED
    elsewhere = _people(draw, int(both.sum()))
    for name in ("street_number", "address_1", "suburb", "postcode", "state"):
        second[name] = np.where(moved, elsewhere[name], second[name])
    strangers = _people(draw, people - int(both.sum()))
    relatives = _people(draw, int(kin.sum()))
    for name in ("surname", "street_number", "address_1", "suburb", "postcode", "state"):
        relatives[name] = first[name][kin]
    ids = np.arange(people)
    _save(left, "a", ids, first, np.arange(people))
    whole = {name: np.concatenate([second[name], strangers[name], relatives[name]]) for name in first}
    numbers = np.concatenate([ids[both], people + np.arange(len(whole["surname"]) - int(both.sum()))])
    _save(right, "b", numbers, whole, draw.permutation(len(numbers)))
    return int(both.sum())


def _people(draw: np.random.Generator, count: int) -> dict[str, Texts]:
    given, surname = _words(2_000, 3), _words(60_000, 5)
    streets = np.array([f"{word} street" for word in _words(20_000, 3)])
    towns = _words(2_500, 3)
    town = _skewed(draw, len(towns), count)
    day = draw.integers(
        np.datetime64("1930-01-01").astype(int), np.datetime64("2008-01-01").astype(int), count
    )
    days = np.datetime_as_string(day.astype("datetime64[D]"))
    return {
        "given_name": given[_skewed(draw, len(given), count)],
        "surname": surname[_skewed(draw, len(surname), count)],
        "street_number": draw.integers(1, 250, count).astype(str),
        "address_1": streets[_skewed(draw, len(streets), count)],
        "suburb": towns[town],
        "postcode": (1000 + town).astype(str),
        "state": np.array(["north", "south", "east", "west", "isles"])[town % 5],
        "date_of_birth": np.char.replace(days, "-", ""),
        "soc_sec_id": draw.integers(10**8, 10**9, count).astype(str),
    }


def _skewed(draw: np.random.Generator, size: int, count: int) -> npt.NDArray[np.int64]:
    return (size * draw.random(count) ** 3).astype(np.int64)


@cache
def _words(count: int, sounds: int) -> Texts:
    """So many different words of two sounds up to so many, the same ones every time."""
    made = ["".join(some) for size in range(2, sounds + 1) for some in product(SOUNDS, repeat=size)]
    return np.array(made)[np.random.default_rng(sounds).permutation(len(made))[:count]]


def _worn(draw: np.random.Generator, name: str, column: Texts) -> Texts:
    worn = column.astype(f"<U{column.dtype.itemsize // 4 + 2}")
    for place in np.flatnonzero(draw.random(len(worn)) < SLIPS):
        worn[place] = _slipped(draw, str(worn[place]))
    gaps = GAPS * (8 if name == "soc_sec_id" else 1)
    worn[draw.random(len(worn)) < gaps] = ""
    return worn


def _slipped(draw: np.random.Generator, text: str) -> str:
    """A swap of neighbours, a sign left out, or another sign; of one sign alone only the last."""
    at, kind = int(draw.integers(max(len(text) - 1, 1))), draw.random()
    if kind < SWAPPED and text[1:]:
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    if kind < LEFT_OUT and text[1:]:
        return text[:at] + text[at + 1 :]
    sign = str(draw.integers(10)) if text[at].isdigit() else "aeioustrn"[int(draw.integers(9))]
    return text[:at] + sign + text[at + 1 :]


def _save(
    path: Path,
    copy: str,
    numbers: npt.NDArray[np.int64],
    rows: dict[str, Texts],
    order: npt.NDArray[np.int64],
) -> None:
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=1) as file:
        file.write(COLUMNS + "\n")
        columns = [rows[name] for name in COLUMNS.split(",")[1:]]
        for place in order:
            file.write(f"{copy}{numbers[place]}," + ",".join(str(column[place]) for column in columns) + "\n")
