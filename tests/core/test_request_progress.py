from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.core.agreement import Deadlines
from passerelle.core.request_answer import PartRefused
from passerelle.core.request_clock import Standing, Urgency
from passerelle.core.request_kind import RequestKind
from passerelle.core.request_progress import Alarm, Progress, RequestState
from passerelle.core.request_step import Happened, Step

HOUR = timedelta(hours=1)
TICK = timedelta(microseconds=1)
RECEIPT = datetime(2026, 3, 27, 22, tzinfo=UTC)
LIMITS = Deadlines(urgent_direct_hours=8, urgent_indirect_days=3, other_days=7)
BASE = Progress(
    kind=RequestKind.INFORMATION,
    urgency=Urgency.URGENT_DIRECT,
    receipt=RECEIPT,
    limits=LIMITS,
    zone=ZoneInfo("Europe/Paris"),
)
MINUTES = st.integers(0, 20 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))
INSTANTS = st.datetimes(datetime(2023, 12, 1), datetime(2029, 1, 1), timezones=st.just(UTC))


def steps(*named: tuple[Step, int]) -> tuple[Happened, ...]:
    return tuple(Happened(step=step, at=RECEIPT + hours * HOUR) for step, hours in named)


def order(kind: RequestKind, *named: tuple[Step, int], **changes: object) -> Progress:
    return replace(BASE, kind=kind, happened=steps(*named), **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("happened", "state"),
    [
        pytest.param((), RequestState.RECEIVED, id="nothing"),
        pytest.param(steps((Step.ACKNOWLEDGED, 1)), RequestState.ACKNOWLEDGED, id="acknowledged"),
        pytest.param(steps((Step.CLARIFICATION, 1)), RequestState.CLARIFICATION, id="asked-back"),
        pytest.param(
            steps((Step.CLARIFICATION, 1), (Step.CLARIFIED, 2)), RequestState.ACKNOWLEDGED, id="clarified"
        ),
        pytest.param(steps((Step.EXTENDED, 1)), RequestState.EXTENDED, id="extended"),
        pytest.param(steps((Step.RECOGNISED, 1)), RequestState.RECOGNISED, id="recognised"),
        pytest.param(
            (Happened(step=Step.ANSWERED, at=RECEIPT, delivered=("1",)),),
            RequestState.ANSWERED,
            id="answered",
        ),
        pytest.param(
            (Happened(step=Step.ANSWERED, at=RECEIPT, refused=(PartRefused("1", "x"),)),),
            RequestState.REFUSED,
            id="refused",
        ),
        pytest.param(
            (Happened(step=Step.ANSWERED, at=RECEIPT, delivered=("2",), refused=(PartRefused("1", "x"),)),),
            RequestState.PARTLY,
            id="partly",
        ),
    ],
)
def test_a_request_is_where_its_last_step_left_it(
    happened: tuple[Happened, ...], state: RequestState
) -> None:
    made = replace(BASE, happened=happened)
    assert made.state() is state
    ended = {RequestState.ANSWERED, RequestState.PARTLY, RequestState.REFUSED}
    assert state.is_open is (state not in ended)


def test_both_dates_are_shown_and_a_clarification_moves_the_one_in_force() -> None:
    asked = replace(BASE, happened=steps((Step.CLARIFICATION, 2)))
    (due,) = asked.deadlines(RECEIPT + 5 * HOUR)
    assert (due.by_law, due.in_force) == (RECEIPT + 8 * HOUR, RECEIPT + 11 * HOUR)
    assert (due.standing, due.alarm(RECEIPT + 5 * HOUR)) == (Standing.SUSPENDED, Alarm.CALM)
    given_ = replace(BASE, happened=steps((Step.CLARIFICATION, 2), (Step.CLARIFIED, 5)))
    (after,) = given_.deadlines(RECEIPT + 9 * HOUR)
    assert (after.in_force, after.standing) == (RECEIPT + 11 * HOUR, Standing.RUNNING)


def test_an_authorisation_told_in_time_moves_it_and_what_comes_later_is_authorised() -> None:
    told = Happened(
        step=Step.EXTENDED,
        at=RECEIPT + 7 * HOUR,
        text="a bank's records",
        authorisation="JA-7",
        expected=RECEIPT + 30 * HOUR,
    )
    answer = Happened(step=Step.ANSWERED, at=RECEIPT + 29 * HOUR, delivered=("1",))
    (due,) = replace(BASE, happened=(told, answer)).deadlines(RECEIPT + 90 * HOUR)
    assert (due.by_law, due.in_force) == (RECEIPT + 8 * HOUR, RECEIPT + 30 * HOUR)
    assert due.standing is Standing.AUTHORISED
    assert not due.is_open


@pytest.mark.parametrize(
    ("hours", "alarm"),
    [(0, Alarm.CALM), (5, Alarm.CALM), (6, Alarm.AMBER), (8, Alarm.AMBER), (9, Alarm.RED)],
)
def test_three_quarters_are_amber_and_all_of_it_is_red(hours: int, alarm: Alarm) -> None:
    at = RECEIPT + hours * HOUR
    due = BASE.next_due(at)
    assert due is not None
    assert due.alarm(at) is alarm


@given(INSTANTS, st.sampled_from(Urgency), MINUTES, MINUTES)
def test_the_date_in_force_is_never_before_the_date_by_law(
    receipt: datetime, urgency: Urgency, wait: timedelta, pending: timedelta
) -> None:
    happened = (
        Happened(step=Step.CLARIFICATION, at=receipt + wait),
        Happened(step=Step.CLARIFIED, at=receipt + wait + pending),
    )
    made = replace(BASE, receipt=receipt, urgency=urgency, happened=happened)
    (due,) = made.deadlines(receipt + timedelta(days=60))
    assert due.by_law is not None
    assert due.in_force is not None
    moved = pending if receipt + wait < due.by_law else timedelta()
    assert due.in_force - due.by_law == moved


def test_an_urgent_freezing_order_has_two_days_and_two_more_from_the_decision() -> None:
    before = order(RequestKind.FREEZING).deadlines(RECEIPT)
    assert [one.by_law for one in before] == [RECEIPT + 48 * HOUR, None]
    after = order(RequestKind.FREEZING, (Step.RECOGNISED, 40)).deadlines(RECEIPT + 41 * HOUR)
    assert [one.standing for one in after] == [Standing.IN_TIME, Standing.RUNNING]
    assert after[1].by_law == RECEIPT + 88 * HOUR
    done = order(RequestKind.FREEZING, (Step.RECOGNISED, 40), (Step.EXECUTED, 89))
    assert done.deadlines(RECEIPT + 90 * HOUR)[1].standing is Standing.LATE
    assert done.next_due(RECEIPT + 90 * HOUR) is None


def test_where_no_law_sets_a_limit_none_is_invented() -> None:
    calm = order(RequestKind.FREEZING, urgency=Urgency.OTHER)
    assert [(one.by_law, one.in_force) for one in calm.deadlines(RECEIPT)] == [(None, None), (None, None)]
    letter = order(RequestKind.LETTER_ROGATORY, wanted_by=RECEIPT + 9 * HOUR)
    (due,) = letter.deadlines(RECEIPT + 10 * HOUR)
    assert (due.by_law, due.in_force, due.standing) == (None, RECEIPT + 9 * HOUR, Standing.OVERDUE)
    executed = order(RequestKind.LETTER_ROGATORY, (Step.EXECUTED, 900)).deadlines(RECEIPT + 901 * HOUR)
    assert executed[0].standing is Standing.IN_TIME
    assert executed[0].alarm(RECEIPT + 901 * HOUR) is Alarm.CALM
    assert order(RequestKind.LETTER_ROGATORY).deadlines(RECEIPT)[0].alarm(RECEIPT) is Alarm.CALM


def test_a_confiscation_order_is_decided_within_forty_five_days_of_the_calendar() -> None:
    (decision, measures) = order(RequestKind.CONFISCATION).deadlines(RECEIPT)
    # Paris goes to summer time between: the same time of day is an hour earlier in UTC.
    assert decision.by_law == RECEIPT + timedelta(days=45) - HOUR
    assert measures.by_law is None


def moved(at: timedelta, days: int, text: str = "the bank is closed") -> Progress:
    told = Happened(step=Step.EXTENDED, at=RECEIPT + at, text=text, expected=RECEIPT + timedelta(days=days))
    return replace(BASE, kind=RequestKind.INVESTIGATION_ORDER, happened=(told,))


@pytest.mark.parametrize(
    ("progress", "days"),
    [
        pytest.param(order(RequestKind.INVESTIGATION_ORDER), 30, id="as-it-came"),
        pytest.param(moved(HOUR, 45), 45, id="told-in-time"),
        pytest.param(moved(HOUR, 90), 60, id="never-further-than-thirty-days"),
        pytest.param(moved(HOUR, 20), 30, id="never-sooner"),
        pytest.param(moved(timedelta(days=31), 45), 30, id="told-late"),
        pytest.param(moved(HOUR, 45, text=""), 30, id="without-a-reason"),
    ],
)
def test_an_investigation_order_is_recognised_in_thirty_days_moved_once(
    progress: Progress, days: int
) -> None:
    acknowledged, recognised, executed = progress.deadlines(RECEIPT + timedelta(days=40))
    assert acknowledged.standing is Standing.OVERDUE
    assert recognised.by_law is not None
    assert recognised.in_force is not None
    assert (recognised.by_law - RECEIPT).days in {29, 30}
    assert round((recognised.in_force - RECEIPT) / timedelta(days=1)) == days
    assert executed.start is None


def test_a_decision_within_the_moved_limit_is_authorised() -> None:
    late = Happened(step=Step.RECOGNISED, at=RECEIPT + timedelta(days=40))
    progress = moved(HOUR, 45)
    decided = replace(progress, happened=(*progress.happened, late))
    _, recognised, executed = decided.deadlines(RECEIPT + timedelta(days=41))
    assert recognised.standing is Standing.AUTHORISED
    assert executed.by_law == late.at + timedelta(days=90)


def test_what_was_refused_is_due_no_more() -> None:
    refused = order(RequestKind.INVESTIGATION_ORDER, (Step.ANSWERED, 5))
    assert refused.next_due(RECEIPT + timedelta(days=400)) is None


@given(st.sampled_from(RequestKind), st.sampled_from(Urgency), INSTANTS)
def test_one_tick_after_its_limit_every_step_is_late(
    kind: RequestKind, urgency: Urgency, receipt: datetime
) -> None:
    made = replace(BASE, kind=kind, urgency=urgency, receipt=receipt)
    first = made.deadlines(receipt)[0]
    if first.in_force is None:
        return
    on_time = replace(made, happened=(Happened(step=first.step, at=first.in_force),))
    too_late = replace(made, happened=(Happened(step=first.step, at=first.in_force + TICK),))
    later = first.in_force + timedelta(days=300)
    assert on_time.deadlines(later)[0].standing is Standing.IN_TIME
    assert too_late.deadlines(later)[0].standing is Standing.LATE
    assert too_late.deadlines(later)[0].alarm(later) is Alarm.RED
