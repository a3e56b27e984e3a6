from __future__ import annotations

import pytest
from tests.core.policy_case import Case, agreement, arguments, cases, clause_of

from passerelle.core.decision import Permit, Refuse
from passerelle.core.policy import decide
from passerelle.core.refusal_reason import RefusalReason

ASKING = {"not-askable", "unattributed", "holder-attached", "needs-magistrate", "register-of-people"}
ASKING |= {"migration-control", "inert-alone", "too-many-keys", "budget-spent"}
ACCESS = {"role", "case-missing", "reason-missing", "sender"}


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_the_hand_written_case_is_decided_as_expected(case: Case) -> None:
    given = arguments(case.given)
    word, _, clause = case.expected.partition(" ")
    match decide(**given):
        case Permit(number, identity):
            assert (word, clause) == ("permit", number)
            assert identity in {one.id for one in given["agreements"]}
        case Refuse(reason, number, identity):
            assert reason == word
            assert number == (clause or clause_of(reason))
            assert bool(identity) or reason not in {"forbidden", "no-clause"}


def test_every_reason_of_a_transfer_is_reached_by_a_case() -> None:
    reached = {case.expected.partition(" ")[0] for case in cases()} - {"permit"}

    assert reached | ASKING | ACCESS == set(RefusalReason)


def test_at_least_two_hundred_cases_each_with_its_own_name_source_and_reason() -> None:
    table = cases()

    assert len(table) >= 200
    assert len({case.name for case in table}) == len(table)
    assert all(case.law and case.why for case in table)


def test_without_a_purpose_the_item_is_asked_for_the_purpose_it_was_recorded_for() -> None:
    given = arguments({}) | {"purpose": None}

    assert decide(**given) == Permit("1", agreement("main").id)


def test_without_a_table_the_one_of_this_version_decides() -> None:
    given = arguments({"sender": "french", "recipient": "oberland", "agreements": ["channel"]})
    del given["table"]

    assert decide(**given) == Refuse(RefusalReason.NO_BASIS, "rule 16")


def test_a_restricting_agreement_forbids_and_never_permits() -> None:
    given = arguments({})
    main = agreement("main")
    others = [one for one in given["agreements"] if one.id != main.id]
    assert not others
    assert isinstance(decide(**given, restricting=[main]), Permit)
    assert decide(**given | {"agreements": []}, restricting=[main]) == Refuse(
        RefusalReason.NO_AGREEMENT, "rule 16"
    )
