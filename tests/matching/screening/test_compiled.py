from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.matching.screening import compiled as module
from passerelle.matching.screening.compiled import compiled

if TYPE_CHECKING:
    import pytest


def test_a_compiled_function_gives_what_it_gave() -> None:
    def doubled(number: int) -> int:
        return 2 * number

    assert compiled(doubled)(21) == 42


def test_a_process_that_does_without_compiles_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "IS_THERE", True)
    module.do_without()

    def doubled(number: int) -> int:
        return 2 * number

    assert compiled(doubled) is doubled
