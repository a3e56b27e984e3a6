from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from tests.documents.workshop.test_likeness import DOCUMENTS, document

from passerelle.documents.workshop.likeness import likeness, rarity
from passerelle.documents.workshop.series import LEAST_SCORE, LEAST_SHARED, proposals

if TYPE_CHECKING:
    from passerelle.documents.workshop.examination import Examination

PLATE = ("stamp-made", "fibres-printed", "font-other")
OTHERS = [document(f"o{place}", "inkjet", "watermark-missing") for place in range(6)]


def test_documents_that_share_rare_features_are_proposed_with_their_reasons() -> None:
    made = [document(name, "imitation", *PLATE) for name in ("a", "b", "c")]
    (found,) = proposals([*OTHERS, *made])
    assert found.members == ("a", "b", "c")
    assert {reason.feature for reason in found.shared} == {"imitation", *PLATE}
    assert all(reason.held_by == 3 for reason in found.shared)


def test_two_common_features_make_no_series() -> None:
    assert proposals(OTHERS) == ()


def test_a_chain_of_likenesses_is_no_series() -> None:
    steps = (*PLATE, "spelling", "thread-missing", "toner")
    chain = [document("a", *steps[:4]), document("b", *steps), document("c", *steps[2:])]
    (found,) = proposals([*OTHERS, *chain])
    assert len(found.members) == 2
    assert "b" in found.members


@given(st.lists(DOCUMENTS, max_size=8, unique_by=lambda one: one.id), st.randoms(use_true_random=False))
def test_every_two_of_a_series_are_alike_whatever_the_order(
    examined: list[Examination], chance: object
) -> None:
    found = proposals(examined)
    shuffled = list(examined)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert proposals(shuffled) == found
    among, held = rarity(examined), {one.id: one for one in examined}
    for series in found:
        for one, other in combinations(series.members, 2):
            alike = likeness(held[one], held[other], among)
            assert alike.score >= LEAST_SCORE
            assert sum(reason.weight > 0 for reason in alike.shared) >= LEAST_SHARED
    members = [name for series in found for name in series.members]
    assert len(members) == len(set(members))
