from __future__ import annotations

from passerelle.core.draft import Draft, Fact
from passerelle.matching.resolution.field import Field
from passerelle.matching.resolution.side import MOST_VALUES, Gathering, vocabularies


def draft(ident: str, *facts: tuple[str, str], schema: str = "Person") -> Draft:
    return Draft(publisher_id=ident, schema=schema, line=1, facts=tuple(Fact(*fact) for fact in facts))


def test_drafts_of_one_id_are_one_row_with_each_value_once() -> None:
    shared = vocabularies()
    gathering = Gathering(shared)
    gathering.add(draft("a", ("birthDate", "1980"), ("name", "Ilmo Pel; Pel Ilmo")))
    gathering.add(draft("b", ("birthDate", "1981"), schema="Vessel"))
    gathering.add(draft("a", ("birthDate", "1980"), ("birthDate", "1990"), schema="LegalEntity"))
    side = gathering.side()
    assert (side.ids, side.kinds.tolist(), len(gathering)) == (["a", "b"], [1, 2], 2)
    column = side.columns[Field.BIRTH]
    assert [shared[Field.BIRTH].texts[code] for code in column.codes] == ["1980", "1990", "1981"]
    assert column.rows.tolist() == [0, 0, 1]
    assert side.columns[Field.NAME].counts.tolist() == [1, 0]


def test_parts_of_a_name_are_also_read_as_a_whole() -> None:
    shared = vocabularies()
    gathering = Gathering(shared)
    gathering.add(draft("a", ("firstName", "Ilmo"), ("lastName", "Varentov")))
    gathering.add(draft("b", ("name", "VARENTOV Ilmo")))
    codes = gathering.side().columns[Field.NAME].codes
    assert codes[0] == codes[1]


def test_a_row_with_very_many_values_keeps_some() -> None:
    gathering = Gathering(vocabularies())
    gathering.add(draft("a", *(("birthDate", str(1900 + n)) for n in range(90))))
    assert gathering.side().columns[Field.BIRTH].counts.tolist() == [MOST_VALUES]


def test_a_paper_without_its_holder_says_nothing() -> None:
    gathering = Gathering(vocabularies())
    gathering.add(draft("p", ("holder", "nobody"), ("number", "AB123456"), schema="Passport"))
    assert not gathering.side().columns
