from __future__ import annotations

from collections import Counter

from passerelle.matching.name.given_name import SAME, SHORT, line_of, stands_for


def test_forms_of_one_name_stand_on_one_line() -> None:
    assert line_of()["mohamed"] == line_of()["muhammad"] == line_of()["محمد"]


def test_brothers_names_stand_on_two_lines() -> None:
    assert line_of()["hassan"] != line_of()["hussein"]


def test_no_form_stands_on_two_lines_but_those_that_do_in_life() -> None:
    counted = Counter(word for line in SAME.strip().splitlines() for word in set(line.split()))
    assert {word for word, times in counted.items() if times > 1} <= {"james"}


def test_every_short_name_stands_for_a_name_of_the_table() -> None:
    shorts = {word for line in SHORT.strip().splitlines() for word in line.partition(":")[0].split()}
    assert {word for word in shorts if not stands_for()[word]} == set()
