from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.core.clearance import INQUIRY
from passerelle.core.permission import TRAINED
from passerelle.protection.indicators import parted


@dataclass(frozen=True)
class Sign:
    subject: str
    is_of_control: bool


def test_all_signs_of_a_controlled_subject_go_to_protection() -> None:
    controlled, other, collector = (
        Sign("one", is_of_control=True),
        Sign("one", is_of_control=False),
        Sign("two", is_of_control=False),
    )
    found = parted([other, controlled, collector])
    assert found.protected == (other, controlled)
    assert found.open == (collector,)


def test_a_subject_that_waits_already_stays_there() -> None:
    assert parted([Sign("one", is_of_control=False)], waiting=["one"]).open == ()


@given(st.lists(st.builds(Sign, subject=st.sampled_from("abc"), is_of_control=st.booleans())))
def test_no_subject_is_on_both_sides_and_nothing_is_lost(signs: list[Sign]) -> None:
    found = parted(signs)
    assert not {one.subject for one in found.protected} & {one.subject for one in found.open}
    assert sorted(map(repr, (*found.protected, *found.open))) == sorted(map(repr, signs))
    assert not any(one.is_of_control for one in found.open)


@pytest.mark.parametrize("role", sorted(TRAINED), ids=str)
def test_those_who_are_trained_do_not_inquire(role: str) -> None:
    assert role not in INQUIRY
