from __future__ import annotations

from passerelle.matching.match_key import keys_of
from passerelle.matching.search_word import search_words


def test_a_word_is_the_same_in_every_spelling() -> None:
    assert search_words([("name", "Tarn Velloud")]) == search_words([("alias", "VELLOUD, Тарн")])


def test_a_name_without_a_key_has_words() -> None:
    facts = [("name", "Tarn Velloud")]
    assert not keys_of("Person", facts)
    assert len(search_words(facts)) == 2


def test_only_names_give_words() -> None:
    assert (
        search_words([("nationality", "xo"), ("birthPlace", "Port-Lanterne"), ("notes", "Velloud")])
        == frozenset()
    )
