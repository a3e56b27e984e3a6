from __future__ import annotations

from passerelle.matching.subject import Subject


def test_values_come_once_each_in_order() -> None:
    subject = Subject("Person", (("name", "b"), ("alias", "a"), ("name", "b"), ("phone", "1")))
    assert subject.values("name", "alias") == ("b", "a")
