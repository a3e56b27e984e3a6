"""The numbers of one run, all counted from what the nodes hold and did; none is written down beforehand."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Tally:
    """What is printed with `--json`."""

    nodes: list[dict[str, Any]] = field(default_factory=list)
    questions: int = 0
    hits: int = 0
    contradicted: int = 0
    traffickers: list[dict[str, Any]] = field(default_factory=list)
    releases: int = 0
    refusals: Counter[str] = field(default_factory=Counter)
    recalled: int = 0

    def as_json(self, seconds: float) -> dict[str, Any]:
        """The one object that `passerelle demo --json` prints."""
        return {
            "nodes": self.nodes,
            "questions": self.questions,
            "hits": self.hits,
            "contradicted": self.contradicted,
            "traffickers": self.traffickers,
            "releases": self.releases,
            "refusals": [
                {"clause": clause, "count": count} for clause, count in sorted(self.refusals.items())
            ],
            "recalled": self.recalled,
            "seconds": round(seconds, 1),
        }
