from __future__ import annotations

from passerelle.analysis.money.kind import SENTENCES, Kind

NAMES = (
    "fan-in fan-out cycle scatter-gather gather-scatter stack bipartite "
    "structuring rapid funnel mirror escrow"
)


def test_the_kinds_are_the_twelve_that_other_programs_know() -> None:
    assert " ".join(Kind) == NAMES


def test_every_kind_has_its_sentence_and_none_is_a_verdict() -> None:
    assert list(SENTENCES) == list(Kind)
    words = " ".join(SENTENCES.values()).split()
    assert not {"victim", "criminal", "suspect", "suspicious", "launder", "laundering"} & set(words)
