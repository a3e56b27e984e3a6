from __future__ import annotations

import pytest

from passerelle.formats.plain_cell import plain_cell


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@now", "\tx", "\rx"], ids=repr)
def test_what_a_spreadsheet_would_compute_stays_text(cell: str) -> None:
    assert plain_cell(cell) == f"'{cell}"


def test_other_cells_stay_as_they_are() -> None:
    assert plain_cell("A-1") == "A-1"
