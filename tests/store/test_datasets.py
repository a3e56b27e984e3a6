from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.casework.world import marking, state

from passerelle.store import datasets
from passerelle.store.models import Dataset, Entity, Origin, Statement

if TYPE_CHECKING:
    from tests.simulator.env import SeededEnv


@pytest.fixture
def dataset(env: SeededEnv) -> str:
    return opened(env, "UK list", "1" * 64)


def opened(env: SeededEnv, name: str, digest: str) -> str:
    return datasets.opened(
        env.database, name, new_id=env.new_id, file_digest=digest, dated="2026", at=env.start
    )


def test_a_newer_file_dates_the_dataset_and_makes_no_other(env: SeededEnv, dataset: str) -> None:
    assert opened(env, "UK list", "2" * 64) == dataset
    assert Dataset.objects.using(env.database).get().file_digest == "2" * 64
    assert opened(env, "UN list", "3" * 64) != dataset


def test_a_protected_person_has_no_publishers_id(env: SeededEnv, dataset: str) -> None:
    for entity, publisher_id in (("e" * 32, "UK-1"), ("f" * 32, "")):
        Entity.objects.using(env.database).create(
            id=entity, schema="Person", dataset_id=dataset, publisher_id=publisher_id
        )
    assert datasets.entities(env.database, dataset) == {"UK-1": "e" * 32}
    assert datasets.entities(env.database, "0" * 32) == {}


def test_what_stands_because_of_a_dataset_is_live_and_was_read_from_it(env: SeededEnv, dataset: str) -> None:
    ours, gone, elsewhere = (
        state(env, "e" * 32, "Person", "name", value, marking(env)) for value in ("Ivo", "Iwo", "Ivan")
    )
    rows = Statement.objects.using(env.database)
    for one, origin, of in ((ours, "1", dataset), (gone, "2", dataset), (elsewhere, "3", None)):
        Origin.objects.using(env.database).create(id=origin, dataset_id=of)
        rows.filter(id=one.id).update(source=origin)
    rows.filter(id=gone.id).update(state="superseded")
    (found,) = datasets.standing(env.database, dataset)
    assert (found.id, found.record, found.value) == (ours.id, ours.record, "Ivo")
