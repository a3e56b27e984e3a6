from __future__ import annotations

import pytest

from passerelle.documents.photograph.quality import Quality, Reading


@pytest.mark.parametrize(
    ("confidence", "height", "fillers", "expected", "advice"),
    [
        (95, 30, 0, Quality.GOOD, 0),
        (95, 30, 2, Quality.FAIR, 1),
        (70, 30, 0, Quality.FAIR, 1),
        (40, 8, 3, Quality.POOR, 3),
    ],
    ids=["good", "fillers", "unsure", "poor"],
)
def test_what_is_less_than_good_says_what_to_do(
    confidence: float, height: int, fillers: int, expected: Quality, advice: int
) -> None:
    one = Reading(text="", confidence=confidence, height=height, fillers=fillers)
    assert one.quality is expected
    assert len(one.advice) == advice
