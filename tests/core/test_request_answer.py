from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.policy_case import agreement

from passerelle.core.request_answer import PartRefused, RequestRefusalError, divide

CODES = ("not-available", "harms-inquiry")
TERMS = dataclasses.replace(agreement("main"), refusals=CODES)
PARTS = ("1", "2", "3", "4")


@given(st.lists(st.sampled_from(PARTS), unique=True), st.sampled_from(CODES))
def test_what_no_refusal_names_is_delivered(named: list[str], code: str) -> None:
    found = divide(PARTS, [PartRefused(one, code) for one in named], TERMS)

    assert found.delivered == tuple(one for one in PARTS if one not in named)
    assert {one.part for one in found.refused} == set(named)


@pytest.mark.parametrize(
    "refusals",
    [
        [PartRefused("1", "inconvenient", "a free text is no code")],
        [PartRefused("1", "")],
        [PartRefused("5", "not-available")],
        [PartRefused("1", "not-available"), PartRefused("1", "harms-inquiry")],
    ],
    ids=["not-listed", "no-code", "no-such-part", "twice"],
)
def test_a_refusal_outside_the_list_or_the_request_answers_nothing(refusals: list[PartRefused]) -> None:
    with pytest.raises(RequestRefusalError, match="nothing was answered"):
        divide(PARTS, refusals, TERMS)


def test_an_agreement_without_a_list_permits_no_refusal() -> None:
    with pytest.raises(RequestRefusalError):
        divide(PARTS, [PartRefused("1", CODES[0])], dataclasses.replace(TERMS, refusals=()))
