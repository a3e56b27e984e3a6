"""The kinds of pattern, each with the sentence shown to people.

A kind names a shape that transfers make. It says nothing about a person.
"""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """A shape of transfers in time."""

    FAN_IN = "fan-in"
    FAN_OUT = "fan-out"
    CYCLE = "cycle"
    SCATTER_GATHER = "scatter-gather"
    GATHER_SCATTER = "gather-scatter"
    STACK = "stack"
    BIPARTITE = "bipartite"
    STRUCTURING = "structuring"
    RAPID = "rapid"
    FUNNEL = "funnel"
    MIRROR = "mirror"
    ESCROW = "escrow"


SENTENCES = {
    Kind.FAN_IN: "many accounts pay into one",
    Kind.FAN_OUT: "one account pays out to many",
    Kind.CYCLE: "money comes back to where it left",
    Kind.SCATTER_GATHER: "one account pays another through several in between",
    Kind.GATHER_SCATTER: "one account collects from several and then pays out to several",
    Kind.STACK: "money moves through two layers of accounts side by side",
    Kind.BIPARTITE: "several accounts pay several others, and nothing moves on",
    Kind.STRUCTURING: "amounts stay just below a threshold",
    Kind.RAPID: "what comes in goes out again at once",
    Kind.FUNNEL: "many pay into one account, and nearly all of it leaves to few",
    Kind.MIRROR: "two ledgers show the same amount without a bank link",
    Kind.ESCROW: "a deposit is held and then released in parts",
}
