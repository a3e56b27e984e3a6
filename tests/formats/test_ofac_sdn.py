from __future__ import annotations

import csv
import gzip
from typing import TYPE_CHECKING, Any

import pytest

from passerelle.formats.source import Pieces

if TYPE_CHECKING:
    from pathlib import Path

    from passerelle.core.draft import Draft


def values(draft: Draft, prop: str) -> list[str]:
    return [fact.value for fact in draft.facts if fact.prop == prop]


@pytest.fixture
def drafts(sample: Any, taken: Any) -> dict[str, Draft]:
    return {draft.publisher_id: draft for draft in taken(sample("sdn.csv"))[0]}


def test_every_row_is_taken_or_explained_and_the_end_mark_is_none(sample: Any, taken: Any) -> None:
    drafts, explained = taken(sample("sdn.csv"))
    assert sum(draft.records for draft in drafts) == 4
    assert [(item.line, item.reason) for item in explained] == [
        (5, "the row has 3 columns and not 12"),
        (6, "the row has no name"),
    ]


@pytest.mark.parametrize(
    ("prop", "expected"),
    [
        ("name", ["Ilmo Varro TESKEL"]),
        ("birthDate", ["1971-03-09", "1972~", "1974/1976"]),
        ("birthPlace", ["Old Harbour, Seeland"]),
        ("nationality", ["Seeland"]),
        ("citizenship", ["Unterland"]),
        ("gender", ["male"]),
        ("passportNumber", ["ZZ0000017", "ZZ0000018"]),
        ("idNumber", ["000-00-01"]),
        ("taxNumber", ["77-001"]),
        ("email", ["ferryman@example.org"]),
        ("phone", ["0099000001"]),
        ("website", ["www.example.org"]),
        ("weakAlias", ["THE FERRYMAN"]),
        ("position", ["Captain of the harbour"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_remarks_are_read(drafts: dict[str, Draft], prop: str, expected: list[str]) -> None:
    assert values(drafts["101"], prop) == expected


def test_what_the_table_does_not_know_stays_a_note(drafts: dict[str, Draft]) -> None:
    (note,) = [text for text in values(drafts["101"], "notes") if "brother" in text]
    assert note == "brother of Orla Teskel; Passport unknown"


def test_a_passport_keeps_country_and_dates(drafts: dict[str, Draft]) -> None:
    (passport,) = [d for d in drafts.values() if d.schema == "Passport" and d.first("number") == "ZZ0000017"]
    found = [passport.first(prop) for prop in ("holder", "country", "startDate", "endDate")]
    assert found == ["101", "Seeland", "2019-04-01", "2029-04-01"]


def test_a_wallet_is_held_by_its_subject(drafts: dict[str, Draft]) -> None:
    (wallet,) = [draft for draft in drafts.values() if draft.schema == "CryptoWallet"]
    assert (wallet.first("holder"), wallet.first("currency")) == ("101", "XBT")


def test_a_link_by_name_is_made_only_to_one_other_entity_of_the_list(drafts: dict[str, Draft]) -> None:
    links = [draft for draft in drafts.values() if draft.schema == "UnknownLink"]
    assert [(link.first("subject"), link.first("object")) for link in links] == [("101", "102")]


def test_the_listing_has_every_programme(drafts: dict[str, Draft]) -> None:
    listing = drafts["101.listing"]
    assert values(listing, "program") == ["OBER", "TCO"]
    assert listing.first("listingDate") == "2030-06-07"
    assert "invented order" in listing.first("provisions")


def test_a_vessel_has_its_own_columns(drafts: dict[str, Draft]) -> None:
    found = [drafts["103"].first(prop) for prop in ("callSign", "tonnage", "flag", "imoNumber", "buildDate")]
    assert found == ["ZZAA1", "1200", "Seeland", "0000001", "1998"]


def test_aliases_and_addresses_beside_the_list_are_joined(sample: Any, taken: Any) -> None:
    beside = {"alt": Pieces([sample("alt.csv")]), "add": Pieces([sample("add.csv")])}
    drafts, explained = taken(sample("sdn.csv"), **beside)
    found = {draft.publisher_id: draft for draft in drafts}
    assert values(found["101"], "alias") == ["VARO, Ilmo"]
    assert values(found["102"], "address") == ["1 Quay, Port-Lanterne, Seeland"]
    assert "OLD FERRIES" in values(found["102"], "previousName")
    assert {(item.part, item.line) for item in explained} == {("", 5), ("", 6), ("ALT", 3), ("ADD", 3)}
    assert sum(draft.records for draft in drafts) + len(explained) == 6 + 3 + 3


def test_a_remark_cut_by_the_publisher_keeps_its_last_piece_as_text(taken: Any) -> None:
    remark = ("DOB 1971; " + "x" * 970 + "; Passport ZZ").ljust(1000, "0")
    row = f'1,"TESKEL, Ilmo","individual","TCO",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"{remark}"\r\n'
    drafts, _ = taken(row.encode())
    assert not values(drafts[0], "passportNumber")
    assert values(drafts[0], "birthDate") == ["1971"]
    assert "Passport ZZ0" in drafts[0].first("notes")


def test_an_open_quotation_mark_ends_in_one_error_with_its_line(sample: Any, taken: Any) -> None:
    data = sample("sdn.csv").replace(b'"LANTERN FERRIES",-0-', b'"LANTERN FERRIES,-0-', 1)
    drafts, explained = taken(data)
    assert sum(draft.records for draft in drafts) >= 1
    assert explained[0].line == 2


@pytest.mark.shared
@pytest.mark.parametrize("name", ["ofac_sdn_2024-01-11.csv.gz", "ofac_sdn_2024-05-03.csv.gz"])
def test_the_published_list_is_accounted_for(lists: Path, taken: Any, name: str) -> None:
    with gzip.open(lists / name, "rt", encoding="utf-8", newline="") as text:
        rows = [row for row in csv.reader(text) if len(row) == 12]
    drafts, explained = taken((lists / name).read_bytes())
    assert not explained
    assert sum(draft.records for draft in drafts) == len(rows)
    assert {d.publisher_id for d in drafts if d.records} == {row[0] for row in rows}
    persons = sum(row[2].strip() == "individual" for row in rows)
    assert sum(draft.schema == "Person" for draft in drafts) == persons
    stated = sum(1 for row in rows if "DOB " in row[11] and row[2].strip() == "individual")
    assert sum(1 for d in drafts if d.schema == "Person" and d.first("birthDate")) >= 0.995 * stated
