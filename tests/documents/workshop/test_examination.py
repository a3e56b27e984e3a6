from __future__ import annotations

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.documents.workshop.examination import Examination, examination
from passerelle.documents.workshop.feature import FeatureKind
from passerelle.errors import PasserelleError

ROW = {"id": "a", "document_type": "P", "issuer": "UTO", "features": ["imitation", "inkjet"]}


def test_a_row_is_an_examination() -> None:
    found = examination(ROW)
    assert found.features == {"imitation", "inkjet"}
    assert found.of_kind(FeatureKind.CLASS) == {"imitation"}


def test_there_is_no_place_for_a_holder() -> None:
    assert {field.name for field in fields(Examination)} == {"id", "document_type", "issuer", "features"}


CASES = {
    "a holder": {**ROW, "holder": "Ivo Marten"},
    "no issuer": {name: value for name, value in ROW.items() if name != "issuer"},
    "no feature": {**ROW, "features": []},
    "not a list": {**ROW, "features": "inkjet"},
    "two classes": {**ROW, "features": ["imitation", "fantasy"]},
    "too long": {**ROW, "id": "a" * 65},
    "number": {**ROW, "id": 1},
    "not of the list": {**ROW, "features": ["Ivo Marten"]},
}


@pytest.mark.parametrize("row", CASES.values(), ids=CASES)
def test_any_other_row_is_refused_without_repeating_it(row: dict[str, object]) -> None:
    with pytest.raises(PasserelleError) as caught:
        examination(row)
    assert "Ivo Marten" not in str(caught.value)


JSON = st.recursive(
    st.none() | st.integers() | st.text(max_size=5), lambda one: st.lists(one, max_size=3), max_leaves=4
)


@given(st.dictionaries(st.sampled_from([*ROW, "other"]), JSON, max_size=5))
def test_hostile_rows_raise_only_our_errors(row: dict[str, object]) -> None:
    with pytest.raises(PasserelleError):
        examination(row)
