from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from passerelle.rescue.report import CUT, FIELDS, LONGEST, Report, report


def test_no_field_is_needed_and_none_asks_who_people_are() -> None:
    assert report({}) == Report()
    assert FIELDS == ("position", "people", "state", "contact", "languages", "text")


def test_what_is_no_field_is_left_out() -> None:
    assert report({"people": "12", "nationality": "any", "status": "any"}) == Report(people="12")


def test_what_is_too_long_is_cut_and_says_so() -> None:
    assert report({"text": "x" * (LONGEST + 1)}).text == "x" * LONGEST + CUT


@given(st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=200)))
def test_words_are_kept_without_what_no_page_can_show(said: dict[str, str]) -> None:
    for value in report(said).fields().values():
        assert all(one.isprintable() or one == "\n" for one in value)
