from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from passerelle.matching.name_key import ENOUGH, body_keys, person_bits, person_keys

if TYPE_CHECKING:
    from random import Random  # noqa: TID251 - Hypothesis hands one in; nothing is drawn outside it

WORDS = st.lists(st.text(alphabet="abdhklmnrstz", min_size=1, max_size=6), max_size=6)


def test_two_telling_words_meet_whatever_stands_between_them() -> None:
    assert set(person_keys(["brndl", "strkv"])) <= set(person_keys(["brndl", "mhmd", "strkv"]))


def test_two_common_words_are_no_key_without_a_year() -> None:
    assert person_keys(["mhmd", "ahmd"]) == []
    assert person_keys(["mhmd", "ahmd"], [1980]) == ["ahmd mhmd@1980"]


def test_one_word_is_never_a_key_of_a_person() -> None:
    assert person_keys(["brndlstrk"], [1980]) == []


def test_a_patronymic_is_as_common_as_the_name_it_comes_from() -> None:
    assert person_bits("vldmrvs") == person_bits("vldmr")


def test_a_triple_with_a_telling_pair_in_it_is_not_written() -> None:
    assert person_keys(["brndl", "strkv", "mhmd"]) == ["brndl strkv", "brndl mhmd", "mhmd strkv"]


def test_a_body_is_known_by_its_telling_pairs_and_by_its_whole_name_without_legal_form() -> None:
    assert body_keys(["brndl", "strkv", "lmtd"]) == [
        "brndl strkv",
        "brndl lmtd",
        "lmtd strkv",
        "=brndl strkv",
    ]
    assert body_keys(["kmpn", "lmtd"]) == []


def test_a_single_telling_word_names_a_body() -> None:
    assert body_keys(["brndl"]) == ["=brndl"]
    assert body_keys(["bnk"]) == []


@given(WORDS, st.randoms(use_true_random=False), st.sampled_from([(), (1980,), (1980, 1981)]))
def test_order_of_words_never_matters(words: list[str], chance: Random, years: tuple[int, ...]) -> None:
    shuffled = words.copy()
    chance.shuffle(shuffled)
    assert person_keys(shuffled, years) == person_keys(words, years)
    assert body_keys(shuffled) == body_keys(words)


@given(WORDS)
def test_every_undated_key_is_worth_asking(words: list[str]) -> None:
    assert all(sum(map(person_bits, key.split())) >= ENOUGH for key in person_keys(words))
