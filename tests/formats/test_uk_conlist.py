from __future__ import annotations

import csv
import gzip
import io
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from passerelle.core.draft import Draft


def values(draft: Draft, prop: str) -> list[str]:
    return [fact.value for fact in draft.facts if fact.prop == prop]


@pytest.fixture
def drafts(sample: Any, taken: Any) -> dict[str, Draft]:
    return {draft.publisher_id: draft for draft in taken(sample("uk_2031.csv"))[0]}


def test_every_row_is_taken_or_explained(sample: Any, taken: Any) -> None:
    drafts, explained = taken(sample("uk_2031.csv"))
    assert sum(draft.records for draft in drafts) == 4
    assert [(item.line, item.reason) for item in explained] == [
        (7, "the row has no Group ID"),
        (8, "the row has 2 columns and not 29"),
    ]


def test_scattered_rows_become_one_person(drafts: dict[str, Draft]) -> None:
    person = drafts["901"]
    assert person.records == 3
    assert values(person, "name") == ["Ilmo Varro TESKEL"]
    assert values(person, "alias") == ["Ilmo VARO"]
    assert values(person, "birthDate") == ["1971-03-09", "1972", "1973-05"]


def test_cells_that_hold_lists_are_taken_apart(drafts: dict[str, Draft]) -> None:
    person = drafts["901"]
    assert values(person, "nationality") == ["Seelander", "Unterlander"]
    assert values(person, "birthPlace") == ["Old Harbour", "New Harbour"]
    assert values(person, "birthCountry") == ["Seeland"]


def test_a_document_is_read_out_of_its_sentence(drafts: dict[str, Draft]) -> None:
    (passport,) = [draft for draft in drafts.values() if draft.schema == "Passport"]
    found = [passport.first(prop) for prop in ("number", "country", "startDate", "endDate")]
    assert found == ["ZZ0000017", "Seeland", "2019-04-01", "2029-04-01"]
    assert values(drafts["901"], "idNumber") == ["ABCDEF70A01Z999X"]
    assert "Passport: none known" in values(drafts["901"], "notes")


def test_the_reference_of_the_un_joins_the_lists(drafts: dict[str, Draft]) -> None:
    assert values(drafts["901.listing"], "unscId") == ["OBi.001"]
    assert values(drafts["902.listing"], "unscId") == ["QE.A.146.14"]


def test_windows_1252_and_utf_8_give_the_same(sample: Any, taken: Any) -> None:
    data = sample("uk_2031.csv")
    assert b"\x92" in data
    utf8 = data.decode("cp1252").encode("utf-8")
    assert taken(utf8) == taken(data)
    assert taken(b"\xef\xbb\xbf" + utf8) == taken(data)


def test_a_line_in_another_encoding_is_explained_and_the_rest_is_taken(sample: Any, taken: Any) -> None:
    lines = sample("uk_2031.csv").decode("cp1252").encode("utf-8").splitlines(keepends=True)
    bad = lines[4].replace(b"VARO", b"VAR\xd6")
    drafts, explained = taken(b"".join([*lines[:4], bad, *lines[5:]]))
    assert sum(draft.records for draft in drafts) == 3
    assert (explained[0].line, explained[0].reason) == (5, "the line is not UTF-8; save the file as UTF-8")


def test_an_older_layout_is_refused_with_its_line(sample: Any, taken: Any) -> None:
    drafts, explained = taken(sample("uk_2031.csv").replace(b"NI Number", b"NINO"))
    assert not drafts
    assert [item.line for item in explained] == [2]


@pytest.mark.shared
def test_the_published_list_is_accounted_for(lists: Path, taken: Any) -> None:
    packed = (lists / "uk_conlist_2018-04-13.csv.gz").read_bytes()
    rows = list(csv.reader(io.StringIO(gzip.decompress(packed).decode("cp1252"), newline="")))[2:]
    drafts, explained = taken(packed)
    assert not explained
    assert sum(draft.records for draft in drafts) == len(rows)
    assert {draft.publisher_id for draft in drafts if draft.records} == {row[28] for row in rows}
    stated = {row[28] for row in rows if "UN REF" in row[22].upper()}
    found = {draft.first("entity") for draft in drafts if draft.first("unscId")}
    assert len(found) >= 0.97 * len(stated)
