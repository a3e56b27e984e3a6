from __future__ import annotations

import io
import json
import struct
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from passerelle.formats.mapping import MappingError, read_mapping

PHONE = """
[[entity]]
name = "owner"
schema = "Person"
id = "Exhibit"
prefix = "owner"
[entity.constants]
notes = "owner of the phone"
[[entity]]
name = "contact"
schema = "Person"
id_from = ["Exhibit", "Name", "Number"]
needs = ["Number"]
[entity.properties]
name = "Name"
phone = ["Number", "Other"]
birthDate = "Born"
[[entity]]
name = "link"
schema = "UnknownLink"
id_from = ["Exhibit", "Name", "Number"]
[entity.references]
subject = "owner"
object = "contact"
[entity.constants]
role = "contact in the phone"
"""
HEADER = ["Exhibit", "Name", "Number", "Other", "Born"]
ROWS = [
    HEADER,
    ["E7", "Ilmo", "0099000001", "0099000002", "07/03/1980"],
    ["E7", "nobody", "", "", ""],
    ["", "", "", "", "lost"],
]


def as_csv() -> bytes:
    return "\n".join(",".join(row) for row in ROWS).encode()


def as_json() -> bytes:
    return b"\n".join(json.dumps(dict(zip(HEADER, row, strict=True))).encode() for row in ROWS[1:])


def as_xlsx() -> bytes:
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)  # type: ignore[union-attr]
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


FORMS = {"csv": as_csv, "json": as_json, "xlsx": as_xlsx}


@pytest.mark.parametrize("form", sorted(FORMS))
def test_a_seized_phone_becomes_its_owner_contacts_and_links(taken: Any, form: str) -> None:
    mapping = read_mapping(f'format = "{form}"\n' + PHONE)
    drafts, explained = taken(FORMS[form](), mapping=mapping)
    assert [draft.schema for draft in drafts] == ["Person", "Person", "UnknownLink", "Person"]
    assert sum(draft.records for draft in drafts) == 2
    assert len(explained) == 1
    contact, link = drafts[1], drafts[2]
    found = [(fact.prop, fact.value) for fact in contact.facts]
    assert found == [
        ("name", "Ilmo"),
        ("phone", "0099000001"),
        ("phone", "0099000002"),
        ("birthDate", "1980-03-07"),
    ]
    assert (link.first("subject"), link.first("object")) == ("owner-E7", contact.publisher_id)


def test_an_id_made_of_columns_shows_none_of_them(taken: Any) -> None:
    drafts, _ = taken(as_csv(), mapping=read_mapping(PHONE))
    assert "0099000001" not in drafts[1].publisher_id


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("not toml", "no TOML"),
        ("colour = 1", "unknown keys: colour"),
        ('format = "pdf"', "none of csv, xlsx, json"),
        ("", "no [[entity]]"),
        ('[[entity]]\nname="a"\nschema="Person"', "either id or id_from"),
        (
            '[[entity]]\nname="a"\nschema="Person"\nid="x"\n[entity.references]\nholder="b"',
            "not mapped before",
        ),
        ('[[entity]]\nname="a"\nschema="Person"\nid="x"\n[entity.properties]\nreligion="y"', "never takes"),
        ('[[entity]]\nname="a"\nschema="Person"\nid=3', "neither a text nor a list"),
        ('[[entity]]\nname="a"\nschema="Person"\nid="x"', "states nothing"),
        ('delimiter="ab"\n[[entity]]\nname="a"\nschema="Person"\nid="x"', "one character"),
    ],
    ids=["toml", "key", "format", "none", "id", "order", "religion", "type", "silent", "delimiter"],
)
def test_a_mapping_that_cannot_be_used_says_where(text: str, words: str) -> None:
    with pytest.raises(MappingError) as caught:
        read_mapping(text)
    assert words in str(caught.value)


def test_a_missing_column_is_one_error_at_the_header(taken: Any) -> None:
    drafts, explained = taken(as_csv().replace(b"Number", b"Tel", 1), mapping=read_mapping(PHONE))
    assert not drafts
    assert (explained[0].line, len(explained)) == (1, 1)
    assert "no column Number" in explained[0].reason


def archive(*entries: tuple[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries:
            made.writestr(name, content)
    return data.getvalue()


def overlapping() -> bytes:
    data = bytearray(archive(("a", b"a" * 50), ("b", b"a" * 50)))
    second = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, second + 42, 0)
    return bytes(data)


HOSTILE = {
    "bomb": (archive(("a", b"\0" * 50_000_000)), "times its size"),
    "many": (archive(*((str(n), b"") for n in range(2_001))), "entries"),
    "parent": (archive(("../a", b"")), "leads out"),
    "absolute": (archive(("/a", b"")), "leads out"),
    "case": (archive(("A", b""), ("a", b"")), "same name"),
    "overlap": (overlapping(), "overlap"),
    "cut": (as_xlsx()[:-40], "cut short"),
    "no-book": (archive(("a", b"")), "damaged or no XLSX"),
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_a_hostile_archive_is_refused_with_its_reason(taken: Any, name: str) -> None:
    data, words = HOSTILE[name]
    drafts, explained = taken(data, mapping=read_mapping('format = "xlsx"\n' + PHONE))
    assert not drafts
    assert len(explained) == 1
    assert words in explained[0].reason


def test_a_document_type_inside_a_workbook_is_refused(taken: Any) -> None:
    with zipfile.ZipFile(io.BytesIO(as_xlsx())) as book:
        parts = [(name, book.read(name)) for name in book.namelist()]
    bad = [(n, b'<!DOCTYPE x [<!ENTITY a "b">]>' + c if n.endswith("sheet1.xml") else c) for n, c in parts]
    drafts, explained = taken(archive(*bad), mapping=read_mapping('format = "xlsx"\n' + PHONE))
    assert not drafts
    assert "document type" in explained[0].reason


def test_the_documented_mapping_of_a_phone_is_the_tested_one(sample: Any) -> None:
    page = Path(__file__).parents[2] / "docs" / "howto" / "read-lists-and-tables.md"
    assert sample("phone.toml").decode().strip() in page.read_text(encoding="utf-8")


def test_a_column_says_whom_each_row_is_about(sample: Any, taken: Any) -> None:
    drafts, explained = taken(sample("phone.csv"), mapping=read_mapping(sample("phone.toml").decode()))
    assert [(item.line, "boss" in item.reason) for item in explained] == [(6, False)]
    assert "column assessed_as holds none of" in explained[0].reason
    found = {
        schema: [d.category for d in drafts if d.schema == schema] for schema in ("Person", "UnknownLink")
    }
    contacts = ["suspect", "smuggled-person", "contact", "undetermined"]
    assert found["UnknownLink"] == contacts
    assert found["Person"][0::2] == ["contact"] * 4
    assert found["Person"][1::2] == contacts


def test_without_such_a_column_nothing_is_said_of_the_row(taken: Any) -> None:
    drafts, _ = taken(as_csv(), mapping=read_mapping(PHONE))
    assert {draft.category for draft in drafts} == {None}
