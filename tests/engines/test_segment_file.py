from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from passerelle.engines import segment_file
from passerelle.matching.screening.segment import NameRow, arrays, build

if TYPE_CHECKING:
    from pathlib import Path


def test_a_segment_comes_back_as_it_was_written(tmp_path: Path) -> None:
    made = build([NameRow("x", "Беса Линдова", "Person", "1980"), NameRow("y", "محمد", "Person")])
    segment_file.write(tmp_path / "1.names", made)
    again = arrays(segment_file.read(tmp_path / "1.names"))
    assert all(np.array_equal(array, again[name]) for name, array in arrays(made).items())
    assert all(again[name].dtype == array.dtype for name, array in arrays(made).items())


def test_an_empty_segment_comes_back_too(tmp_path: Path) -> None:
    segment_file.write(tmp_path / "1.names", build([]))
    assert segment_file.read(tmp_path / "1.names").size == 0
