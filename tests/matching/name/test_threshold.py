from __future__ import annotations

from passerelle.matching.name.threshold import SAME_NAME


def test_the_threshold_can_be_reached_and_missed() -> None:
    assert 0.5 < SAME_NAME < 1.0
