from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.casework.indexing import LocalHit
from passerelle.casework.noticing import MOST_KEYS, notify_local_hits
from passerelle.store.models import Notice

if TYPE_CHECKING:
    from tests.simulator.env import SeededEnv


def hit(entity: str, keys: int, common: int = 0) -> LocalHit:
    shared = tuple(("phone", 2, ("f" * 32,)) for _ in range(keys))
    return LocalHit(entity=entity, shared=shared, common=common)


def test_one_notice_for_each_entity_holds_references_and_counts_alone(env: SeededEnv) -> None:
    assert notify_local_hits(env, [hit("e" * 32, 1, common=3)], case="c" * 32) == 1
    row = Notice.objects.using(env.database).get()
    assert (row.kind, row.entity, row.case, row.service) == ("local-hit", "e" * 32, "c" * 32, env.service)
    assert row.facts == {
        "shared": [{"kind": "phone", "holders": 2, "others": ["f" * 32]}],
        "more": 0,
        "common_values": 3,
    }


def test_many_keys_are_cut_and_the_rest_is_counted(env: SeededEnv) -> None:
    notify_local_hits(env, [hit("e" * 32, MOST_KEYS + 4)], case="")
    facts = Notice.objects.using(env.database).get().facts
    assert (len(facts["shared"]), facts["more"]) == (MOST_KEYS, 4)


def test_widespread_keys_alone_make_no_notice(env: SeededEnv) -> None:
    assert notify_local_hits(env, [hit("e" * 32, 0, common=9)], case="") == 0
    assert not Notice.objects.using(env.database).exists()
