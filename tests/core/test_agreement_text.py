from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.core.agreement import Agreement, Confirms, Deadlines, QuestionTerms
from passerelle.core.agreement_text import LARGEST, AgreementTextError, read_agreement
from passerelle.core.classification import Classification
from passerelle.core.handling import HandlingCode
from passerelle.core.party import Regime
from passerelle.core.purpose import Purpose

TEXT = """\
format = "passerelle-agreement/1"
title = "Invented agreement"
source = "invented for tests"
doubts = "none"
zone = "Europe/Paris"
from = 2026-03-29
to = 2026-10-25
purposes = ["group-investigation"]
categories = ["suspect"]
schemata = ["Person"]
refusals = ["not-available", "harms-inquiry"]

[questions]
keys = 20
per_day = 100
bucket_bits = 8
reveals = "who asks, how many keys, a bucket of 8 bits"
confirms = "both"

[deadlines]
urgent_direct_hours = 8
urgent_indirect_days = 3
other_days = 7

[[party]]
name = "Oberland"
service = "oberland"

[[party]]
name = "Police of Unterland"
kind = "police"
country = "xu"

[[clause]]
number = "1"
effect = "permit"
senders = ["Oberland", "police"]
recipients = ["xu"]
properties = ["name", "Person.birthDate"]
classification = "RESTREINT UE/EU RESTRICTED"
handling = ["H0", "H1"]
regimes = ["led"]

[[clause]]
number = "2"
effect = "forbid"
schemata = ["Person"]
"""


def read(text: str) -> Agreement:
    return read_agreement(text.encode())


def test_an_agreement_is_read_whole() -> None:
    found = read(TEXT)

    assert found.id == hashlib.sha256(TEXT.encode()).hexdigest()
    assert [one.service or one.kind for one in found.parties] == ["oberland", "police"]
    assert found.questions == QuestionTerms(
        keys=20,
        per_day=100,
        bucket_bits=8,
        reveals="who asks, how many keys, a bucket of 8 bits",
        confirms=Confirms.BOTH,
    )
    assert found.deadlines == Deadlines(urgent_direct_hours=8, urgent_indirect_days=3, other_days=7)
    assert found.refusals == ("not-available", "harms-inquiry")
    first = found.clauses[0]
    assert first.senders == {"Oberland", "police"}
    assert first.properties == {"name", "Person.birthDate"}
    assert first.classification is Classification.RESTRICTED
    assert first.handling == {HandlingCode.H0, HandlingCode.H1}
    assert first.regimes == {Regime.LED}


def terms(text: str) -> QuestionTerms:
    found = read(text).questions
    assert found is not None
    return found


def test_a_budget_is_in_bits_and_follows_from_the_questions_where_it_is_not_said() -> None:
    assert terms(TEXT).cost(20) == 20 * (1 + 8)
    assert terms(TEXT).budget == 100 * 20 * (1 + 8)
    said = terms(TEXT.replace("bucket_bits = 8", "bucket_bits = 8\nbits_per_day = 500\nbucket_tags = 64"))
    assert (said.budget, said.bucket_tags) == (500, 64)


def test_names_are_asked_about_only_where_a_clause_is_cited_that_permits_them() -> None:
    group = Purpose.GROUP_INVESTIGATION
    cited = TEXT.replace("bucket_bits = 8", 'bucket_bits = 8\nnames = "1"')
    assert not read(TEXT).allows_names(group)
    assert read(cited).allows_names(group)
    narrower = cited.replace('regimes = ["led"]', 'regimes = ["led"]\npurposes = ["prosecution"]')
    assert not read(narrower).allows_names(group)
    for number in ("2", "9"):
        with pytest.raises(AgreementTextError, match="no clause"):
            read(cited.replace('names = "1"', f'names = "{number}"'))


def test_dates_are_midnights_of_the_agreement_s_zone_across_summer_time() -> None:
    found = read(TEXT)

    # The day it starts, clocks go forward; on its last day they go back, and that day has 25 hours.
    assert found.valid_from == datetime(2026, 3, 28, 23, tzinfo=UTC)
    assert found.valid_until == datetime(2026, 10, 25, 23, tzinfo=UTC)


def test_an_open_end_is_written_and_never_assumed() -> None:
    assert read(TEXT.replace("to = 2026-10-25", 'to = "open"')).valid_until is None
    with pytest.raises(AgreementTextError, match="to: it is missing"):
        read(TEXT.replace("to = 2026-10-25\n", ""))


BROKEN = {
    "top-typo": ("purposes =", "purposses =", "purposes: it is missing"),
    "top-unknown": ("zone =", 'colour = "red"\nzone =', "line 5, colour: this key is not known"),
    "clause-typo": ("recipients =", "recipient =", r"line 38, clause\[1\].recipient: this key is not known"),
    "party-unknown": ('country = "xu"', 'country = "xu"\nvote = 1', r"party\[2\].vote: this key"),
    "questions-unknown": ("keys = 20", "keys = 20\nkey = 1", r"questions\[1\].key: this key is not known"),
    "deadlines-unknown": ("other_days = 7", "other_days = 7\nx = 1", r"deadlines\[1\].x: this key"),
    "format": ("passerelle-agreement/1", "passerelle-agreement/2", "line 1, format"),
    "no-such-purpose": ("group-investigation", "immigration-control", "purposes: 'immigration-control'"),
    "no-such-category": ('["suspect"]', '["migrant"]', "categories: 'migrant' is none"),
    "no-such-schema": ('schemata = ["Person"]\nrefusals', 'schemata = ["Persn"]\nrefusals', "no schema"),
    "no-such-property": ('"Person.birthDate"', '"Person.birthday"', "properties: Person has no property"),
    "no-such-bare-property": ('["name",', '["nam",', "properties: no schema has a property"),
    "refused-property": ('["name",', '["Person.religion",', "properties: .*rule 9"),
    "no-such-sender": ('["Oberland", "police"]', '["Oberlend"]', "senders: 'Oberlend' is no party"),
    "no-such-effect": ('effect = "forbid"', 'effect = "allow"', "effect: 'allow' is none of permit, forbid"),
    "no-such-kind": ('kind = "police"', 'kind = "army"', "kind: 'army' is none"),
    "no-such-zone": ("Europe/Paris", "Europe/Atlantis", "zone: no such time zone"),
    "zone-path": ("Europe/Paris", "../etc", "zone: no such time zone"),
    "everybody": ('kind = "police"\ncountry = "xu"', 'kind = "police"', "a party is never everybody"),
    "empty-list": ('categories = ["suspect"]', "categories = []", "categories: a list of one text or more"),
    "list-of-numbers": ('categories = ["suspect"]', "categories = [1]", "categories: a list"),
    "not-a-list": ('categories = ["suspect"]', 'categories = "suspect"', "categories: a list"),
    "blank": ('title = "Invented agreement"', 'title = " "', "title: a text"),
    "local-time": ("to = 2026-10-25", "to = 2026-10-25T00:00:00", "to: an instant needs its offset"),
    "date-as-text": ("to = 2026-10-25", 'to = "2026-10-25"', "to: a date"),
    "ends-before": ("to = 2026-10-25", "to = 2026-03-28", "to: it ends before it begins"),
    "too-many-keys": ("keys = 20", "keys = 51", "keys: a whole number from 1 to 50"),
    "no-keys": ("keys = 20", "keys = 0", "keys: a whole number"),
    "true-keys": ("keys = 20", "keys = true", "keys: a whole number"),
    "same-number": ('number = "2"', 'number = "1"', "clause: two of them"),
    "same-party": (
        'name = "Police of Unterland"\nkind = "police"\ncountry = "xu"',
        'name = "Twice"\nservice = "oberland"\ncountry = "xu"\nkind = "police"',
        "party: two of them",
    ),
    "questions-not-a-table": ("[questions]\n", "[[questions]]\n", "questions: a table"),
    "toml": ("zone =", "zone", "not TOML: .*line 5"),
    "twice": ("zone =", 'title = "again"\nzone =', "not TOML"),
}


@pytest.mark.parametrize(("old", "new", "message"), BROKEN.values(), ids=BROKEN)
def test_a_broken_text_is_refused_with_its_key(old: str, new: str, message: str) -> None:
    assert old in TEXT
    with pytest.raises(AgreementTextError, match=message):
        read(TEXT.replace(old, new, 1))


def test_a_misspelt_condition_in_a_later_clause_names_its_own_line() -> None:
    with pytest.raises(AgreementTextError) as caught:
        read(TEXT + 'purpose = ["group-investigation"]\n')

    assert caught.value.key == "clause[2].purpose"
    assert caught.value.line == len(TEXT.splitlines()) + 1


@pytest.mark.parametrize("part", ["party", "clause"])
def test_an_agreement_has_two_parties_and_a_clause(part: str) -> None:
    head, *blocks = TEXT.split("\n[[")
    kept = [block for block in blocks if not block.startswith(part)]
    with pytest.raises(AgreementTextError, match=f"{part}: it is missing"):
        read("\n[[".join([head, *kept]))
    if part == "party":
        one = "\n[[".join([head, blocks[0], *kept]).replace('recipients = ["xu"]', "")
        with pytest.raises(AgreementTextError, match="at least two parties"):
            read(one)


def test_an_array_of_tables_is_no_single_table() -> None:
    head = TEXT.split("\n[[", maxsplit=1)[0]
    with pytest.raises(AgreementTextError, match="party: at least one"):
        read(f'{head}\n[party]\nname = "x"\n')


@pytest.mark.parametrize(
    "data", [b"\xff", b"a = 1\n" * LARGEST, b"x = " + b"[" * 5000], ids=["utf-8", "size", "deep"]
)
def test_hostile_bytes_give_one_clear_error(data: bytes) -> None:
    with pytest.raises(AgreementTextError, match="agreement not read"):
        read_agreement(data)


@given(st.binary(max_size=200))
def test_no_bytes_raise_anything_else(data: bytes) -> None:
    with pytest.raises(AgreementTextError):
        read_agreement(data)


@given(st.integers(0, len(TEXT) - 1), st.sampled_from("az09[]=\"'\n# "))
def test_one_changed_character_never_keeps_the_id(position: int, character: str) -> None:
    changed = TEXT[:position] + character + TEXT[position + 1 :]
    try:
        found = read(changed)
    except AgreementTextError:
        return
    assert (found.id == read(TEXT).id) is (changed == TEXT)


def test_the_demonstration_agreement_is_read_by_the_same_reader() -> None:
    data = files("passerelle.core").joinpath("demonstration_agreement.toml").read_bytes()
    found = read_agreement(data)

    assert [one.name for one in found.parties] == ["Oberland", "Unterland", "Seeland", "Haven", "Coast"]
    assert found.questions is not None
