from __future__ import annotations

import gzip
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from passerelle.core.draft import Draft, Fact

if TYPE_CHECKING:
    from pathlib import Path


def values(draft: Draft, prop: str) -> list[str]:
    return [fact.value for fact in draft.facts if fact.prop == prop]


@pytest.fixture
def person(sample: Any, taken: Any) -> Draft:
    drafts, _ = taken(sample("un_2031.xml"))
    return next(draft for draft in drafts if draft.publisher_id == "OBi.001")


def test_every_record_is_taken_or_explained(sample: Any, taken: Any) -> None:
    drafts, explained = taken(sample("un_2031.xml"))
    assert sum(draft.records for draft in drafts) == 2
    assert [(item.line, item.reason) for item in explained] == [(31, "the record has no name")]
    assert {d.publisher_id: d.schema for d in drafts if not d.is_link} == {
        "OBi.001": "Person",
        "OBe.001": "Organization",
    }


def test_names_come_in_both_scripts_and_aliases_by_their_quality(person: Draft) -> None:
    assert values(person, "name") == [
        "Ilmo Varro Teskel",
        "\u0418\u043b\u044c\u043c\u043e \u0412\u0430\u0440\u0440\u043e",
    ]
    assert values(person, "alias") == ["Ilmo Varo"]
    assert values(person, "weakAlias") == ["The Ferryman"]


def test_every_kind_of_birth_date_is_read(person: Draft) -> None:
    expected = ["1971-03-09", "1972", "1980~", "1974/1976", "1973-11"]
    assert values(person, "birthDate") == expected
    assert Fact("birthDate", "1980~", "", "circa 1980") in person.facts


def test_a_country_alone_is_no_address(person: Draft) -> None:
    assert values(person, "address") == ["Port-Lanterne, Seeland"]
    assert values(person, "country") == ["Unterland"]


def test_a_document_becomes_a_link_and_a_number_of_its_holder(sample: Any, taken: Any) -> None:
    drafts, _ = taken(sample("un_2031.xml"))
    passport = next(draft for draft in drafts if draft.schema == "Passport")
    assert values(passport, "number") == ["ZZ0000017"]
    assert values(passport, "holder") == ["OBi.001"]
    assert values(passport, "startDate") == ["2019-04-01"]
    assert passport.is_link
    assert passport.records == 0


def test_a_relative_in_the_comments_stays_text(sample: Any, taken: Any) -> None:
    drafts, _ = taken(sample("un_2031.xml"))
    holding = {fact.prop for draft in drafts for fact in draft.facts if "Orla" in fact.value}
    assert holding == {"notes"}


def test_the_listing_names_its_authority_and_reference(sample: Any, taken: Any) -> None:
    drafts, _ = taken(sample("un_2031.xml"))
    listing = next(draft for draft in drafts if draft.publisher_id == "OBi.001.listing")
    assert values(listing, "unscId") == ["OBi.001"]
    assert values(listing, "listingDate") == ["2030-06-07"]


def test_a_file_cut_in_a_record_keeps_what_came_before(sample: Any, taken: Any) -> None:
    data = sample("un_2031.xml")
    drafts, explained = taken(data[: data.index(b"<ENTITY>") + 60])
    assert sum(draft.records for draft in drafts) == 1
    assert [item.line for item in explained][-1] == 39
    assert "broken off" in explained[-1].reason


@pytest.mark.parametrize(
    "doctype",
    [
        b'<!DOCTYPE x [<!ENTITY a "b">]>',
        b'<!DOCTYPE x SYSTEM "file:///etc/passwd">',
        b'<!DOCTYPE lolz [<!ENTITY l "lol"><!ENTITY m "&l;&l;&l;&l;&l;&l;">]>',
    ],
    ids=["internal", "external", "laughs"],
)
def test_a_document_type_is_refused_with_its_line(sample: Any, taken: Any, doctype: bytes) -> None:
    data = sample("un_2031.xml").replace(b"<CONSOLIDATED_LIST", b"\n" + doctype + b"<CONSOLIDATED_LIST", 1)
    drafts, explained = taken(data)
    assert not drafts
    assert len(explained) == 1
    assert "document type" in explained[0].reason
    assert explained[0].line >= 1


def test_both_editions_differ_by_reference_only(sample: Any, taken: Any) -> None:
    newer = sample("un_2031.xml").replace(b"The Ferryman", b"The Pilot").replace(b"OBe.001", b"OBe.002")
    old, _ = taken(sample("un_2031.xml"))
    new, _ = taken(newer)
    before = {(d.publisher_id, f.prop, f.value) for d in old for f in d.facts}
    after = {(d.publisher_id, f.prop, f.value) for d in new for f in d.facts}
    assert ("OBi.001", "weakAlias", "The Pilot") in after - before
    assert {item for item in before - after if item[0].startswith("OBi")} == {
        ("OBi.001", "weakAlias", "The Ferryman")
    }
    assert {item[0] for item in after - before} == {"OBi.001", "OBe.002", "OBe.002.listing"}


@pytest.mark.shared
@pytest.mark.parametrize("name", ["un_2020-11-30.xml.gz", "un_2026-01-28.xml.gz"])
def test_the_published_list_is_accounted_for(lists: Path, taken: Any, name: str) -> None:
    packed = (lists / name).read_bytes()
    text = gzip.decompress(packed)
    drafts, explained = taken(packed)
    count = Counter(draft.schema for draft in drafts if draft.records)
    assert count == {
        "Person": len(re.findall(rb"<INDIVIDUAL>", text)),
        "Organization": len(re.findall(rb"<ENTITY>", text)),
    }
    assert not explained
    numbers = len([n for n in re.findall(rb"<NUMBER>([^<]*)</NUMBER>", text) if re.search(rb"\d", n)])
    assert sum(draft.schema in {"Passport", "Identification"} for draft in drafts) == numbers
    assert sum(d.schema == "Sanction" for d in drafts) == len(re.findall(rb"<REFERENCE_NUMBER>", text))
