from __future__ import annotations

from passerelle.documents.barcode.two_d_field import BOUNDED, FIXED, MEANING


def test_a_field_has_one_kind_of_length() -> None:
    assert not set(FIXED) & set(BOUNDED)


def test_identifiers_are_two_characters_and_lengths_are_more_than_nothing() -> None:
    table = {**FIXED, **BOUNDED}
    assert all(len(identifier) == 2 and identifier == identifier.upper() for identifier in table)
    assert all(size > 0 for size in table.values())


def test_what_is_told_in_words_has_a_length() -> None:
    assert set(MEANING) <= {*FIXED, *BOUNDED}
    assert (FIXED["69"], BOUNDED["62"], BOUNDED["6Q"]) == (8, 38, 10)
