"""Transfers in time order.

A moment without a time zone is taken as if it were in UTC. Transfers of the
same moment follow the order of their rows, or the reverse where the whole table
is written newest first, as bank statements often are.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from passerelle.analysis.money.pattern_line import Transfer

NO_TIME = timedelta(0)

T = TypeVar("T", bound="Transfer")


def arranged(transfers: Sequence[T]) -> list[T]:
    """The transfers in time order."""
    moments = [in_utc(transfer.time) for transfer in transfers]
    newest_first = len(moments) > 1 and moments[0] > moments[-1]
    newest_first = newest_first and all(one >= two for one, two in pairwise(moments))
    rank = -1 if newest_first else 1
    order = sorted(range(len(transfers)), key=lambda place: (moments[place], rank * place))
    return [transfers[place] for place in order]


def in_utc(when: datetime) -> datetime:
    """The moment in UTC, without its zone."""
    return when.replace(tzinfo=None) - (when.utcoffset() or NO_TIME)
