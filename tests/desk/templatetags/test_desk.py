from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from passerelle.desk.templatetags import desk

INSTANT = datetime(2026, 3, 2, 7, 42, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "shown"),
    [("K. Tallow", ""), ("Élodie Ñandú", ""), ("Образец", "Obrazets"), ("+33 6", ""), ("ﾃｽﾄ", "tesuto")],
    ids=["latin", "accents", "cyrillic", "number", "kana"],
)
def test_only_other_scripts_are_written_in_latin_letters_too(value: str, shown: str) -> None:
    assert desk.latin(value) == shown


@pytest.mark.parametrize(
    ("language", "shown"),
    [("en", "2 March 2026, 07:42\u00a0UTC"), ("fr", "2 mars 2026, 07:42\u00a0UTC")],
    ids=["english", "french"],
)
def test_an_instant_shows_its_zone_in_the_readers_language(language: str, shown: str) -> None:
    with translation.override(language):
        assert shown.lower() in desk.when(INSTANT).lower()


def test_a_day_has_no_hour() -> None:
    assert ":" not in desk.when(date(2026, 3, 2)).split(">")[1]


@pytest.mark.parametrize(("codes", "one"), [("H0", "H0"), ("H0+H2", "H2"), ("H1+H3", "H3")], ids=str)
def test_the_band_takes_the_colour_of_the_gravest_code(codes: str, one: str) -> None:
    assert desk.gravest(codes) == one


def test_an_unknown_word_is_shown_as_it_came() -> None:
    assert desk.word("unheardOf", "property") == "unheardOf"
