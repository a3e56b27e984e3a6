from __future__ import annotations

import tomllib

import pytest

from passerelle.core.agreement_text import AgreementTextError
from passerelle.core.toml_table import TomlTable

TEXT = 'a = 1\n[[b]]\nx = 1\n[[b]]\nx = 2\n"y" = 3\n'


def table() -> TomlTable:
    return TomlTable(tomllib.loads(TEXT), TEXT, AgreementTextError)


def test_what_nobody_took_is_refused_where_it_stands() -> None:
    second = table().tables("b")[1]
    assert second.take("x") == 2

    with pytest.raises(AgreementTextError) as caught:
        second.close()
    assert (caught.value.key, caught.value.line) == ("b[2].y", 6)


def test_a_missing_key_points_at_its_table() -> None:
    with pytest.raises(AgreementTextError) as caught:
        table().tables("b")[1].take("z")
    assert caught.value.line == 4


def test_an_emptied_table_closes() -> None:
    found = table()
    found.take("a")
    found.drop("b")
    found.close()
