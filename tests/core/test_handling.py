from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.core.handling import H0, Handling, HandlingCode


@st.composite
def handlings(draw: st.DrawFn) -> Handling:
    codes = draw(st.frozensets(st.sampled_from(HandlingCode), min_size=1))
    texts = draw(st.lists(st.sampled_from("abcd"), min_size=1, max_size=3, unique=True))
    return Handling(codes, tuple(sorted(texts)) if HandlingCode.H3 in codes else ())


@given(handlings(), handlings(), handlings())
def test_union_is_a_lattice_join(one: Handling, two: Handling, three: Handling) -> None:
    assert one.union(two) == two.union(one)
    assert one.union(two).union(three) == one.union(two.union(three))
    assert one.union(one) == one
    assert one.union(two).codes >= one.codes | two.codes
    assert set(one.union(two).texts) == {*one.texts, *two.texts}


@pytest.mark.parametrize(
    ("codes", "texts"),
    [((), ()), ((HandlingCode.H3,), ()), ((HandlingCode.H0,), ("ask",))],
    ids=["empty", "h3-without-text", "text-without-h3"],
)
def test_incomplete_handling_is_refused(codes: tuple[HandlingCode, ...], texts: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=r"H0|H3"):
        Handling(frozenset(codes), texts)


def test_codes_are_written_in_order() -> None:
    assert str(H0.union(Handling(frozenset({HandlingCode.H2})))) == "H0+H2"


@pytest.mark.parametrize(("text", "codes"), [("H0", "H0"), ("h2+h1", "H1+H2")], ids=["one", "two"])
def test_codes_joined_by_a_plus_are_a_handling(text: str, codes: str) -> None:
    assert str(Handling.of(text)) == codes


@pytest.mark.parametrize("text", ["", "H4", "H0,H1", "H3"])
def test_what_is_no_code_and_what_needs_a_text_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="H"):
        Handling.of(text)
