from __future__ import annotations

import pytest

from passerelle.formats.source import Pieces
from passerelle.formats.unreadable import UnreadableError
from passerelle.formats.xml_record import LONGEST_RECORD, Element, records


def read(data: bytes, size: int = 5) -> list[Element]:
    pieces = Pieces(data[start : start + size] for start in range(0, len(data), size))
    return list(records(pieces, "LIST", {"ITEM"}))


def test_a_record_has_its_line_its_texts_and_its_children() -> None:
    (item,) = read(
        b"<LIST>\n<OTHER>x</OTHER>\n<ITEM><A> two\n words </A><B><VALUE>1</VALUE><VALUE/></B></ITEM></LIST>"
    )
    assert (item.tag, item.line) == ("ITEM", 3)
    assert (item.of("A"), item.of("C"), item.values("B")) == ("two words", "", ("1",))


def test_a_record_inside_a_record_is_a_part_of_it() -> None:
    (item,) = read(b"<LIST><ITEM><ITEM>x</ITEM></ITEM></LIST>")
    assert item.of("ITEM") == "x"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<OTHER><ITEM/></OTHER>", "root element is not LIST"),
        (b"<LIST><ITEM></LIST>", "not well-formed"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><LIST/>', "document type"),
        (b"<LIST>" + b"<a>" * 40, "nested deeper"),
        (b"<LIST><ITEM>" + b"x" * (LONGEST_RECORD + 1), "longer than"),
        (b'<?xml version="1.0" encoding="nonsense"?><LIST/>', "encoding"),
        (b"<LIST><ITEM>", "broken off"),
    ],
    ids=["root", "broken", "doctype", "deep", "long", "encoding", "cut"],
)
def test_what_cannot_be_read_is_refused_with_its_reason(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableError, match=words):
        read(data, 1 << 16)


def test_what_was_whole_before_the_break_is_kept() -> None:
    items = records(Pieces([b"<LIST><ITEM>x</ITEM><ITEM>"]), "LIST", {"ITEM"})
    assert next(items).text == "x"
    with pytest.raises(UnreadableError):
        next(items)
