from __future__ import annotations

import pytest

from passerelle.formats.mapping import MappingError, read_mapping

ENTITY = '[[entity]]\nname="a"\nschema="Person"\nid="Id"\n'


def test_a_mapping_knows_every_column_that_it_reads() -> None:
    text = ENTITY + 'needs="N"\ncategory="C"\n[entity.properties]\nname=["A", "B"]\n'
    mapping = read_mapping(text)
    assert mapping.columns == {"Id", "N", "C", "A", "B"}
    assert (mapping.format, mapping.delimiter, mapping.entities[0].category) == ("csv", ",", "C")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (ENTITY + "category=3\n[entity.constants]\nnotes='x'\n", "category that is no text"),
        (ENTITY + "categories='C'\n", "unknown keys: categories"),
        (ENTITY, "states nothing"),
        (ENTITY + '[entity.constants]\npassword="x"\n', "never takes"),
        ("entity=[3]\n", "is no table"),
    ],
    ids=["type", "key", "silent", "secret", "table"],
)
def test_a_mapping_that_cannot_be_used_is_refused_with_its_place(text: str, words: str) -> None:
    with pytest.raises(MappingError, match=words):
        read_mapping(text)
