"""A cell of a table that a spreadsheet opens: text stays text and is never computed."""

from __future__ import annotations

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def plain_cell(cell: str) -> str:
    """The cell, with a mark before what a spreadsheet would take for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
