from __future__ import annotations

from passerelle.matching.name.word import Role, word


def test_spellings_that_sound_alike_have_one_sound() -> None:
    assert word("yousouf").sound == word("yusuf").sound


def test_a_word_without_vowels_is_read_in_the_persian_way_too() -> None:
    read = word("rdayy", written="رضایی".replace("ی", "ي"))
    assert (read.skeleton, read.persian) == ("rd", "rz")


def test_figures_in_a_word_are_the_letters_they_look_like() -> None:
    assert word("br4nd1").letters == "br4ndi"


def test_figures_of_a_number_stay() -> None:
    assert word("105", Role.NUMBER).letters == "105"


def test_an_ordinary_or_short_word_weighs_less() -> None:
    assert word("mohamed").weight < word("brandl").weight
    assert word("li").weight < word("brandl").weight


def test_a_word_is_one_object_however_often_it_is_read() -> None:
    assert word("brandl") is word("brandl")
