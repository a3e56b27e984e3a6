from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from passerelle.matching.judgement import Judgement, JudgementError, Verdict, standing

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def judged(left: str, right: str, verdict: Verdict, minutes: int = 0, ident: str = "1") -> Judgement:
    return Judgement(
        when=NOON + timedelta(minutes=minutes),
        id=ident,
        left=left,
        right=right,
        verdict=verdict,
        by="ana",
        why="same passport",
    )


def test_a_pair_has_one_spelling() -> None:
    assert judged("b", "a", Verdict.SAME) == judged("a", "b", Verdict.SAME)


def test_the_latest_judgement_of_a_pair_stands_and_the_earlier_stays_on_record() -> None:
    first, second = judged("a", "b", Verdict.SAME), judged("b", "a", Verdict.UNSURE, minutes=1)
    assert standing([second, first]) == standing([first, second]) == {("a", "b"): second}


def test_one_that_was_taken_back_counts_no_more() -> None:
    first, second = judged("a", "b", Verdict.DIFFERENT), judged("a", "b", Verdict.SAME, minutes=1)
    assert standing([first, replace(second, undone=True)]) == {("a", "b"): first}
    assert standing([replace(first, undone=True)]) == {}


def test_two_judgements_of_one_instant_are_settled_by_id() -> None:
    first, second = judged("a", "b", Verdict.SAME), judged("a", "b", Verdict.DIFFERENT, ident="2")
    assert standing([second, first])[("a", "b")] is second


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"right": "a"}, id="against-itself"),
        pytest.param({"by": ""}, id="no-author"),
        pytest.param({"why": "  "}, id="no-reason"),
        pytest.param({"when": NOON.replace(tzinfo=None)}, id="no-time-zone"),
    ],
)
def test_a_malformed_judgement_is_refused(change: dict[str, object]) -> None:
    facts = {
        "when": NOON,
        "id": "1",
        "left": "a",
        "right": "b",
        "verdict": Verdict.SAME,
        "by": "ana",
        "why": "x",
    }
    with pytest.raises(JudgementError):
        Judgement(**{**facts, **change})  # type: ignore[arg-type]
