from __future__ import annotations

import pytest
from tests.core.policy_case import agreement

from passerelle.core.clause import covers_schema


def test_an_empty_list_of_schemata_covers_all_and_another_those_that_extend_it() -> None:
    assert covers_schema(frozenset(), "Person")
    assert covers_schema(frozenset({"Vehicle"}), "Vessel")
    assert not covers_schema(frozenset({"Vessel"}), "Vehicle")


@pytest.mark.parametrize("name", ["main", "narrow", "channel"])
def test_a_clause_is_found_by_its_number(name: str) -> None:
    numbers = [clause.number for clause in agreement(name).clauses]

    assert len(numbers) == len(set(numbers))
