from __future__ import annotations

import pytest

from passerelle.formats.numbered_list import listed


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("1) Saudi Arabia 2) Qatar", ("Saudi Arabia", "Qatar")),
        ("a) French, b) Tunisian", ("French", "Tunisian")),
        ("(1) German (2) Moroccan", ("German", "Moroccan")),
        ("(1) Tunisia  (2) former Yugoslavia", ("Tunisia", "former Yugoslavia")),
        ("Passport No: (a) 1 (b) 2", ("1", "2")),
        ("Bahrain (citizenship revoked)", ("Bahrain (citizenship revoked)",)),
        ("", ()),
    ],
    ids=["figures", "letters", "brackets", "spaces", "words-first", "no-list", "empty"],
)
def test_a_cell_is_taken_apart_at_its_marks(cell: str, expected: tuple[str, ...]) -> None:
    assert listed(cell) == expected
