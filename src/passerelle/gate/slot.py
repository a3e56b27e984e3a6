"""When the answer to a question leaves: whole slots after the question came, whatever was found.

Slots are counted from the question's own last byte. Were they ticks of a common
clock, a question would fall anywhere between two, and the mean of many answers
would still tell how long each took; counted like this, all that takes less
than a slot takes exactly one.
"""

from __future__ import annotations

import math
import time

ANSWER_SLOT = 0.007  # seconds


def slot_end(came: float, now: float, slot: float) -> float:
    """The first whole number of slots after `came` that is not past, at least one."""
    return came + max(math.ceil((now - came) / slot), 1) * slot


def wait_until(instant: float) -> None:
    """Return at this instant of the monotonic clock; a thread's sleep is finer than the event loop's."""
    time.sleep(max(instant - time.monotonic(), 0))
