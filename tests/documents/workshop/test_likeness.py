from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from passerelle.documents.workshop.examination import Examination
from passerelle.documents.workshop.feature import features
from passerelle.documents.workshop.likeness import likeness, rarity

CODES = sorted(features())


def document(name: str, *codes: str) -> Examination:
    return Examination(id=name, document_type="P", issuer="UTO", features=frozenset(codes))


DOCUMENTS = st.builds(
    lambda name, codes: document(name, *codes),
    st.uuids().map(str),
    st.frozensets(st.sampled_from(CODES), min_size=1, max_size=8),
)


def test_what_is_rare_weighs_more_and_comes_first() -> None:
    common = [document(str(place), "inkjet") for place in range(20)]
    one, other = (document(name, "inkjet", "stamp-drawn") for name in "ab")
    found = likeness(one, other, rarity([*common, one, other]))
    assert [reason.feature for reason in found.shared] == ["stamp-drawn", "inkjet"]
    assert [reason.held_by for reason in found.shared] == [2, 22]
    assert found.score == 1.0


def test_what_one_alone_has_counts_against_and_is_told() -> None:
    one, other = document("a", "inkjet", "spelling"), document("b", "inkjet", "watermark-missing")
    found = likeness(one, other, rarity([one, other]))
    assert 0 < found.score < 1
    assert found.apart == ("spelling", "watermark-missing")


def test_the_class_alone_makes_nothing_alike() -> None:
    one, other = document("a", "imitation"), document("b", "imitation")
    assert likeness(one, other, rarity([one, other])).score == 0.0


@given(DOCUMENTS, DOCUMENTS, st.lists(DOCUMENTS, max_size=5))
def test_likeness_is_the_same_both_ways_and_between_nought_and_one(
    one: Examination, other: Examination, more: list[Examination]
) -> None:
    among = rarity([one, other, *more])
    there, back = likeness(one, other, among), likeness(other, one, among)
    assert (there.score, there.shared, there.apart) == (back.score, back.shared, back.apart)
    assert 0.0 <= there.score <= 1.0
