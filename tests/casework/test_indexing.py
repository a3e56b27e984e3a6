from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.casework.world import marking

from passerelle.casework.indexing import is_askable
from passerelle.core.subject import SubjectCategory
from passerelle.store.subjects import Subject

if TYPE_CHECKING:
    from passerelle.core.env import Env

TODAY = date(2026, 3, 2)


def listed(env: Env, *born: str) -> Subject:
    facts = (("name", "Ilmo Teskel"), *(("birthDate", value) for value in born))
    mark = marking(env, category=SubjectCategory.DESIGNATED)
    return Subject("e1", "Person", facts, (), (mark,), protected=False)


@pytest.mark.parametrize(
    "born",
    [
        ("1980",),
        ("1980~",),
        ("2004~",),
        ("1979/1981",),
        ("2000/2007",),
        ("2008-03-02",),
        ("1979", "1981-05"),
    ],
    ids=str,
)
def test_a_grown_up_may_be_asked_about(env: Env, born: tuple[str, ...]) -> None:
    assert is_askable(listed(env, *born), TODAY)


@pytest.mark.parametrize(
    "born",
    [
        ("2008",),
        ("2008~",),
        ("2005~",),
        ("2005/2010",),
        ("1990/2008-03-03",),
        ("2008-03-03",),
        ("2008-03",),
        ("1980", "2012"),
        ("2012-02-31",),
    ],
    ids=str,
)
def test_whoever_may_be_a_child_is_not_asked_about(env: Env, born: tuple[str, ...]) -> None:
    assert not is_askable(listed(env, *born), TODAY)
