from __future__ import annotations

from passerelle.matching.common_token import common_given, common_trade, legal_forms
from passerelle.matching.name_token import skeletons


def test_every_spelling_of_a_common_name_is_common() -> None:
    assert {skeletons(name)[0] for name in ("Muhamad", "Mohammed", "Ahmet", "Aleksandr")} <= common_given()


def test_common_words_of_companies_do_not_weaken_names_of_persons() -> None:
    assert common_trade() - common_given()
    assert legal_forms() - common_given()
