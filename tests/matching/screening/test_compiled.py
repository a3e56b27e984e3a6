from __future__ import annotations

from passerelle.matching.screening.compiled import compiled


def test_a_compiled_function_gives_what_it_gave() -> None:
    def doubled(number: int) -> int:
        return 2 * number

    assert compiled(doubled)(21) == 42
