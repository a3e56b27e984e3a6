from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from passerelle.core.draft import Draft, Explained
from passerelle.formats import reading
from passerelle.formats.mapping import read_mapping
from passerelle.formats.reading import FormatError, Request, check, read
from passerelle.formats.source import Pieces

if TYPE_CHECKING:
    from passerelle.formats.mapping import Mapping

LINE = b'{"id": "a", "schema": "Person", "properties": {"name": ["Ana"]}}\n'
MAPPING = read_mapping('[[entity]]\nname="a"\nschema="Person"\nid="x"\n[entity.properties]\nname="y"\n')


@pytest.mark.parametrize("name", ["csv", "xlsx", "json", "pdf"])
def test_a_format_without_what_it_needs_is_refused(name: str) -> None:
    with pytest.raises(FormatError):
        check(name, None)


@pytest.mark.parametrize("name", ["un", "ofac", "json"])
def test_a_mapping_of_another_format_is_refused(name: str) -> None:
    with pytest.raises(FormatError):
        check(name, MAPPING)


@pytest.mark.parametrize("name", ["", "un", "ofac", "uk", "ftm"])
def test_a_list_takes_no_mapping(name: str) -> None:
    check(name, None)
    check("csv", MAPPING)


def test_a_reading_that_breaks_off_ends_in_one_explanation() -> None:
    found = list(read(Request(source=Pieces([LINE, LINE, b"x" * 1_100_000]))))
    assert [type(one) for one in found] == [Draft, Draft, Explained]
    assert found[-1].line == 3


def test_too_many_records_that_are_not_taken_end_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_EXPLAINED", 3)
    found = list(read(Request(source=Pieces([LINE, b"{\n" * 9]))))
    assert [type(one) for one in found] == [Draft, *[Explained] * 5]


@pytest.mark.parametrize("mapping", [MAPPING, None], ids=["mapped", "recognised"])
@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"", "empty"), (b" \n\n", "empty"), ("x,y\n1,2\n".encode("utf-16"), "UTF-16")],
    ids=["empty", "blank", "utf-16"],
)
def test_a_file_without_content_or_in_another_encoding_is_one_error(
    data: bytes, reason: str, mapping: Mapping | None
) -> None:
    (found,) = read(Request(source=Pieces([data]), mapping=mapping))
    assert isinstance(found, Explained)
    assert reason in found.reason
