from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from passerelle.core.draft import Explained
from passerelle.formats.ledger_sheet import beginning, delimiter_of, sheets_of, table_rows
from passerelle.formats.unreadable import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable


def cells(data: bytes, **how: str) -> list[list[str]]:
    return [row.cells for row in beginning(table_rows(io.BytesIO(data), **how), 10)]


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        pytest.param("Statement, of March\na;b;c\n1,5;2;3\n2,5;3;4\n", ";", id="commas-above-and-in-amounts"),
        pytest.param("a\tb\n1\t2\n", "\t", id="tabs"),
        pytest.param("a|b\n1|2\n", "|", id="bars"),
        pytest.param("a,b\n", ",", id="one-line"),
        pytest.param("a\n1\n", ",", id="one-column"),
    ],
)
def test_the_delimiter_is_what_parts_most_lines_alike(text: str, delimiter: str) -> None:
    assert delimiter_of(text.encode()) == delimiter


def test_text_of_office_programs_is_read_in_its_encoding() -> None:
    table = "dâte\tšum\n1\t2\n"
    assert cells(table.encode("utf-16")) == [["dâte", "šum"], ["1", "2"]]
    assert cells(table.encode("cp1250"), encoding="cp1250")[0] == ["dâte", "šum"]
    with pytest.raises(UnreadableError, match="not in the encoding"):
        cells(b"a\n\x81\n", encoding="cp1250")


def test_json_lines_are_rows_and_their_numbers_stay_exact() -> None:
    lines = b'{"a": 0.10, "b": null}\nno\n{"b": "x", "a": 100000000000000000001}\n'
    rows = list(table_rows(io.BytesIO(lines)))
    explained = [row for row in rows if isinstance(row, Explained)]
    assert [row.line for row in explained] == [2]
    assert cells(lines) == [["a", "b"], ["0.10", ""], ["100000000000000000001", "x"]]


@pytest.mark.parametrize("head", [b"\xd0\xcf\x11\xe0", b"%PDF-1.7", b"\x89PNG", b"\xff\xd8\xff"], ids=repr)
def test_what_is_no_table_is_named(head: bytes) -> None:
    with pytest.raises(UnreadableError, match="not read"):
        cells(head + b"x" * 100)


def test_sheets_are_listed_and_one_is_chosen(
    workbook: Callable[[dict[str, list[list[object]]]], bytes],
) -> None:
    data = workbook({"Info": [["hello"]], "Moves": [["when", "sum"], ["2031-03-04", 0.1 + 0.2]]})
    assert sheets_of(io.BytesIO(data)) == ("Info", "Moves")
    assert sheets_of(io.BytesIO(b"a,b\n")) == ()
    assert cells(data, sheet="Moves") == [["when", "sum"], ["2031-03-04", "0.3"]]
