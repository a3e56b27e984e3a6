from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.documents.mrz import specimen

from passerelle.documents.mrz.check import check
from passerelle.documents.mrz.digit import ALPHABET, digit

ROOT = Path(__file__).parents[3]
DATA = Path(os.environ.get("PASSERELLE_DATA", str(ROOT / ".." / "shared" / "data"))) / "documents"
NAMES = ["number", "birth", "expiry", "personal", "composite"]
KEYS = {"format", "fields", "checks", "consistent", "indicators"}
FIELDS = {
    "document_type", "issuer", "number", "nationality", "birth", "sex", "expiry",
    "surname", "given_names", "optional", "optional2",
}  # fmt: skip
THEN = specimen.THEN


def test_the_specimen_passport_is_read_field_by_field() -> None:
    assert check(specimen.TD3, THEN).fields == {
        "document_type": "P",
        "issuer": "UTO",
        "surname": "ERIKSSON",
        "given_names": "ANNA MARIA",
        "number": "L898902C3",
        "nationality": "UTO",
        "birth": "740812",
        "sex": "F",
        "expiry": "120415",
        "optional": "ZE184226B",
    }


def test_the_older_french_card_is_read_field_by_field() -> None:
    assert check(specimen.FR_ID, THEN).fields == {
        "document_type": "ID",
        "issuer": "FRA",
        "surname": "BERTHIER",
        "given_names": "CORINNE",
        "number": "880692310285",
        "birth": "651206",
        "sex": "F",
        "optional": "",
    }


@pytest.mark.parametrize("name", ["TD1-long", "TD2-long"])
def test_a_long_number_is_given_whole(name: str) -> None:
    fields = check(specimen.ALL[name], THEN).fields
    assert fields["number"] == "D23145890734"
    assert fields["optional"] == ""


@pytest.mark.parametrize("name", specimen.ALL)
def test_a_specimen_is_consistent_and_printed_as_agreed(name: str) -> None:
    result = check(specimen.ALL[name], THEN)
    row = result.as_json()
    assert result.consistent is True
    assert set(row) == KEYS
    assert row["format"] == name.removesuffix("-long")
    assert set(result.fields) <= FIELDS
    assert [one.name.value for one in result.checks] == NAMES
    assert json.loads(json.dumps(row)) == row


def test_a_zone_that_is_none_has_no_answer() -> None:
    result = check("P<UTO", THEN)
    assert result.as_json() | {"checks": None, "indicators": None} == {
        "format": None, "fields": {}, "checks": None, "consistent": None, "indicators": None,
    }  # fmt: skip
    assert [(one.name.value, one.ok) for one in result.checks] == [(name, None) for name in NAMES]
    assert [one.name.value for one in result.indicators] == ["unreadable"]


def test_a_digit_that_cannot_be_read_leaves_the_answer_open() -> None:
    assert check(specimen.changed(specimen.TD3, 2, 3, "*"), THEN).consistent is None


def test_a_digit_that_differs_goes_before_one_that_cannot_be_read() -> None:
    text = specimen.changed(specimen.changed(specimen.TD3, 2, 3, "*"), 2, 20, "9")
    assert check(text, THEN).consistent is False


def test_left_out_spaces_are_told() -> None:
    result = check(specimen.TD3.replace("ANNA", "AN NA"), THEN)
    assert [one.name.value for one in result.indicators] == ["spaces-left-out", "code-never-issued"]


def test_letters_that_the_digit_takes_for_digits_are_told_beside_it() -> None:
    result = check(specimen.changed(specimen.TD3, 2, 16, "A"), THEN)
    assert result.consistent is True
    assert {"character-not-allowed", "date-impossible"} <= {one.name.value for one in result.indicators}


@given(st.sampled_from(sorted(specimen.ALL)), st.integers(0, 200), st.sampled_from(ALPHABET))
def test_one_changed_character_under_a_digit_is_consistent_only_when_the_digit_cannot_tell(
    name: str, place: int, sign: str
) -> None:
    text = specimen.ALL[name]
    place %= len(text)
    old = text[place]
    if old in {sign, "\n"}:
        return
    result = check(text[:place] + sign + text[place + 1 :], THEN)
    if digit(old) == digit(sign):
        return
    covered = result.consistent is False
    changed = {key for key, value in result.fields.items() if value != check(text, THEN).fields.get(key)}
    unprotected = {"document_type", "issuer", "nationality", "sex", "surname", "given_names", "optional"}
    assert covered or changed <= unprotected


@given(st.text() | st.sampled_from(sorted(specimen.ALL.values())))
def test_any_text_has_a_result_and_one_line_says_it(text: str) -> None:
    result = check(text, THEN)
    line = result.as_json_text()
    assert "\n" not in line
    assert json.loads(line) == result.as_json()


@given(st.lists(st.text(ALPHABET + "<", min_size=44, max_size=44), min_size=2, max_size=2))
def test_any_zone_has_a_result(lines: list[str]) -> None:
    assert check("\n".join(lines), THEN).format in {"TD3", "MRV-A"}


def vectors() -> list[Any]:
    file = DATA / "mrz_vectors.json"
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else []


@pytest.mark.shared
@pytest.mark.parametrize("vector", vectors() or [None], ids=lambda vector: "")
def test_a_published_zone_has_the_right_answers(vector: Any) -> None:
    if vector is None:
        pytest.skip("the shared zones are absent: set PASSERELLE_DATA")
    result = check("\n".join(vector["lines"]), THEN)
    found = {one.name.value: one.ok for one in result.checks}
    assert result.format == vector["format"]
    assert {name: found[name] for name in vector["check_digits"]} == vector["check_digits"]
    assert {name for name, ok in found.items() if ok is not None} == set(vector["check_digits"])
    assert result.consistent is all(vector["check_digits"].values())
