from __future__ import annotations

import pytest

from passerelle.core.draft import Explained
from passerelle.formats.json_record import objects
from passerelle.formats.source import Pieces


def test_every_line_is_an_object_or_explained_and_a_blank_line_is_neither() -> None:
    text = b' {"a": 1} \r\n\n[1]\n{"a"\n{"a": 1} {"b": 2}\n\xff\n' + b"[" * 5000 + b'\n{"c": {}}'
    found = list(objects(Pieces([text])))
    assert [one for one in found if isinstance(one, tuple)] == [(1, {"a": 1}), (8, {"c": {}})]
    reasons = [(one.line, one.reason) for one in found if isinstance(one, Explained)]
    assert [line for line, _ in reasons] == [3, 4, 5, 6, 7]
    assert "no object" in reasons[0][1]
    assert "not JSON" in reasons[1][1]
    assert "not JSON" in reasons[2][1]
    assert "UTF-8" in reasons[3][1]
    assert "nested" in reasons[4][1]


def test_white_space_that_json_does_not_know_is_no_json() -> None:
    (found,) = objects(Pieces(["\u00a0{}\n".encode()]))
    assert isinstance(found, Explained)


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_in_json_is_no_json(word: str) -> None:
    (found,) = objects(Pieces([b'{"weight": %s}\n' % word.encode()]))
    assert isinstance(found, Explained)
