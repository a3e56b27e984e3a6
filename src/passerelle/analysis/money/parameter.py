"""The parameters of every search, with the defaults that were measured.

Times are in seconds, shares in thousandths, the threshold and its band in the
small units of a ledger, a hundred to the unit of money unless `in_units` says.

The defaults are fitted to transfers of retail accounts, a few a week for each
account. Denser data wants shorter times or larger counts.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

HOUR = 3_600
DAY = 24 * HOUR
SPANS = {"d": DAY, "h": HOUR}
VERSION = "2"
"""The version of the rules; a rule that changes its meaning changes this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """What the searches ask for."""

    within: int = 4 * DAY
    fan: int = 3
    cycle_within: int = 6 * DAY
    shortest_cycle: int = 3
    longest_cycle: int = 12
    cycle_steps: int = 1_000_000
    scatter_within: int = 6 * DAY
    between: int = 2
    gather: int = 3
    scatter: int = 2
    stack_within: int = 6 * DAY
    bipartite_within: int = 3 * DAY
    layer_step: int = DAY
    stack_hop: int = 3 * DAY
    bipartite_hop: int = 6 * HOUR
    chains: int = 2
    singles: int = 4
    threshold: int = 1_000_000
    band: int = 100_000
    structuring: int = 3
    structuring_within: int = 7 * DAY
    rapid_within: int = DAY
    rapid_share: int = 900
    funnel: int = 5
    funnel_receivers: int = 2
    funnel_within: int = 14 * DAY
    funnel_share: int = 800
    mirror_delay: int = 3 * DAY
    mirror_fee: int = 50
    escrow_within: int = 30 * DAY
    escrow_held: int = DAY
    escrow_legs: int = 2
    escrow_share: int = 950


def in_units(asked: Parameters, decimals: int) -> Parameters:
    """The parameters for a ledger whose small unit has that many decimals instead of two."""
    many, few = 10 ** max(decimals, 0), 100 * 10 ** max(-decimals, 0)
    return replace(asked, threshold=asked.threshold * many // few, band=asked.band * many // few)


def parameter_names() -> list[str]:
    """What can be set."""
    return [field.name for field in fields(Parameters)]


def seconds(text: str) -> int | None:
    """The whole number above zero, `8d` and `12h` in seconds; None where it is none."""
    number, span = (text[:-1], SPANS[text[-1]]) if text[-1:] in SPANS else (text, 1)
    if not (number.isascii() and number.isdigit() and int(number)):
        return None
    return int(number) * span
