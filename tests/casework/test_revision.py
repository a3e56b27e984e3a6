from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from passerelle.casework.revision import Revision, Wanted, revise
from passerelle.store.standing import Standing

SAME = {"m1": "rules", "m1-later": "rules", "m2": "stricter rules"}
VALUES = ["Ivo Marten", "IVO MARTEN", "I. Marten", "Iwo Marten"]


def wanted(value: str, prop: str = "name", marking: str = "m1") -> Wanted:
    return Wanted("e", "Person", prop, value, "", reference=False, marking=marking, draft=0)


def standing(value: str, prop: str = "name", marking: str = "m1") -> Standing:
    return Standing(f"id of {value}", f"record of {value}", 1, "e", prop, value, marking)


def compared(said: list[Wanted], held: list[Standing], *, complete: bool = True) -> Revision:
    return revise(said, held, same_rules=SAME, complete=complete)


def test_the_same_file_again_changes_nothing() -> None:
    found = compared([wanted("IVO  MARTEN")], [standing("Ivo Marten")])
    assert (found.touched, found.unchanged) == (set(), 1)


def test_a_later_review_alone_changes_nothing() -> None:
    assert compared([wanted("Ivo", marking="m1-later")], [standing("Ivo")]).unchanged == 1


def test_other_rules_change_the_fact() -> None:
    found = compared([wanted("Ivo", marking="m2")], [standing("Ivo")])
    assert [(before.value, said.marking) for before, said in found.changed] == [("Ivo", "m2")]
    assert found.touched == {"e"}


def test_a_removed_and_an_added_value_of_one_property_are_one_change() -> None:
    found = compared([wanted("Iwo")], [standing("Ivo")])
    assert [(before.record, said.value) for before, said in found.changed] == [("record of Ivo", "Iwo")]
    assert (found.added, found.removed) == ([], [])


def test_another_property_is_added_and_the_old_one_removed() -> None:
    found = compared([wanted("Iwo", prop="alias")], [standing("Ivo")])
    assert [one.prop for one in found.added] == ["alias"]
    assert [one.value for one in found.removed] == ["Ivo"]


def test_an_incomplete_file_removes_nothing() -> None:
    found = compared([wanted("Iwo")], [standing("Ivo")], complete=False)
    assert (len(found.added), found.changed, found.removed) == (1, [], [])


def test_a_value_said_twice_is_added_once() -> None:
    assert len(compared([wanted("Ivo"), wanted("IVO")], []).added) == 1


@given(st.lists(st.sampled_from(VALUES)), st.lists(st.sampled_from(VALUES), unique_by=str.casefold))
def test_every_value_ends_in_exactly_one_part(new: list[str], old: list[str]) -> None:
    found = compared([wanted(value) for value in new], [standing(value) for value in old])
    said = {value.casefold() for value in new}
    assert len(found.added) + len(found.changed) + found.unchanged == len(said)
    assert len(found.removed) + len(found.changed) + found.unchanged == len(old)
    assert {one.value.casefold() for one in found.removed} & said == set()
