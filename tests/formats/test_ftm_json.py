from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.core.draft import Draft, Fact
from passerelle.formats import ftm_json
from passerelle.formats.source import Pieces, opened

if TYPE_CHECKING:
    from pathlib import Path

WORDS = st.text("abcdefghij ", min_size=1, max_size=20).map(str.strip).filter(bool)


def entity(**properties: object) -> bytes:
    return json.dumps({"id": "e1", "schema": "Person", "properties": properties}).encode() + b"\n"


def facts(draft: Draft) -> list[tuple[str, str]]:
    return [(fact.prop, fact.value) for fact in draft.facts]


def test_an_entity_line_is_taken_with_every_value(taken: Any) -> None:
    drafts, _ = taken(entity(name=["Ana", "Ana", "Anna"], birthDate="1980-03"))
    assert facts(drafts[0]) == [("name", "Ana"), ("name", "Anna"), ("birthDate", "1980-03")]


def test_a_statement_line_is_taken_with_language_and_original(taken: Any) -> None:
    line = {
        "entity_id": "e1",
        "schema": "Person",
        "prop": "birthDate",
        "value": "1980",
        "lang": "eng",
        "original_value": "circa 1980",
    }
    drafts, _ = taken(json.dumps(line).encode())
    assert drafts[0].facts == (Fact("birthDate", "1980", "eng", "circa 1980"),)


@pytest.mark.parametrize("prop", ["ethnicity", "religion", "political", "privateKey"])
def test_refused_properties_are_left_out_and_said(taken: Any, prop: str) -> None:
    drafts, explained = taken(entity(name=["Ana"], **{prop: ["secret"]}))
    assert facts(drafts[0]) == [("name", "Ana")]
    assert drafts[0].left == (f"{prop}: not taken by this house",)
    assert not explained


def test_a_value_of_no_meaning_is_left_out_without_showing_it(taken: Any) -> None:
    drafts, _ = taken(entity(name=["Ana", None, True], birthDate=["31/31/1980"]))
    assert facts(drafts[0]) == [("name", "Ana")]
    assert len(drafts[0].left) == 3
    assert "1980" not in "".join(drafts[0].left)


@given(
    st.dictionaries(
        st.sampled_from(["name", "alias", "notes", "position"]), st.lists(WORDS, min_size=1, unique=True)
    )
)
def test_what_is_written_reads_back_the_same(properties: dict[str, list[str]]) -> None:
    given_facts = tuple(Fact(prop, " ".join(v.split())) for prop, vs in properties.items() for v in vs)
    draft = Draft(publisher_id="e1", schema="Person", line=1, facts=tuple(dict.fromkeys(given_facts)))
    assert list(ftm_json.read(opened(Pieces(ftm_json.write([draft]))))) == [draft]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("1980~", ["1980"]),
        ("1980-05-03~", ["1980"]),
        ("1979/1981", ["1979", "1980", "1981"]),
        ("1979-05/1980-01-02", ["1979", "1980"]),
        ("1979~/1980~", ["1979", "1980"]),
        ("1980-05-03", ["1980-05-03"]),
    ],
    ids=str,
)
def test_a_date_is_written_as_the_library_knows_dates(value: str, written: list[str]) -> None:
    draft = Draft(publisher_id="e1", schema="Person", line=1, facts=(Fact("birthDate", value),))
    (line,) = ftm_json.write([draft])
    assert json.loads(line)["properties"] == {"birthDate": written}


def test_a_stroke_in_a_name_is_no_range() -> None:
    draft = Draft(publisher_id="e1", schema="Person", line=1, facts=(Fact("name", "Ana/Anna~"),))
    (line,) = ftm_json.write([draft])
    assert json.loads(line)["properties"] == {"name": ["Ana/Anna~"]}


@pytest.mark.shared
@pytest.mark.parametrize("name", ["eu_2025-12-04.ftm.json.gz", "eu_2026-01-24.ftm.json.gz"])
def test_the_published_list_is_accounted_for(lists: Path, taken: Any, name: str) -> None:
    packed = (lists / name).read_bytes()
    lines = [json.loads(line) for line in gzip.decompress(packed).splitlines()]
    drafts, explained = taken(packed)
    assert not explained
    assert not any(draft.left for draft in drafts)
    assert [d.publisher_id for d in drafts] == [line["id"] for line in lines]


@pytest.mark.parametrize("schema", ["Nope", "Thing"], ids=["unknown", "abstract"])
@pytest.mark.parametrize(
    "rest", ['"properties": {"name": ["Ana"]}', '"prop": "name", "value": "Ana"'], ids=["entity", "statement"]
)
def test_a_schema_that_no_entity_has_is_explained(schema: str, rest: str, taken: Any) -> None:
    drafts, (found,) = taken(f'{{"id": "e1", "entity_id": "e1", "schema": "{schema}", {rest}}}\n'.encode())
    assert drafts == []
    assert "the schema is none that an entity can have" in found.reason
