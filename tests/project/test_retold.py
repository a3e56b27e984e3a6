from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.retold import Tales
from tests.simulator.node import Node, introduce, make_node

from passerelle.casework.auditing import Verified, verify_journal
from passerelle.store import journal
from passerelle.store.models import Statement

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.simulator.env import SeededEnv

PHONE = "+33612345678"


@dataclass(frozen=True, slots=True)
class Told:
    node: Node
    person: str
    file: str


def tell(new_env: Callable[[int], SeededEnv]) -> Told:
    """Two nodes that know each other; only one of them is led to."""
    node, other = (make_node(new_env(seed), name) for seed, name in ((1, "Oberland"), (2, "Unterland")))
    introduce(node, other)
    person, _ = node.person("Ivo Marten", PHONE)
    return Told(node, person, node.env.files.put(b"a page"))


def held(told: Told) -> list[object]:
    rows = Statement.objects.using(told.node.env.database).order_by("id").values()
    return [*rows, journal.head(told.node.env.database), told.node.env.files.get(told.file)]


def test_a_world_told_again_is_the_one_that_was_told(
    new_env: Callable[[int], SeededEnv], tmp_path: Path
) -> None:
    tales = Tales(tmp_path / "tales")
    first = tales.told(tell, new_env)
    before = held(first)
    first.node.person("Joss Marrow", PHONE)
    after = held(first)
    # The worlds of one test share their folder.
    shutil.rmtree(first.node.env.folder)
    again = tales.told(tell, new_env)
    assert again.node.env is not first.node.env
    assert held(again) == before
    # Its chance, its clock and its numbers go on where they were.
    again.node.person("Joss Marrow", PHONE)
    assert held(again) == after
    assert isinstance(verify_journal(again.node.env, None), Verified)


def test_what_one_test_changes_no_other_sees(new_env: Callable[[int], SeededEnv], tmp_path: Path) -> None:
    tales = Tales(tmp_path / "tales")
    before = held(tales.told(tell, new_env))
    changed = tales.told(tell, new_env)
    Statement.objects.using(changed.node.env.database).delete()
    changed.node.env.random(16)
    assert held(tales.told(tell, new_env)) == before
