"""From a decided freeze to what the bank holds: one order there, one answer back, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.casework import test_money_paper
from tests.casework.test_money_paper import ACCOUNT, Desk

from passerelle.casework import money_answer, proposing, sharing
from passerelle.casework.access import AbsentError
from passerelle.casework.money_paper import PaperRefusedError, papers, write_order
from passerelle.core.freeze import OrderAnswer
from passerelle.protocol.messages import Came
from passerelle.store.models import Statement

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.simulator.env import SeededEnv

WITH_ANSWERS = ', "MoneyOrder", "MoneyAnswer"'


@pytest.fixture
def desk(new_env: Callable[[int], SeededEnv], monkeypatch: pytest.MonkeyPatch) -> Desk:
    terms = test_money_paper.WITH_PAPERS.replace(', "MoneyOrder"', WITH_ANSWERS)
    monkeypatch.setattr(test_money_paper, "WITH_PAPERS", terms)
    return Desk(new_env)


def ordered(desk: Desk) -> tuple[str, str]:
    """The freeze and the entity of its order, which the bank received."""
    freeze = desk.ask()
    desk.decide(freeze)
    order = write_order(desk.oberland.env, desk.oberland.access(), freeze)
    sharing.release(
        desk.oberland.env,
        desk.oberland.access(),
        entities=[order],
        recipients=[desk.bank.id],
        agreement=desk.agreement,
    )
    desk.network.heal()
    return freeze, order


def test_the_bank_answers_the_order_and_the_answer_stands_beside_the_freeze_the_same_day(desk: Desk) -> None:
    freeze, order = ordered(desk)
    bank, oberland = desk.bank, desk.oberland
    (seen,) = money_answer.received_orders(bank.env, bank.access())
    assert (seen.account, seen.amount, seen.authority) == (ACCOUNT, "20000", "Oberland")
    answer = money_answer.write_answer(
        bank.env, bank.access(), order, OrderAnswer.HELD_IN_PART, amount="15000.50"
    )
    sharing.release(
        bank.env, bank.access(), entities=[answer], recipients=[oberland.id], agreement=desk.agreement
    )
    desk.network.heal()
    found = money_answer.answers(oberland.env, oberland.access(), [freeze, "0" * 32])
    (told,) = found[freeze]
    assert (told.answer, told.amount, told.currency, told.by) == (
        OrderAnswer.HELD_IN_PART,
        "15000.50",
        "EUR",
        "Bank",
    )
    assert told.at.date() == oberland.env.now().date()
    there = Statement.objects.using(oberland.env.database).filter(entity=answer)
    assert set(there.values_list("prop", flat=True)) == {
        "reference",
        "answer",
        "amount",
        "currency",
        "heldSince",
    }


def test_an_answer_that_contradicts_itself_is_not_written(desk: Desk) -> None:
    _, order = ordered(desk)
    for answer, amount, why in (
        (OrderAnswer.HELD, "", "give the sum"),
        (OrderAnswer.NOT_FOUND, "5", "give the sum"),
        (OrderAnswer.HELD, "20000.01", "no more"),
        (OrderAnswer.HELD, "much", "no number"),
        (OrderAnswer.HELD, "-5", "no number"),
    ):
        with pytest.raises(PaperRefusedError, match=why):
            money_answer.write_answer(desk.bank.env, desk.bank.access(), order, answer, amount)


def test_nobody_answers_an_order_that_was_not_received(desk: Desk) -> None:
    freeze = desk.ask()
    desk.decide(freeze)
    order = write_order(desk.oberland.env, desk.oberland.access(), freeze)
    assert money_answer.received_orders(desk.oberland.env, desk.oberland.access()) == ()
    with pytest.raises(AbsentError):
        money_answer.write_answer(desk.oberland.env, desk.oberland.access(), order, OrderAnswer.EMPTY)


def test_what_a_paper_led_to_stands_beside_it(desk: Desk) -> None:
    _, order = ordered(desk)
    record = Statement.objects.using(desk.bank.env.database).filter(entity=order).first()
    assert record is not None
    proposing.say_what_came(
        desk.bank.env, desk.bank.access(), record.record, Came.USED, note="the account is watched"
    )
    desk.network.heal()
    (paper,) = papers(desk.oberland.env, desk.oberland.access())
    assert (paper.schema, paper.sent_to) == ("MoneyOrder", ("Bank",))
    assert [(one.came, one.note, one.by) for one in paper.came] == [
        ("used", "the account is watched", "Bank")
    ]
