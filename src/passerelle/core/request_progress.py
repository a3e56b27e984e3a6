"""Where a request stands: its steps read against its clock, and both dates of every limit.

`by_law` is the limit as it stood on receipt, or after the step that it follows;
`in_force` is the same with suspensions and extensions. Both are always shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from passerelle.core.judicial_clock import Stage, stages
from passerelle.core.request_clock import (
    Extension,
    RequestClock,
    Standing,
    Suspension,
    Urgency,
    limit_of,
)
from passerelle.core.request_step import Happened, Step

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from passerelle.core.agreement import Deadlines
    from passerelle.core.request_kind import RequestKind

AMBER = 0.75  # of the time that there was


class RequestState(StrEnum):
    """What has become of it."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    CLARIFICATION = "clarification"
    EXTENDED = "extended"
    RECOGNISED = "recognised"
    ANSWERED = "answered"
    PARTLY = "partly"
    REFUSED = "refused"

    @property
    def is_open(self) -> bool:
        """True while somebody waits for an answer."""
        return self not in {RequestState.ANSWERED, RequestState.PARTLY, RequestState.REFUSED}


class Alarm(StrEnum):
    """How much of the time is gone: a colour, and always a word beside it."""

    CALM = "calm"
    AMBER = "amber"  # three quarters
    RED = "red"  # all of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """One step that is due; without a limit where the law says "without delay" or its start is to come."""

    step: Step
    start: datetime | None
    by_law: datetime | None
    in_force: datetime | None
    standing: Standing

    @property
    def is_open(self) -> bool:
        """Whether the step has still to be done."""
        return self.standing in {Standing.RUNNING, Standing.SUSPENDED, Standing.OVERDUE}

    def alarm(self, at: datetime) -> Alarm:
        """The colour at this instant; what was late stays red."""
        if self.standing in {Standing.OVERDUE, Standing.LATE}:
            return Alarm.RED
        if self.standing is not Standing.RUNNING or self.in_force is None or self.start is None:
            return Alarm.CALM
        whole = self.in_force - self.start
        return Alarm.AMBER if whole and (at - self.start) / whole >= AMBER else Alarm.CALM


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """One request's receipt, by the server's clock, and its steps since then, in the order of time."""

    kind: RequestKind
    urgency: Urgency
    receipt: datetime
    limits: Deadlines
    zone: ZoneInfo
    wanted_by: datetime | None = None
    happened: tuple[Happened, ...] = ()

    def first(self, *steps: Step) -> Happened | None:
        """The first time that one of these was done."""
        return next((one for one in self.happened if one.step in steps), None)

    @property
    def answer(self) -> Happened | None:
        """The answer, if there is one."""
        return self.first(Step.ANSWERED)

    def state(self) -> RequestState:
        """What has become of it after all its steps."""
        if self.answer is not None:
            if not self.answer.refused:
                return RequestState.ANSWERED
            return RequestState.PARTLY if self.answer.delivered else RequestState.REFUSED
        last = self.happened[-1].step if self.happened else None
        match last:
            case Step.CLARIFICATION:
                return RequestState.CLARIFICATION
            case Step.EXTENDED:
                return RequestState.EXTENDED
            case None:
                return RequestState.RECEIVED
            case _:
                recognised = self.first(Step.RECOGNISED)
                return RequestState.RECOGNISED if recognised else RequestState.ACKNOWLEDGED

    def deadlines(self, at: datetime) -> tuple[Deadline, ...]:
        """Everything that is or was due, in order."""
        found = stages(self.kind, self.urgency)
        if not found:
            return (self._answer_due(at),)
        return tuple(self._stage_due(one, at) for one in found)

    def next_due(self, at: datetime) -> Deadline | None:
        """What is due next; None once everything was done."""
        return next((one for one in self.deadlines(at) if one.is_open), None)

    def clock(self) -> RequestClock:
        """The clock of a request for information, with its suspensions and extensions."""
        return RequestClock(
            receipt=self.receipt,
            limit=limit_of(self.limits, self.urgency),
            zone=self.zone,
            suspensions=self._suspensions(),
            extensions=tuple(
                Extension(
                    authorisation=one.authorisation, reason=one.text, notice=one.at, expected=one.expected
                )
                for one in self.happened
                if one.step is Step.EXTENDED and one.expected
            ),
            answered=self.answer.at if self.answer else None,
        )

    def _suspensions(self) -> tuple[Suspension, ...]:
        """Each clarification asked for, until the first word that came after it, or the answer."""
        ends = [one.at for one in self.happened if one.step in {Step.CLARIFIED, Step.ANSWERED}]
        return tuple(
            Suspension(one.at, next((end for end in ends if end >= one.at), None))
            for one in self.happened
            if one.step is Step.CLARIFICATION
        )

    def _answer_due(self, at: datetime) -> Deadline:
        clock = self.clock()
        until = min(at, clock.answered) if clock.answered else at
        return Deadline(
            step=Step.ANSWERED,
            start=self.receipt,
            by_law=clock.first_limit,
            in_force=clock.due(until),
            standing=clock.standing(at),
        )

    def _stage_due(self, stage: Stage, at: datetime) -> Deadline:
        before = self.first(stage.after) if stage.after else None
        start = self.receipt if stage.after is None else (before.at if before else None)
        by_law = stage.limit.after(start, self.zone) if stage.limit and start else None
        in_force = self._moved(stage, by_law) or (None if by_law else self.wanted_by)
        # An order that is refused is at its end; nothing of it is due any more.
        done = self.first(stage.step, Step.ANSWERED)
        return Deadline(
            step=stage.step,
            start=start,
            by_law=by_law,
            in_force=in_force,
            standing=_standing(done.at if done else None, by_law, in_force, at),
        )

    def _moved(self, stage: Stage, by_law: datetime | None) -> datetime | None:
        if by_law is None or stage.longest_delay is None:
            return by_law
        notices = [one for one in self.happened if one.step is Step.EXTENDED and one.expected]
        told = next((one for one in notices if one.at <= by_law and one.text.strip()), None)
        if told is None or told.expected is None:
            return by_law
        furthest = by_law + timedelta(days=stage.longest_delay.days)
        return max(by_law, min(told.expected, furthest))


def _standing(
    done: datetime | None, by_law: datetime | None, in_force: datetime | None, at: datetime
) -> Standing:
    if done is None:
        return Standing.OVERDUE if in_force is not None and at > in_force else Standing.RUNNING
    if in_force is None or done <= (by_law or in_force):
        return Standing.IN_TIME
    return Standing.AUTHORISED if done <= in_force else Standing.LATE
