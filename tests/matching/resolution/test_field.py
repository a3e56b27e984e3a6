from __future__ import annotations

import pytest

from passerelle.matching.resolution.field import PROPERTIES, Field, normal


@pytest.mark.parametrize(
    ("field", "text", "form"),
    [
        pytest.param(Field.BIRTH, "19651013", "1965-10-13", id="eight-figures"),
        pytest.param(Field.BIRTH, "19651399", "19651399", id="no-such-day-keeps-its-figures"),
        pytest.param(Field.BIRTH, "soon", "", id="no-date"),
        pytest.param(Field.GIVEN, "D'Arcy-Lou", "d'arcylou".replace("'", ""), id="one-word"),
        pytest.param(Field.STREET, "12, Küste  Road", "12 kuste road", id="plain"),
        pytest.param(Field.NUMBER, "ab 123-456", "AB123456", id="number"),
        pytest.param(Field.PHONE, "+99 (0)12 345 67 89", "123456789", id="last-figures"),
        pytest.param(Field.PHONE, "12", "", id="too-short"),
        pytest.param(Field.EMAIL, "no address", "", id="no-address"),
    ],
)
def test_a_value_is_compared_in_its_normal_form(field: Field, text: str, form: str) -> None:
    assert normal(field, text) == form


def test_a_name_is_its_words_in_any_order_without_legal_form() -> None:
    assert normal(Field.NAME, "Varentov Ilmo") == normal(Field.NAME, "ilmo VARENTOV")
    assert normal(Field.NAME, "Pelgor Shipping Ltd") == normal(Field.NAME, "Shipping Pelgor")
    assert normal(Field.NAME, "Limited Company")


def test_origin_and_belief_are_never_read() -> None:
    refused = {"nationality", "citizenship", "birthPlace", "birthCountry", "country", "religion", "ethnicity"}
    assert not refused & PROPERTIES.keys()
