from __future__ import annotations

import pytest

from passerelle.core.draft import Explained
from passerelle.formats import table as table_module
from passerelle.formats.lines import Lines
from passerelle.formats.source import Pieces
from passerelle.formats.table import Row, rows
from passerelle.formats.unreadable import UnreadableError


def table(data: bytes, delimiter: str = ",") -> list[Row | Explained]:
    return list(rows(Lines(Pieces([data])), delimiter))


def test_a_row_that_spans_lines_is_known_by_its_first() -> None:
    assert table(b'a,"b\nc"\n\nd;e\n') == [Row(1, ["a", "b\nc"]), Row(4, ["d;e"])]


def test_the_delimiter_is_the_caller_s() -> None:
    assert table(b"a;b\n", ";") == [Row(1, ["a", "b"])]


def test_a_row_of_unbalanced_quotation_marks_is_explained_alone() -> None:
    first, second = table(b'"a"b,c\nd,e\n')
    assert isinstance(first, Explained)
    assert (first.line, second) == (1, Row(2, ["d", "e"]))


def test_a_line_in_another_encoding_is_explained_alone() -> None:
    found = table("é\n".encode() + b"\xff\na,b\n")
    assert [type(one) for one in found] == [Row, Explained, Row]


def test_an_open_quotation_mark_ends_the_reading_at_its_row() -> None:
    with pytest.raises(UnreadableError) as caught:
        table(b'a,b\nc,"d\ne\n')
    assert caught.value.line == 2


def test_a_record_beyond_the_bound_ends_the_reading_at_its_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_module, "LONGEST_RECORD", 3000)
    with pytest.raises(UnreadableError) as caught:
        table(b'a\n"' + (b"x" * 1000 + b"\n") * 4)
    assert caught.value.line == 2
    assert "too long" in caught.value.reason


def test_a_line_that_a_carriage_return_ends_is_explained_as_such() -> None:
    (found,) = table(b"a,b\rc,d\r")
    assert isinstance(found, Explained)
    assert "carriage return" in found.reason
