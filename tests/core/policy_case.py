"""Reads the hand-written policy cases: a base case, what differs from it, and the expected decision."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from passerelle.core.agreement_text import read_agreement
from passerelle.core.classification import Classification
from passerelle.core.country_status import CountryTable, country_table, demonstration_table
from passerelle.core.grade import Grade
from passerelle.core.handling import Handling, HandlingCode
from passerelle.core.item_permission import Cover, ItemPermission
from passerelle.core.marking import AssertionKind, Marking
from passerelle.core.party import Party, Regime, ServiceKind
from passerelle.core.protective import ProtectiveKind, ProtectiveState
from passerelle.core.purpose import Purpose
from passerelle.core.subject import SubjectCategory

if TYPE_CHECKING:
    from passerelle.core.agreement import Agreement

FOLDER = Path(__file__).parent / "policy_cases"
SUBJECTS = ("protection", "handling", "purpose", "agreement", "basis")
RECORD = "0123456789abcdef0123456789abcdef"
BASE: dict[str, Any] = {
    "sender": "oberland",
    "recipient": "unterland",
    "schema": "Person",
    "prop": "name",
    "category": "suspect",
    "grade": "B2",
    "handling": ["H0"],
    "classification": "BPL",
    "assertion": "fact",
    "purpose": "group-investigation",
    "review": date(2033, 1, 1),
    "at": datetime(2026, 11, 1, 12, tzinfo=UTC),
    "agreements": ["main"],
    "record": RECORD,
    "received": "",
    "table": "both",
}


@dataclass(frozen=True)
class Case:
    name: str
    law: str
    why: str
    given: dict[str, Any]
    expected: str


def cases() -> list[Case]:
    return [Case(*row) for subject in SUBJECTS for row in _toml(subject)["cases"]]


def clause_of(reason: str) -> str:
    return str(_toml("clauses")[reason])


def arguments(given: dict[str, Any]) -> dict[str, Any]:
    facts = BASE | given
    purpose = Purpose(facts["purpose"])
    asked = Purpose(facts.get("asked", purpose))
    return {
        "sender": party(facts["sender"]),
        "recipient": party(facts["recipient"]),
        "agreements": [agreement(name) for name in facts["agreements"]],
        "marking": marking(facts),
        "schema": facts["schema"],
        "prop": facts["prop"],
        "purpose": asked,
        "record": facts["record"],
        "permissions": [_permission(one, facts, asked) for one in facts.get("permit", [])],
        "states": [ProtectiveState(ProtectiveKind(one[0]), *one[1:]) for one in facts.get("states", [])],
        "minor": facts.get("minor", False),
        "cleared": facts.get("cleared", False),
        "at": facts["at"],
        "table": tables()[facts["table"]],
    }


def marking(facts: dict[str, Any]) -> Marking:
    codes = frozenset(HandlingCode(code) for code in facts["handling"])
    return Marking(
        owner=facts.get("owner", facts["sender"]),
        grade=Grade.of(facts["grade"]),
        handling=Handling(codes, ("ask first",) if HandlingCode.H3 in codes else ()),
        classification=Classification(facts["classification"]),
        assertion=AssertionKind(facts["assertion"]),
        category=SubjectCategory(facts["category"]),
        purpose=Purpose(facts["purpose"]),
        legal_basis="invented act, article 1",
        agreement=agreement(facts["received"]).id if facts["received"] else "",
        review=facts["review"],
    )


@cache
def party(name: str) -> Party:
    kind, country, regime = _toml("parties")[name]
    return Party(service=name, kind=ServiceKind(kind), country=country, regime=Regime(regime))


@cache
def agreement(name: str) -> Agreement:
    return read_agreement(agreement_text(name).encode())


def agreement_text(name: str) -> str:
    return str(_toml("agreements")[name])


@cache
def tables() -> dict[str, CountryTable]:
    real, invented = country_table(), demonstration_table()
    return {"real": real, "both": CountryTable("both", 1, real.rows + invented.rows)}


def _permission(row: Any, facts: dict[str, Any], asked: Purpose) -> ItemPermission:
    row = {"covers": [row]} if isinstance(row, str) else row
    return ItemPermission(
        record=row.get("record", facts["record"]),
        recipient=row.get("recipient", facts["recipient"]),
        by=row.get("by", facts.get("owner", facts["sender"])),
        people=frozenset(row.get("people", ["claire", "elif"])),
        granted=row.get("granted", datetime(2026, 10, 1, tzinfo=UTC)),
        covers=frozenset(Cover(cover) for cover in row["covers"]),
        purpose=Purpose(row.get("purpose", asked)),
        revoked=row.get("revoked"),
    )


@cache
def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
