from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.store.standing import Standing, normal_form


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("MARTEN  Ivo", "Marten Ivo"),
        ("\uff29\uff36\uff2f", "ivo"),
        ("Straße", "STRASSE"),
        (" Ivo\u00a0Marten", "ivo marten"),
    ],
    ids=["spacing and case", "width", "sharp s", "a space that does not break"],
)
def test_case_width_and_spacing_make_no_other_value(one: str, other: str) -> None:
    assert normal_form(one) == normal_form(other)


def test_another_letter_makes_another_value() -> None:
    assert normal_form("Ivo Marten") != normal_form("Ivo Martin")


@given(st.text())
def test_a_normal_form_is_its_own(value: str) -> None:
    assert normal_form(normal_form(value)) == normal_form(value)


def test_a_statement_is_recognised_without_its_id_record_and_marking() -> None:
    one = Standing("1", "r1", 1, "e", "name", "Ivo Marten", "m1")
    assert one.key == Standing("2", "r2", 7, "e", "name", "IVO MARTEN", "m2").key
    assert one.key != one._replace(prop="alias").key
    assert one.key != one._replace(entity="f").key
