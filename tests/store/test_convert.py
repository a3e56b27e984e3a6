from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from tests.casework.world import marking, state

from passerelle.core.grade import Grade, SourceGrade
from passerelle.core.handling import Handling, HandlingCode
from passerelle.core.statement import StatementError
from passerelle.core.subject import SubjectCategory
from passerelle.store import convert
from passerelle.store.models import Marking as MarkingRow
from passerelle.store.models import ProtectiveState
from passerelle.store.models import Statement as StatementRow

if TYPE_CHECKING:
    from tests.simulator.env import SeededEnv

CHANGES: list[dict[str, object]] = [
    {},
    {"grade": Grade.of("C4")},
    {"handling": Handling(frozenset({HandlingCode.H1, HandlingCode.H3}), ("not by phone",))},
    {"category": SubjectCategory.VICTIM, "agreement": "a" * 64, "review": date(2030, 12, 31)},
]
each = pytest.mark.parametrize("changes", CHANGES, ids=["plain", "grade", "handling", "category"])


@each
def test_a_marking_comes_back_as_it_was(env: SeededEnv, changes: dict[str, object]) -> None:
    said = marking(env, **changes)
    digest = convert.keep_marking(env.database, said)
    assert digest == said.digest
    assert convert.markings(env.database, [digest, "0" * 64]) == {digest: said}


def test_a_marking_is_stored_once_with_the_columns_that_queries_need(env: SeededEnv) -> None:
    said = marking(env)
    convert.keep_marking(env.database, said)
    convert.keep_marking(env.database, said)
    row = MarkingRow.objects.using(env.database).get()
    columns = (row.owner, row.category, row.purpose, row.review)
    assert columns == (said.owner, said.category, said.purpose, said.review)


@pytest.mark.parametrize("missing", ["owner", "review"], ids=str)
def test_a_marking_without_a_part_is_refused(env: SeededEnv, missing: str) -> None:
    content = {name: value for name, value in marking(env).as_json().items() if name != missing}
    with pytest.raises(KeyError):
        convert.marking_of(content)


def test_a_later_review_changes_no_rule_and_another_grade_does(env: SeededEnv) -> None:
    said = marking(env)
    later = dataclasses.replace(said, review=said.review + timedelta(days=90))
    other = dataclasses.replace(said, grade=Grade(SourceGrade.A, said.grade.information, "4x4", ""))
    assert convert.rules_of(later) == convert.rules_of(said)
    assert convert.rules_of(other) != convert.rules_of(said)


def test_a_statement_comes_back_under_its_id(env: SeededEnv) -> None:
    said = state(env, "e" * 32, "Person", "name", "Ivo Marten", marking(env))
    row = StatementRow.objects.using(env.database).get()
    assert (row.id, row.reference) == (said.id, False)
    assert convert.statement_value(row) == said


def test_an_erased_statement_has_no_value_to_give(env: SeededEnv) -> None:
    state(env, "e" * 32, "Person", "name", "Ivo Marten", marking(env))
    StatementRow.objects.using(env.database).update(salt=b"", value="")
    with pytest.raises(StatementError):
        convert.statement_value(StatementRow.objects.using(env.database).get())


def test_a_protective_state_holds_from_its_beginning_until_its_end(env: SeededEnv) -> None:
    since, until = env.now(), env.now() + timedelta(days=30)
    person, other = "e" * 32, "f" * 32
    ProtectiveState.objects.using(env.database).create(
        person=person, kind="reflection", since=since, until=until, recorded_by="a" * 32
    )

    def holds(at: object) -> bool:
        return person in convert.persons_in_protective_state(env.database, [person, other], at)  # type: ignore[arg-type]

    assert (holds(since - timedelta(seconds=1)), holds(since), holds(until)) == (False, True, False)
    assert convert.persons_in_protective_state(env.database, [other], since) == frozenset()
