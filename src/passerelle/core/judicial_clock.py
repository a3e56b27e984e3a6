"""The clocks of orders between magistrates: which step is due how long after what.

Nothing suspends them. A law that only says "without delay" sets no limit, and
none is invented: then the day that the requester asks for is the one shown. No
limit that has passed frees anybody from the order; what comes after it is late.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.core.request_clock import (
    CONFISCATION_RECOGNITION,
    FREEZING_EXECUTION,
    FREEZING_RECOGNITION,
    Limit,
    Urgency,
)
from passerelle.core.request_kind import RequestKind
from passerelle.core.request_step import Step

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Stage:
    """A step that is due a limit after another, or after the receipt; no limit: without delay."""

    step: Step
    limit: Limit | None
    after: Step | None = None
    longest_delay: Limit | None = None  # by which a notice may move it on


WITHOUT_DELAY = None
ORDER_ACKNOWLEDGED = Limit(days=7)  # Directive 2014/41/EU article 16(1)
ORDER_RECOGNISED = Limit(days=30)  # article 12(3)
ORDER_MOVED = Limit(days=30)  # article 12(5): once, with the reasons told
ORDER_EXECUTED = Limit(days=90)  # article 12(4), after the decision
STAGES: Mapping[RequestKind, tuple[Stage, ...]] = {
    RequestKind.INVESTIGATION_ORDER: (
        Stage(Step.ACKNOWLEDGED, ORDER_ACKNOWLEDGED),
        Stage(Step.RECOGNISED, ORDER_RECOGNISED, longest_delay=ORDER_MOVED),
        Stage(Step.EXECUTED, ORDER_EXECUTED, Step.RECOGNISED),
    ),
    RequestKind.LETTER_ROGATORY: (Stage(Step.EXECUTED, WITHOUT_DELAY),),
    RequestKind.FREEZING: (
        Stage(Step.RECOGNISED, FREEZING_RECOGNITION),
        Stage(Step.EXECUTED, FREEZING_EXECUTION, Step.RECOGNISED),
    ),
    RequestKind.CONFISCATION: (
        Stage(Step.RECOGNISED, CONFISCATION_RECOGNITION),
        Stage(Step.EXECUTED, WITHOUT_DELAY, Step.RECOGNISED),
    ),
}
# Only a freezing order whose certificate says why it cannot wait has hours.
UNHURRIED_FREEZING = (
    Stage(Step.RECOGNISED, WITHOUT_DELAY),
    Stage(Step.EXECUTED, WITHOUT_DELAY, Step.RECOGNISED),
)


def stages(kind: RequestKind, urgency: Urgency) -> tuple[Stage, ...]:
    """What an order of this kind makes due, in order; nothing for what is no order."""
    if kind is RequestKind.FREEZING and urgency is Urgency.OTHER:
        return UNHURRIED_FREEZING
    return STAGES.get(kind, ())
