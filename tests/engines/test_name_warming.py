from __future__ import annotations

from passerelle.engines.name_warming import compile_all


def test_what_the_child_compiles_with_is_a_search_that_finds() -> None:
    assert compile_all() == 1
