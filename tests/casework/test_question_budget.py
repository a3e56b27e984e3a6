from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from passerelle.casework.question_budget import account_of_ours, account_of_theirs, spend, spent
from passerelle.core.agreement import Confirms, QuestionTerms
from passerelle.core.purpose import Purpose

if TYPE_CHECKING:
    from tests.simulator.env import SeededEnv

TERMS = QuestionTerms(keys=10, per_day=2, bucket_bits=9, reveals="9 bits", confirms=Confirms.ASKER)
GROUP = Purpose.GROUP_INVESTIGATION


@pytest.mark.parametrize("account_of", [account_of_ours, account_of_theirs], ids=["asker", "asked"])
def test_a_day_is_spent_in_bits_and_the_next_one_begins_anew(env: SeededEnv, account_of: object) -> None:
    account = account_of(env, "unterland", "a" * 64, GROUP)  # type: ignore[operator] # one of the two above
    assert [spend(env, account, TERMS, keys) for keys in (10, 11, 10, 1)] == [True, False, True, False]
    assert spent(env, account) == (2, 200)
    env.advance(timedelta(days=1))
    tomorrow = account_of(env, "unterland", "a" * 64, GROUP)  # type: ignore[operator] # as above
    assert spend(env, tomorrow, TERMS, 10)


def test_the_two_sides_of_one_partner_are_counted_apart(env: SeededEnv) -> None:
    ours = account_of_ours(env, "unterland", "a" * 64, GROUP)
    spend(env, ours, TERMS, 10)
    assert spent(env, account_of_theirs(env, "unterland", "a" * 64, GROUP)) == (0, 0)
