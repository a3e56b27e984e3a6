from __future__ import annotations

from passerelle.core.draft import Draft, Explained
from passerelle.formats.json_lines import read
from passerelle.formats.mapping import read_mapping
from passerelle.formats.source import Pieces

MAPPING = """
format = "json"
[[entity]]
name = "a"
schema = "Person"
id = "id"
[entity.properties]
name = ["owner.name", "full.name"]
phone = "owner.phone"
"""


def test_a_dot_reaches_into_an_object_unless_the_key_itself_has_it() -> None:
    text = b'{"id": 7, "owner": {"name": "Ana", "phone": 99000001}, "full.name": "Ana O"}\n'
    (found,) = read(Pieces([text]), read_mapping(MAPPING))
    assert isinstance(found, Draft)
    assert found.publisher_id == "7"
    assert [(fact.prop, fact.value) for fact in found.facts] == [
        ("name", "Ana"),
        ("name", "Ana O"),
        ("phone", "99000001"),
    ]


def test_each_value_of_a_list_is_read_and_what_is_no_text_is_noted() -> None:
    text = b'{"id": ["7"], "full.name": ["Ana", {"x": 1}, "Ana O", null], "owner": {"phone": true}}\n'
    (found,) = read(Pieces([text]), read_mapping(MAPPING))
    assert isinstance(found, Draft)
    assert [(fact.prop, fact.value) for fact in found.facts] == [("name", "Ana"), ("name", "Ana O")]
    assert [reason.partition(":")[0] for reason in found.left] == ["name", "phone"]


def test_an_id_is_one_text() -> None:
    text = b'{"id": true}\n{"id": ["1", "2"]}\n{"id": "1", "owner": "Ana"}\n{'
    found = list(read(Pieces([text]), read_mapping(MAPPING)))
    assert [type(one) for one in found] == [Explained, Explained, Draft, Explained]
