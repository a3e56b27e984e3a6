from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.documents.mrz import specimen

from passerelle.documents.mrz.digit import ALPHABET, digit
from passerelle.documents.mrz.layout import LAYOUTS, CheckName, Digit, Format
from passerelle.documents.mrz.verified import Check, verified
from passerelle.documents.mrz.zone import Zone, read


def checks(text: str) -> dict[CheckName, Check]:
    zone = read(text)
    assert isinstance(zone, Zone)
    return {one.name: one for one in verified(zone)}


def oks(text: str) -> dict[str, bool | None]:
    return {name.value: one.ok for name, one in checks(text).items()}


@pytest.mark.parametrize("name", specimen.ALL)
def test_every_digit_of_a_specimen_agrees(name: str) -> None:
    assert {one.ok for one in checks(specimen.ALL[name]).values() if one.printed} == {True}


@pytest.mark.parametrize(
    ("name", "absent"),
    [
        ("TD1", {"personal"}),
        ("TD2", {"personal"}),
        ("TD3", set()),
        ("MRV-A", {"personal", "composite"}),
        ("MRV-B", {"personal", "composite"}),
        ("FR-ID", {"expiry", "personal"}),
    ],
)
def test_a_digit_that_the_format_has_not_is_no_failure(name: str, absent: set[str]) -> None:
    found = checks(specimen.ALL[name])
    assert {one.name.value for one in found.values() if one.ok is None} == absent
    assert all("prints no digit" in found[CheckName(one)].why for one in absent)


DIGITS = [
    pytest.param(kind, one, id=f"{kind.value}-{one.name}")
    for kind, layout in LAYOUTS.items()
    for one in layout.digits
]


@pytest.mark.parametrize(("kind", "one"), DIGITS)
def test_each_digit_is_seen_to_fail_alone_or_with_the_composite(kind: Format, one: Digit) -> None:
    layout, text = LAYOUTS[kind], specimen.ALL[kind.value]
    line, position = layout.where(one.place)
    printed = text.split("\n")[line - 1][position - 1]
    found = checks(specimen.changed(text, line, position, str((int(printed) + 1) % 10)))
    assert found[one.name].ok is False
    assert "is the one computed" not in found[one.name].why
    others = {name: check for name, check in found.items() if name not in {one.name, CheckName.COMPOSITE}}
    assert all(check.ok is not False for check in others.values())


@pytest.mark.parametrize(("kind", "one"), DIGITS)
@given(data=st.data())
def test_a_change_is_seen_unless_the_characters_are_one_to_the_digit(
    kind: Format, one: Digit, data: st.DataObject
) -> None:
    layout, text = LAYOUTS[kind], specimen.ALL[kind.value]
    covered = [place for start, end in one.covers for place in range(start, end)]
    # The first five characters of the French card are what it is recognised by.
    place = data.draw(st.sampled_from([place for place in covered if place >= len("IDFRA")]))
    line, position = layout.where(place)
    old = text.replace("\n", "")[place]
    new = data.draw(st.sampled_from([sign for sign in ALPHABET if sign != old]))
    found = checks(specimen.changed(text, line, position, new))[one.name]
    assert found.ok is (digit(old) == digit(new))


def test_a_long_number_is_read_to_its_end() -> None:
    found = checks(specimen.TD1_LONG)[CheckName.NUMBER]
    assert found.ok is True
    assert found.rest == "7349"


@pytest.mark.parametrize("name", ["TD1-long", "TD2-long"])
def test_a_long_number_with_another_digit_differs(name: str) -> None:
    assert oks(specimen.ALL[name].replace("7349", "7348"))["number"] is False


def test_a_number_without_digit_in_a_format_that_has_no_more_room_differs() -> None:
    text = specimen.changed(specimen.TD3, 2, 10, "<")
    found = checks(text)[CheckName.NUMBER]
    assert found.ok is False
    assert "missing" in found.why


def test_a_digit_that_is_missing_where_nothing_goes_on_differs() -> None:
    assert oks(specimen.changed(specimen.TD1, 1, 15, "<"))["number"] is False


def test_an_empty_personal_number_agrees_with_a_filler() -> None:
    empty = specimen.TD3.replace("ZE184226B<<<<<1", "<" * 15)
    assert oks(empty)["personal"] is True
    assert oks(specimen.changed(empty, 2, 43, "0"))["personal"] is True
    assert oks(specimen.changed(empty, 2, 43, "7"))["personal"] is False


@pytest.mark.parametrize("sign", ["a", " ", "É", "*"], ids=["small", "space", "accent", "star"])
def test_an_unreadable_character_makes_no_answer_and_no_failure(sign: str) -> None:
    found = oks(specimen.changed(specimen.TD3, 2, 3, sign).replace(" ", "\u00a7"))
    assert found == {"number": None, "birth": True, "expiry": True, "personal": True, "composite": None}


def test_an_unreadable_digit_makes_no_answer() -> None:
    assert oks(specimen.changed(specimen.TD3, 2, 20, "?"))["birth"] is None


def test_an_unknown_birth_without_digit_is_no_failure() -> None:
    text = specimen.TD3.replace("7408122F", "<<<<<<<F")
    assert oks(text)["birth"] is None
