from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.documents.mrz import specimen

from passerelle.documents.mrz.check import check
from passerelle.documents.mrz.correction import ALIKE
from passerelle.documents.mrz.indicator import IndicatorName

THEN = specimen.THEN


def offers(text: str) -> list[str]:
    return [one.why for one in check(text, THEN).indicators if one.name is IndicatorName.MISREADING]


@pytest.mark.parametrize(
    ("line", "position", "read", "was"),
    [
        pytest.param(2, 23, "Z", "2", id="Z-for-2-in-a-date"),
        pytest.param(2, 16, "O", "0", id="O-for-0-in-a-date"),
        pytest.param(2, 2, "B", "8", id="B-for-8-in-a-number"),
        pytest.param(2, 6, "O", "0", id="O-for-0-in-a-number"),
        pytest.param(2, 9, "8", "3", id="8-for-3-in-a-number"),
        pytest.param(2, 43, "I", "1", id="I-for-1-in-a-check-digit"),
        pytest.param(2, 1, "l", "L", id="small-letter"),
    ],
)
def test_a_misreading_is_offered_with_its_place(line: int, position: int, read: str, was: str) -> None:
    text = specimen.changed(specimen.TD3, line, position, read)
    offer = f"line {line} position {position}: {read} may be {was}; then every digit agrees"
    assert any(why.startswith(offer) for why in offers(text))


def test_two_misreadings_are_offered_together() -> None:
    text = specimen.changed(specimen.changed(specimen.TD3, 2, 16, "O"), 2, 24, "O")
    assert any("position 16: O may be 0 and line 2 position 24: O may be 0" in why for why in offers(text))


def test_a_digit_in_a_name_is_offered_as_a_letter() -> None:
    assert any(
        "1 may be I; then the place holds what it may" in why
        for why in offers(specimen.TD3.replace("ERIK", "ER1K"))
    )


def test_nothing_is_applied() -> None:
    text = specimen.changed(specimen.TD3, 2, 24, "O")
    result = check(text, THEN)
    assert offers(text)
    assert result.fields["expiry"] == "12O415"
    assert result.consistent is False


@pytest.mark.parametrize("name", specimen.ALL)
def test_nothing_is_offered_where_everything_agrees(name: str) -> None:
    assert offers(specimen.ALL[name]) == []


def test_likeness_goes_both_ways_among_capitals() -> None:
    capitals = {one: others for one, others in ALIKE.items() if not one.islower()}
    assert all(one in capitals[other] for one, others in capitals.items() for other in others)


@given(
    st.sampled_from(sorted(specimen.ALL)),
    st.lists(st.tuples(st.integers(0, 87), st.characters()), max_size=4),
)
def test_offers_are_few_whatever_was_read(name: str, changes: list[tuple[int, str]]) -> None:
    signs = list(specimen.ALL[name])
    for place, sign in changes:
        if signs[place % len(signs)] != "\n" and not sign.isspace():
            signs[place % len(signs)] = sign
    assert len(offers("".join(signs))) <= 8


MISREAD = ("0O", "0D", "0Q", "1I", "1L", "17", "7T", "2Z", "5S", "6G", "8B", "4A")


def misreadings(text: str) -> list[tuple[int, int, str, str]]:
    """Every one misreading of a zone: line, position, what was read, what stood there."""
    return [
        (line, position, read, was)
        for line, row in enumerate(text.split("\n"), start=1)
        for position, was in enumerate(row, start=1)
        for pair in MISREAD
        for read in (pair.replace(was, "") if was in pair else "")
    ]


@pytest.mark.parametrize("name", specimen.ALL)
def test_whatever_misreading_a_digit_or_a_place_shows_is_offered(name: str) -> None:
    shown = 0
    for line, position, read, was in misreadings(specimen.ALL[name]):
        result = check(specimen.changed(specimen.ALL[name], line, position, read), THEN)
        misplaced = [one for one in result.indicators if one.name is IndicatorName.CHARACTER]
        if result.consistent and not misplaced:
            # 6 and G, 2 and Z, 1 and I are one to a digit: in a number nothing can show them.
            continue
        shown += 1
        offered = f"line {line} position {position}: {read} may be {was}"
        assert any(
            one.name is IndicatorName.MISREADING and one.why.startswith(offered) for one in result.indicators
        )
    assert shown > 10


def test_a_date_and_the_last_digit_misread_together_are_offered_together() -> None:
    # The date's own digit is mended by no change of the date alone: the last one is misread as well.
    text = specimen.changed(specimen.changed(specimen.TD3, 2, 43, "I"), 2, 22, "I")
    assert any("position 22: I may be 1 and line 2 position 43: I may be 1" in why for why in offers(text))
