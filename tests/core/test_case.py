from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from passerelle.core.case import Case, CaseError
from passerelle.core.purpose import Purpose

OPENED = datetime(2026, 11, 1, tzinfo=UTC)
DAY = timedelta(days=1)
CASE = Case(
    id="1",
    reference="PL-7/2026",
    purpose=Purpose.GROUP_INVESTIGATION,
    legal_basis="invented act, article 1",
    opened=OPENED,
    members=frozenset({"ana"}),
)


def test_a_case_admits_its_members_while_it_is_open() -> None:
    closed = CASE.close(OPENED + DAY)

    assert CASE.admits("ana", OPENED)
    assert not CASE.admits("dana", OPENED)
    assert not CASE.admits("ana", OPENED - DAY)
    assert closed.admits("ana", OPENED)
    assert not closed.admits("ana", OPENED + DAY)


def test_a_closed_case_is_not_closed_again() -> None:
    with pytest.raises(CaseError, match="closed already"):
        CASE.close(OPENED + DAY).close(OPENED + 2 * DAY)


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("id", ""),
        ("reference", " "),
        ("legal_basis", ""),
        ("members", frozenset()),
        ("closed", OPENED - DAY),
    ],
)
def test_an_incomplete_case_is_not_opened(part: str, value: Any) -> None:
    with pytest.raises(CaseError):
        dataclasses.replace(CASE, **{part: value})
