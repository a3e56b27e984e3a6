from __future__ import annotations

import inspect

from tests.protocol.world import WorldDirectory, directory

from passerelle.protocol.directory import Directory


def test_the_directory_of_these_tests_answers_everything_that_a_node_may_ask() -> None:
    known: Directory = directory()
    asked = {name for name, _ in inspect.getmembers(Directory, inspect.isfunction) if name[0] != "_"}
    assert asked == {"card", "former_key", "relays", "incarnation", "has_agreement"}
    assert all(
        inspect.signature(getattr(WorldDirectory, name)).parameters.keys()
        == inspect.signature(getattr(Directory, name)).parameters.keys()
        for name in asked
    )
    assert known.card("haven-1") is None
