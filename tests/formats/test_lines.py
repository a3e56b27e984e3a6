from __future__ import annotations

import codecs

import pytest

from passerelle.formats.lines import LONGEST, MOST_REFUSED, Lines
from passerelle.formats.source import Pieces
from passerelle.formats.unreadable import UnreadableError, UnreadableLineError

BOTH = ("utf-8", "cp1252")


def lines(data: bytes, encodings: tuple[str, ...] = ("utf-8",), size: int = 3) -> Lines:
    return Lines(Pieces(data[start : start + size] for start in range(0, len(data), size)), encodings)


def test_lines_keep_their_ends_and_are_numbered() -> None:
    found = lines(codecs.BOM_UTF8 + "a\né\r\nlast".encode())
    assert list(found) == ["a\n", "é\r\n", "last"]
    assert found.number == 3


def test_the_old_mark_of_a_file_s_end_is_no_line() -> None:
    assert list(lines(b"a\n\x1a")) == ["a\n"]


def test_the_first_line_beyond_ascii_decides_the_encoding() -> None:
    found = lines(b"a\n\xe9\n" + "é\n".encode(), BOTH)
    assert [next(found), next(found)] == ["a\n", "é\n"]
    # The bytes of another encoding are read as what they would be in the first, and never guessed at.
    assert next(found) == "é\n".encode().decode("cp1252")


def test_a_bad_line_is_refused_by_its_number_and_the_next_is_read() -> None:
    found = lines("é\n".encode() + b"\xff\nb\nc\0\nd\n")
    assert next(found) == "é\n"
    with pytest.raises(UnreadableLineError, match="line 2: the line is not UTF-8"):
        next(found)
    assert next(found) == "b\n"
    with pytest.raises(UnreadableLineError, match="NUL"):
        next(found)
    assert next(found) == "d\n"


def test_too_many_bad_lines_in_a_row_end_the_reading() -> None:
    found = lines(b"\0\n" * (MOST_REFUSED + 5), size=1 << 16)
    for _ in range(MOST_REFUSED):
        with pytest.raises(UnreadableLineError):
            next(found)
    with pytest.raises(UnreadableError, match="in a row"):
        next(found)


def test_a_line_beyond_the_bound_ends_the_reading() -> None:
    found = lines(b"a\n" + b"x" * (LONGEST + 2), size=1 << 16)
    with pytest.raises(UnreadableError):
        list(found)
