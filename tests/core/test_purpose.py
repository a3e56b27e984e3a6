from __future__ import annotations

from passerelle.core.purpose import Purpose


def test_purposes_that_this_project_refuses_do_not_exist() -> None:
    assert {"immigration-control", "visa", "asylum-screening", "public-order"}.isdisjoint(Purpose)
    assert {one for one in Purpose if one.is_help} == {"victim-assistance", "search-and-rescue"}
