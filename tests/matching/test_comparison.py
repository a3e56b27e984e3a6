from __future__ import annotations

import pytest

from passerelle.core.grade import Grade
from passerelle.matching.comparison import COMMON_ABOVE, Comparison, Standing, compare
from passerelle.matching.match_key import Key, KeyKind
from passerelle.matching.subject import Subject

X4 = Grade.of("X4")
NAME = ("name", "Salim Ivan Brandel")
PHONE = ("phone", "+33639981234")


def compared(
    left: list[tuple[str, str]],
    right: list[tuple[str, str]],
    *,
    holders: dict[Key, int] | None = None,
    grade: Grade = X4,
) -> Comparison:
    return compare(
        Subject("Person", tuple(left)), Subject("Person", tuple(right)), grade=grade, holders=holders
    )


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        pytest.param([NAME], [NAME], Standing.SAME_NAME_ONLY, id="name-only"),
        pytest.param(
            [NAME, ("birthDate", "1980-05-03")],
            [NAME, ("birthDate", "1980-05-03")],
            Standing.CORROBORATED,
            id="day",
        ),
        pytest.param(
            [NAME, ("birthDate", "1980")], [NAME, ("birthDate", "1980")], Standing.COMPATIBLE, id="year"
        ),
        pytest.param([NAME, PHONE], [NAME, PHONE], Standing.CORROBORATED, id="phone"),
        pytest.param(
            [NAME, PHONE], [("name", "Ana Quillan"), PHONE], Standing.SHARED_VALUE, id="shared-phone"
        ),
        pytest.param(
            [NAME, PHONE, ("birthDate", "1950")],
            [NAME, PHONE, ("birthDate", "1980")],
            Standing.CONTRADICTED,
            id="a-contradiction-is-not-outweighed",
        ),
    ],
)
def test_same_name_and_same_person_are_kept_apart(
    left: list[tuple[str, str]], right: list[tuple[str, str]], expected: Standing
) -> None:
    found = compared(left, right)
    assert found.standing is expected
    assert found.contradicts is (expected is Standing.CONTRADICTED)
    assert compared(right, left).standing is expected


def test_a_value_that_very_many_hold_is_shown_as_common_and_not_dropped() -> None:
    key = Key(KeyKind.PHONE, "+33639981234")
    found = compared([PHONE], [PHONE], holders={key: COMMON_ABOVE + 1})
    assert found.standing is Standing.COMMON_VALUE
    assert found.shared == found.common == (key,)


def test_rarer_keys_and_better_grades_rank_first() -> None:
    key = Key(KeyKind.PHONE, "+33639981234")
    rare = compared([PHONE], [PHONE], holders={key: 2})
    rare_and_graded = compared([PHONE], [PHONE], holders={key: 2}, grade=Grade.of("B2"))
    frequent = compared([PHONE], [PHONE], holders={key: 9})
    contradicted = compared([PHONE, NAME, ("birthDate", "1950")], [PHONE, NAME, ("birthDate", "1980")])
    ranked = sorted([contradicted, frequent, rare, rare_and_graded], key=lambda found: found.rank)
    assert ranked == [rare_and_graded, rare, frequent, contradicted]


def test_nationality_and_birthplace_change_nothing() -> None:
    origin = [("nationality", "aa"), ("birthPlace", "Oberland")]
    other = [("nationality", "bb"), ("birthPlace", "Unterland")]
    assert compared([NAME, *origin], [NAME, *origin]) == compared([NAME, *origin], [NAME, *other])


def test_a_comparison_without_shared_key_has_no_rarity() -> None:
    assert compared([NAME], [("name", "Ana Quillan")]).rarest == 0
