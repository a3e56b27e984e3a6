from __future__ import annotations

import gzip
import io

import openpyxl
import pytest

from passerelle.core.draft import Draft, Explained
from passerelle.formats.reading import Request, read
from passerelle.formats.recognised import COLUMNS, PROPERTY


def taken(data: bytes | str) -> list[Draft | Explained]:
    content = data.encode() if isinstance(data, str) else data
    return list(read(Request(source=io.BytesIO(content), recognise=True)))


def facts(item: Draft | Explained) -> dict[str, str]:
    assert isinstance(item, Draft)
    return {fact.prop: fact.value for fact in item.facts}


def test_columns_are_known_by_trimmed_names_in_any_case() -> None:
    (item,) = taken(" Rec_ID ;Given Name; SURNAME;date_of_birth;Shoe size\nr1; Ilmo ;Varentov;19800503;44\n")
    assert isinstance(item, Draft)
    assert (item.publisher_id, item.schema) == ("r1", "Person")
    assert facts(item) == {"firstName": "Ilmo", "lastName": "Varentov", "birthDate": "19800503"}


def test_a_day_that_does_not_exist_keeps_its_text() -> None:
    items = taken("id,name,dob\n1,Ilmo,1980-13-45\n2,Ilmo,3 May 1980\n")
    assert [facts(item)["birthDate"] for item in items] == ["1980-13-45", "1980-05-03"]


def test_a_bad_row_is_explained_with_its_line_and_the_rest_is_kept() -> None:
    items = taken("id,name\n1,Ilmo\n2,Pel,more\n\n,Sandor\n3,\n4,Ondri\n5\n")
    assert [(item.line, type(item).__name__) for item in items] == [
        (2, "Draft"), (3, "Explained"), (5, "Explained"), (6, "Explained"), (7, "Draft"), (8, "Explained")
    ]  # fmt: skip


def test_a_table_without_ids_is_known_by_its_lines() -> None:
    (item,) = taken("full_name\nPelgor Shipping\n")
    assert isinstance(item, Draft)
    assert (item.publisher_id, item.schema) == ("line 2", "LegalEntity")


def test_a_stated_schema_and_several_aliases_are_taken() -> None:
    (item,) = taken("id,name,aliases,schema\n1,Pelgor,Pel Line; PL | Gor,Company\n")
    assert isinstance(item, Draft)
    assert item.schema == "Company"
    assert [fact.value for fact in item.facts if fact.prop == "alias"] == ["Pel Line", "PL", "Gor"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            '{"id": 7, "full_name": "Ilmo Varentov", "phone": ["1", "2"], "x": {}}\n', id="json-lines"
        ),
        pytest.param("id\tfull_name\tphone\n7\tIlmo Varentov\t1\n", id="tabs"),
    ],
)
def test_lines_of_json_and_tabs_are_read_too(text: str) -> None:
    (item,) = taken(gzip.compress(text.encode()))
    assert isinstance(item, Draft)
    assert item.publisher_id == "7"
    assert facts(item)["name"] == "Ilmo Varentov"
    assert item.first("phone") == "1"


def test_a_workbook_is_read() -> None:
    book, file = openpyxl.Workbook(), io.BytesIO()
    assert book.active
    book.active.append(["rec_id", "given_name", "surname"])
    book.active.append(["r1", "Ilmo", "Varentov"])
    book.save(file)
    (item,) = taken(file.getvalue())
    assert facts(item) == {"firstName": "Ilmo", "lastName": "Varentov"}


@pytest.mark.parametrize(
    "text",
    [pytest.param("id,shoe size\n1,44\n", id="nobody-named"), pytest.param("<html></html>", id="no-table")],
)
def test_a_table_that_names_nobody_is_explained(text: str) -> None:
    (item,) = taken(text)
    assert isinstance(item, Explained)
    assert item.line == 1


def test_a_list_stays_the_list_that_it_is() -> None:
    (item,) = taken('{"id": "a", "schema": "Vessel", "properties": {"name": ["Pelgor"]}}\n')
    assert isinstance(item, Draft)
    assert item.schema == "Vessel"


def test_no_column_has_two_meanings() -> None:
    assert len(PROPERTY) == sum(len(names.split()) for names in COLUMNS.values())
