from __future__ import annotations

from typing import TYPE_CHECKING

from tests.casework.world import marking, state

from passerelle.core.subject import SubjectCategory
from passerelle.store.models import Statement
from passerelle.store.subject_category import categories

if TYPE_CHECKING:
    from tests.simulator.env import SeededEnv


def test_the_categories_are_those_of_live_statements_about_persons(env: SeededEnv) -> None:
    for entity, category in (
        ("e1", SubjectCategory.SUSPECT),
        ("e1", SubjectCategory.NOT_A_PERSON),
        ("e2", SubjectCategory.WITNESS),
        ("e3", SubjectCategory.CONTACT),
    ):
        state(env, entity, "Person", "name", f"{entity} {category}", marking(env, category=category))
    Statement.objects.using(env.database).filter(entity="e3").update(state=Statement.State.RECALLED)
    assert categories(env.database, ["e1"]) == {SubjectCategory.SUSPECT}
    assert categories(env.database, ["e1", "e2", "e3"]) == {SubjectCategory.SUSPECT, SubjectCategory.WITNESS}
    assert categories(env.database, ["e3", "e9"]) == frozenset()
