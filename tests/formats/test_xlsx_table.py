from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest

from passerelle.core.draft import Draft, Explained
from passerelle.formats import xlsx_table
from passerelle.formats.mapping import read_mapping
from passerelle.formats.source import Pieces
from passerelle.formats.unreadable import UnreadableError

MAPPING = """
format = "xlsx"
sheet = "Contacts"
[[entity]]
name = "a"
schema = "Person"
id = "Id"
[entity.properties]
name = "Name"
birthDate = "Born"
"""


def book(*rows: list[object], sheet: str = "Contacts") -> bytes:
    made = openpyxl.Workbook()
    for row in rows:
        made.create_sheet(sheet).append(row) if sheet not in made.sheetnames else made[sheet].append(row)
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def table(data: bytes) -> list[Draft | Explained]:
    return list(xlsx_table.read(Pieces([data]), read_mapping(MAPPING)))


def test_cells_are_read_as_people_see_them_and_formulas_are_not_run() -> None:
    data = book(["Id", "Name", "Born"], [], [7, "Ana", dt.datetime(1980, 3, 7)], [8.0, "=1+1", None])
    one, other = table(data)
    assert isinstance(one, Draft)
    assert isinstance(other, Draft)
    assert (one.line, one.publisher_id, one.first("birthDate")) == (3, "7", "1980-03-07")
    assert (other.publisher_id, other.facts) == ("8", ())


def test_a_row_wider_than_the_header_is_explained() -> None:
    found = table(book(["Id", "Name", "Born"], [1, "Ana", "1980", "x"], [2, "Orla"]))
    assert [type(one) for one in found] == [Explained, Draft]


def test_a_sheet_that_is_not_there_is_an_error() -> None:
    with pytest.raises(UnreadableError, match="no sheet"):
        table(book(["Id"], sheet="Other"))


def test_a_workbook_beyond_the_bound_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_table, "LARGEST", 100)
    with pytest.raises(UnreadableError, match="split it"):
        table(book(["Id"]))


def test_a_whole_number_is_shown_without_its_fraction() -> None:
    assert [xlsx_table._text(value) for value in (99000001.0, 1.5, True, None)] == [
        "99000001",
        "1.5",
        "True",
        "",
    ]
