from __future__ import annotations

import pytest

from passerelle.core.draft import Draft, Explained
from passerelle.formats.csv_table import read
from passerelle.formats.mapping import read_mapping
from passerelle.formats.source import Pieces
from passerelle.formats.unreadable import UnreadableError

MAPPING = 'delimiter=";"\n[[entity]]\nname="a"\nschema="Person"\nid="Id"\n[entity.properties]\nname="Name"\n'


def table(data: bytes) -> list[Draft | Explained]:
    return list(read(Pieces([data]), read_mapping(MAPPING)))


def test_rows_below_the_header_are_taken_in_the_encoding_of_the_file() -> None:
    found = table(b"Id; Name ;Other\n1;Zo\xe9;x\n\n2;Ana;\n")
    assert [(item.line, item.first("name")) for item in found if isinstance(item, Draft)] == [
        (2, "Zoé"),
        (4, "Ana"),
    ]


def test_a_row_of_another_width_is_explained() -> None:
    found = table(b"Id;Name\n1;Ana;x\n2;Orla\n")
    assert found[0] == Explained(2, "the row has 3 columns and the header has 2")
    assert isinstance(found[1], Draft)


@pytest.mark.parametrize("header", [b"Id;Title\n", b"Id;Name;Name\n"], ids=["missing", "twice"])
def test_a_header_that_the_mapping_cannot_read_is_refused(header: bytes) -> None:
    with pytest.raises(UnreadableError):
        table(header + b"1;Ana\n")
