from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.core.policy_case import Case, agreement, arguments, cases, clause_of

from passerelle.core.decision import Refuse
from passerelle.core.policy import decide

if TYPE_CHECKING:
    from passerelle.core.agreement import Agreement

SCOPE = {"purposes", "categories", "schemata", "classification", "onward", "clauses"}
SCOPE |= {"joining", "withholding"}
LATER = {"no-agreement", "not-in-force", "instrument-not-in-force", "forbidden"}


def is_by_rule(case: Case) -> bool:
    reason = case.expected.partition(" ")[0]
    return reason not in LATER | {"permit"} and clause_of(reason) not in SCOPE


def all_agreements() -> list[Agreement]:
    names = ("main", "low", "narrow", "never", "forbidding", "readmission", "channel", "directive", "swedish")
    return [agreement(name) for name in names]


@pytest.mark.parametrize("case", [one for one in cases() if is_by_rule(one)], ids=lambda case: case.name)
def test_no_agreement_lifts_what_a_rule_refuses(case: Case) -> None:
    given = arguments(case.given)

    found = decide(**given | {"agreements": all_agreements()})

    assert isinstance(found, Refuse)
    assert found.reason == case.expected
