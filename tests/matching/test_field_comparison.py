from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from passerelle.matching.field_comparison import findings_of
from passerelle.matching.subject import Subject

if TYPE_CHECKING:
    from passerelle.matching.finding import Reason


def reasons(left: list[tuple[str, str]], right: list[tuple[str, str]]) -> dict[str, Reason]:
    found = findings_of(Subject("Person", tuple(left)), Subject("Person", tuple(right)))
    return {str(finding.field): finding.reason for finding in found}


@pytest.mark.parametrize(
    ("left", "right", "field", "expected"),
    [
        pytest.param(
            [("birthDate", "1980-05-03")], [("birthDate", "3 May 1980")], "birthDate", "same-date", id="day"
        ),
        pytest.param(
            [("birthDate", "1980")], [("birthDate", "3 May 1980")], "birthDate", "compatible-date", id="year"
        ),
        pytest.param(
            [("birthDate", "1980-03-05")], [("birthDate", "1980-05-03")], "birthDate", "near-date", id="swap"
        ),
        pytest.param(
            [("birthDate", "1960")], [("birthDate", "1980")], "birthDate", "other-date", id="other-date"
        ),
        pytest.param([("birthDate", "1960")], [], "birthDate", "one-side-silent", id="one-silent"),
        pytest.param([], [], "birthDate", "both-silent", id="both-silent"),
        pytest.param([], [("name", "Ivan Brandel")], "name", "one-side-silent", id="no-name"),
        pytest.param(
            [("name", "Ivan Storkin")], [("name", "Igor Brandel")], "name", "other-name", id="other-name"
        ),
        pytest.param(
            [("phone", "+33639981234")], [("phone", "+33639981235")], "phone", "one-sign-off", id="sign"
        ),
        pytest.param(
            [("passportNumber", "P123456")],
            [("number", "p 123456")],
            "document",
            "same-identifier",
            id="document",
        ),
        pytest.param(
            [("passportNumber", "P123456")],
            [("passportNumber", "Q999888")],
            "document",
            "other-identifier",
            id="passports-are-renewed",
        ),
        pytest.param(
            [("idNumber", "112233445")],
            [("idNumber", "998877665")],
            "document",
            "other-lifelong-number",
            id="lifelong",
        ),
        pytest.param(
            [("idNumber", "112233445")],
            [("idNumber", "99887766")],
            "document",
            "other-identifier",
            id="other-length",
        ),
    ],
)
def test_a_field_is_found_to_agree_or_not_for_a_reason(
    left: list[tuple[str, str]], right: list[tuple[str, str]], field: str, expected: str
) -> None:
    assert reasons(left, right)[field] == expected
    assert reasons(right, left)[field] == expected


def test_origin_is_never_compared() -> None:
    origin = [("nationality", "aa"), ("birthPlace", "Oberland"), ("religion", "x"), ("ethnicity", "y")]
    assert set(reasons(origin, origin)) == {"name", "birthDate"}
