from __future__ import annotations

import codecs

import pytest

from passerelle.formats.sniff import FTM, OFAC, UK, UN, sniff
from passerelle.formats.source import Peekable, Pieces
from passerelle.formats.unreadable import UnreadableError


def named(head: bytes) -> str:
    return sniff(Peekable(Pieces([head])))


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b'<?xml version="1.0"?>\n<CONSOLIDATED_LIST a="b">', UN),
        (b"  <CONSOLIDATED_LIST>", UN),
        (b"<!DOCTYPE x>", UN),
        (b"Last Updated,13/04/2018\n", UK),
        (b'36,"AEROCARIBBEAN",-0- ,"CUBA"', OFAC),
        (b'101,"TESKEL, Ilmo","individual","TCO"', OFAC),
        (codecs.BOM_UTF8 + b'{"id": "a", "schema": "Person"', FTM),
        (b'{"entity_id": "a", "prop": "name"', FTM),
    ],
    ids=["un", "un-bare", "doctype", "uk", "ofac-entity", "ofac-person", "ftm", "statement"],
)
def test_a_format_is_known_by_its_content(head: bytes, expected: str) -> None:
    assert named(head) == expected


@pytest.mark.parametrize(
    ("head", "words"),
    [
        (b"", "empty"),
        (codecs.BOM_UTF16_LE + b"a\0", "UTF-16"),
        (b"PK\x03\x04", "mapping file"),
        (b"<html>", "none that is read here"),
        (b'{"a": 1}', "mapping file"),
        (b'101,1,"aka","VARO, Ilmo",-0- ', "ALT.CSV"),
        (b"a\0b", "NUL"),
        (b"name;number\n", "mapping file"),
    ],
    ids=["empty", "utf16", "zip", "xml", "json", "companion", "nul", "table"],
)
def test_what_is_not_known_is_refused_with_what_to_do(head: bytes, words: str) -> None:
    with pytest.raises(UnreadableError, match=words):
        named(head)
