from __future__ import annotations

import pytest

from passerelle.matching.name.body_word import legal_form, number_words, trade_words


@pytest.mark.parametrize(
    ("one", "other"),
    [("ooo", "llc"), ("gmbh", "sarl"), ("jsc", "oao"), ("inc", "corp")],
    ids=["russian", "german", "joint-stock", "american"],
)
def test_forms_of_one_kind_are_one(one: str, other: str) -> None:
    assert legal_form()[(one,)] == legal_form()[(other,)]


def test_a_form_in_several_words_is_found_by_them() -> None:
    assert legal_form()[("limited", "liability", "company")] == legal_form()[("llc",)]


def test_a_share_company_is_no_limited_one() -> None:
    assert legal_form()[("ag",)] != legal_form()[("gmbh",)]


def test_numbers_are_one_in_letters_and_figures() -> None:
    assert number_words()["vii"] == number_words()["seven"] == number_words()["7th"] == "7"


def test_a_trade_is_no_name() -> None:
    assert "shipping" in trade_words()
    assert "brandl" not in trade_words()
