"""From receipt to answer: who may do what, what stops the clock, what the other side hears."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.casework.request_world import ASKED, ORDER, PHONE, Asked

from passerelle.casework.fulfilling import Giving, RequestStepError, answer, do_step
from passerelle.casework.posting import put
from passerelle.casework.requests import request
from passerelle.core.request_answer import PartRefused, RequestRefusalError
from passerelle.core.request_clock import Standing
from passerelle.core.request_copying import EuropolCopy
from passerelle.core.request_progress import RequestState
from passerelle.core.request_step import Step
from passerelle.protocol.messages import RequestAnswer
from passerelle.store.models import Notice, Outbox, Request, Statement

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.retold import Tales
    from tests.simulator.env import SeededEnv

    from passerelle.casework.requests import RequestView

HOUR = timedelta(hours=1)
NO = EuropolCopy(copied=False, reason="one State alone")


@pytest.fixture
def world(tales: Tales, new_env: Callable[[int], SeededEnv]) -> Asked:
    return tales.told(Asked, new_env)


def step(which: Step, text: str = "said", **named: object) -> RequestAnswer:
    return RequestAnswer(of_message="", step=which, text=text, **named)  # type: ignore[arg-type]


def theirs(world: Asked) -> RequestView:
    """The request as Unterland, who made it, has it."""
    name = Request.objects.using(world.unterland.env.database).get().id
    return request(world.unterland.env, world.unterland.access(), name)


def test_a_part_is_given_a_part_refused_and_both_sides_have_it_on_file(world: Asked) -> None:
    name = world.ask()
    refusal = PartRefused("2", "not-available", "no contract is known")
    giving = Giving(entities=[world.person])
    answer(world.env, world.reads(), name, refusals=[refusal], text="the user", europol=NO, giving=giving)
    world.network.heal()
    ours = request(world.env, world.reads(), name)
    assert (ours.line.state, ours.deadlines[0].standing) == (RequestState.PARTLY, Standing.IN_TIME)
    assert (ours.europol, ours.europol_reason) == (False, "one State alone")
    assert ours.review is not None
    there = Statement.objects.using(world.unterland.env.database).filter(entity=world.person)
    assert sorted(there.values_list("value", flat=True)) == [PHONE, "Ivo Marten"]
    (heard,) = theirs(world).steps
    assert (heard.what.delivered, heard.what.refused) == (("1",), (refusal,))
    kinds = Notice.objects.using(world.unterland.env.database).values_list("kind", flat=True)
    assert sorted(kinds) == ["arrival", "request"]
    with pytest.raises(RequestStepError, match="concluded"):
        answer(world.env, world.reads(), name, europol=NO)


def test_the_clock_stands_while_the_requester_is_asked(world: Asked) -> None:
    name = world.ask()
    do_step(world.env, world.reads(), name, step(Step.CLARIFICATION, "which of two numbers"))
    world.network.heal()
    world.env.advance(20 * HOUR)
    world.unterland.env.advance(20 * HOUR)  # type: ignore[union-attr]
    assert request(world.env, world.reads(), name).deadlines[0].standing is Standing.SUSPENDED
    assert theirs(world).line.state is RequestState.CLARIFICATION
    env, own = world.unterland.env, theirs(world).line.id
    do_step(env, world.unterland.access(), own, step(Step.CLARIFIED, "the second"))
    world.network.heal()
    (due,) = request(world.env, world.reads(), name).deadlines
    assert due.standing is Standing.RUNNING
    assert due.in_force is not None
    assert due.by_law is not None
    assert due.in_force - due.by_law >= 20 * HOUR


def test_only_an_authorisation_told_in_time_extends(world: Asked) -> None:
    name, later = world.ask(), world.env.now() + 40 * HOUR
    whole = step(Step.EXTENDED, "a bank's records", authorisation="JA-7", expected=later)
    wrong = {
        "a judicial authorisation": replace(whole, authorisation=""),
        "until when": replace(whole, expected=world.env.now() - HOUR),
        "in words": replace(whole, text=" "),
    }
    for words, said in wrong.items():
        with pytest.raises(RequestStepError, match=words):
            do_step(world.env, world.reads(), name, said)
    do_step(world.env, world.reads(), name, whole)
    world.network.heal()
    assert theirs(world).deadlines[0].in_force == later
    world.env.advance(41 * HOUR)
    with pytest.raises(RequestStepError, match="has passed"):
        do_step(world.env, world.reads(), name, whole)


def test_an_answer_has_its_codes_its_reasons_and_its_people(world: Asked) -> None:
    name = world.ask()
    code, both = PartRefused("1", "inconvenient"), [PartRefused(one, "not-available") for one in ("1", "2")]
    with pytest.raises(RequestRefusalError, match="closed list"):
        answer(world.env, world.reads(), name, refusals=[code], europol=NO)
    with pytest.raises(RequestStepError, match="Europol"):
        answer(world.env, world.reads(), name, refusals=both)
    with pytest.raises(RequestStepError, match="choose what is given"):
        answer(world.env, world.reads(), name, europol=NO)
    with pytest.raises(RequestStepError, match="contact point"):
        answer(world.env, world.reads("Ana"), name, refusals=both, europol=NO)
    own = theirs(world).line.id
    with pytest.raises(RequestStepError, match="other side answers"):
        answer(world.unterland.env, world.unterland.access(), own, refusals=both, europol=NO)
    for wrong in (Step.ANSWERED, Step.CLARIFIED):
        with pytest.raises(RequestStepError, match="other side"):
            do_step(world.env, world.reads(), name, step(wrong))
    assert request(world.env, world.reads(), name).steps == ()
    answer(world.env, world.reads(), name, refusals=both, europol=NO)
    assert request(world.env, world.reads(), name).line.state is RequestState.REFUSED


def test_a_magistrate_decides_on_an_order_and_each_stage_has_its_clock(world: Asked) -> None:
    name = world.ask(ORDER)
    with pytest.raises(RequestStepError, match="a magistrate decides"):
        do_step(world.env, world.reads(), name, step(Step.RECOGNISED))
    world.env.advance(40 * HOUR)
    do_step(world.env, world.reads("Claire"), name, step(Step.RECOGNISED, ""))
    world.env.advance(49 * HOUR)
    decided, executed = request(world.env, world.reads(), name).deadlines
    assert (decided.standing, executed.standing) == (Standing.IN_TIME, Standing.OVERDUE)
    answer(world.env, world.reads("Claire"), name, text="it was frozen")
    assert request(world.env, world.reads(), name).line.state is RequestState.ANSWERED
    with pytest.raises(RequestStepError, match="only an order"):
        do_step(world.env, world.reads("Claire"), world.ask(), step(Step.RECOGNISED))


def test_a_service_without_a_node_hears_through_its_channel(world: Asked) -> None:
    name = world.comes_by_siena(replace(ASKED, about=()))
    do_step(world.env, world.reads(), name, step(Step.CLARIFICATION, "which number"))
    do_step(world.env, world.reads(), name, step(Step.CLARIFIED, "the second"))
    answer(world.env, world.reads(), name, europol=NO)
    assert request(world.env, world.reads(), name).line.state is RequestState.ANSWERED
    assert not Outbox.objects.using(world.env.database).exists()


def test_an_answer_outside_the_list_or_about_nothing_we_asked_takes_no_effect(world: Asked) -> None:
    world.ask()
    env, message = world.oberland.env, Request.objects.using(world.env.database).get().message
    for of, code in ((message, "inconvenient"), (message.replace("|1|", "|9|"), "not-available")):
        refused = tuple(PartRefused(one, code) for one in ("1", "2"))
        body = RequestAnswer(of_message=of, step=Step.ANSWERED, refused=refused)
        put(env, world.unterland.id, body, agreement=world.agreement, case="OB-2026-014")
    world.network.heal()
    assert theirs(world).steps == ()
    sent = Outbox.objects.using(env.database).order_by("sequence").values_list("state", "outcome")
    assert list(sent) == [("refused", "body-malformed"), ("received", "waiting")]


def test_what_another_node_tells_of_our_request_takes_no_effect(world: Asked) -> None:
    name = world.ask()
    Request.objects.using(world.unterland.env.database).update(node="f" * 32)
    do_step(world.env, world.reads(), name, step(Step.CLARIFICATION, "which of two numbers"))
    world.network.heal()
    assert theirs(world).steps == ()
