from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from passerelle.core.declaration import LONGEST, Declaration, Declared, Fault, fault, is_issuer
from passerelle.core.values.number_range import NumberRangeError

TODAY = date(2026, 3, 2)
LOST = Declaration(
    issuer="FRA",
    document_type="P",
    first="12AB34567",
    declared=Declared.LOST,
    since=TODAY,
    review=TODAY + timedelta(days=365),
    redress="the registry of Oberland",
    report="Port-Lanterne, 7/2026",
)
BLANKS = replace(LOST, first="AB1000001", last="AB1000050", declared=Declared.STOLEN_BLANK)


@pytest.mark.parametrize("one", [LOST, BLANKS], ids=["one number", "a range of blanks"])
def test_an_issuer_may_declare_its_own(one: Declaration) -> None:
    assert fault(one, writer="fr", today=TODAY) is None


CASES = {
    "another State": ({}, "de", Fault.NOT_THE_ISSUER),
    "nowhere to object": ({"redress": " "}, "fr", Fault.NO_REDRESS),
    "invalid without a court": ({"declared": Declared.INVALID}, "fr", Fault.NO_DECISION),
    "lost without a report": ({"report": " "}, "fr", Fault.NO_REPORT),
    "range with holders": ({"last": "12AB34569"}, "fr", Fault.RANGE_OF_HOLDERS),
    "review too far": ({"review": TODAY + LONGEST + timedelta(days=1)}, "fr", Fault.REVIEW),
    "review past": ({"review": TODAY}, "fr", Fault.REVIEW),
    "not yet": ({"since": TODAY + timedelta(days=1)}, "fr", Fault.REVIEW),
    "too short": ({"first": "A12"}, "fr", Fault.NUMBER),
}


@pytest.mark.parametrize(("changes", "writer", "expected"), CASES.values(), ids=CASES)
def test_what_could_be_misused_is_not_written(
    changes: dict[str, object], writer: str, expected: Fault
) -> None:
    assert fault(replace(LOST, **changes), writer=writer, today=TODAY) is expected  # type: ignore[arg-type]


def test_invalid_with_a_courts_decision_may_be_declared() -> None:
    invalid = replace(LOST, declared=Declared.INVALID, decision="Court of Oberland, 14/2026", report="")
    assert fault(invalid, writer="fr", today=TODAY) is None


def test_a_range_that_is_none_raises() -> None:
    with pytest.raises(NumberRangeError):
        fault(replace(BLANKS, last="ZZ"), writer="fr", today=TODAY)


@pytest.mark.parametrize(
    ("writer", "issuer", "expected"),
    [("de", "D", True), ("xk", "RKS", True), ("xo", "XO", True), ("xo", "XU", False), ("", "", False)],
    ids=["Germany", "Kosovo", "invented", "other", "nobody"],
)
def test_codes_of_zones_and_of_services_name_the_same_state(writer: str, issuer: str, expected: bool) -> None:
    assert is_issuer(writer, issuer) is expected
