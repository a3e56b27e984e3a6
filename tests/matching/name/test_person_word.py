from __future__ import annotations

import pytest

from passerelle.matching.name.person_word import FILIATION, KUNYA, PATRONYMIC, SILENT, TITLES


@pytest.mark.parametrize("word", ["viktorovich", "sergeevna", "oleksandrovych", "ilyich"])
def test_a_patronymic_is_known_by_its_end(word: str) -> None:
    assert PATRONYMIC.search(word)


@pytest.mark.parametrize("word", ["strakov", "brandl", "petrovic"])
def test_a_surname_is_no_patronymic(word: str) -> None:
    assert not PATRONYMIC.search(word)


def test_titles_and_kunya_are_not_silent_particles() -> None:
    assert not SILENT & (TITLES | KUNYA)
    assert FILIATION <= SILENT
