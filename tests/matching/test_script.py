# ruff: noqa: RUF001 - names in their own scripts
from __future__ import annotations

import pytest

from passerelle.matching.script import latin_words


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("Юрий Жуков", ["yuriy", "zhukov"], id="russian"),
        pytest.param("Ђорђе", ["djordje"], id="serbian-cyrillic"),
        pytest.param("Đorđe", ["djordje"], id="serbian-latin"),
        pytest.param("Đặng", ["dang"], id="vietnamese-keeps-d"),
        pytest.param("Ντίνος", ["dinos"], id="greek-two-letter-sound"),
        pytest.param("Işık", ["ishik"], id="turkish"),
        pytest.param("السلام", ["salaaam"], id="arabic-article"),
        pytest.param("عبدالرحمن", ["abd", "rahaman"], id="arabic-joined-abd"),
        pytest.param("ﺻﺎﻟﺢ", ["saaalah"], id="arabic-presentation-forms"),
        pytest.param("גדי", ["gaday"], id="hebrew"),
        pytest.param("ከበደ", ["kebede"], id="ethiopic"),
        pytest.param("Mus\u2019ab", ["musab"], id="apostrophe"),
        pytest.param("a-b, c", ["a", "b", "c"], id="separators"),
        pytest.param("...", [], id="no-letters"),
    ],
)
def test_a_name_is_written_in_plain_latin(name: str, expected: list[str]) -> None:
    assert latin_words(name) == expected
