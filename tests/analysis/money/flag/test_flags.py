"""Each rule fires on what it describes, with its reason, and not one payment short of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

import pytest
from tests.analysis.money.flag.world import COAST, START, collected, pay

from passerelle.analysis.money.flag.flags import Input, evaluate
from passerelle.analysis.money.flag.movement import Channel, Holder, Leg, Movement, What
from passerelle.analysis.money.flag.rule import OF_CONTROL, SENTENCES, VERSION, Rule

SIGNS = {"channel": Channel.CASH}
Case = tuple[Sequence[Movement], Mapping[str, Holder]]


def near_the_coast(payers: int) -> Case:
    return collected("C", payers=payers, paid_out="Strand of Unterland"), {}


def funnel(payers: int) -> Case:
    return collected("C", payers=payers), {"C": Holder(home=frozenset({"Port-Lanterne"}))}


def wired(payers: int) -> Case:
    return collected("C", payers=payers, channel=Channel.WIRE), {}


def cash_then_wire(times: int) -> Case:
    movements = []
    for number in range(times):
        movements += [
            pay(2 * number + 1, "", "C", 6_000, day=3 * number, channel=Channel.CASH),
            pay(
                2 * number + 2,
                "C",
                f"far {number}",
                5_900,
                day=3 * number + 1,
                channel=Channel.WIRE,
                paid_out="Strand of Unterland",
            ),
        ]
    return movements, {}


def exchanges(times: int) -> Case:
    made = [pay(one, "C", "till", 5_000, day=one, channel=Channel.EXCHANGE) for one in range(1, times + 1)]
    return made, {"C": Holder(cash_business=False)}


def peers(number: int) -> Case:
    usual = [pay(one, "shop", f"baker {one}", 1_000 + one) for one in range(1, number)]
    holders = {f"baker {one}": Holder(profession="baker") for one in range(1, number)}
    return [*usual, pay(99, "shop", "C", 40_000)], holders | {"C": Holder(profession="baker")}


def cash_in(times: int) -> Case:
    made = [pay(one, "", "C", 3_000, day=one, channel=Channel.CASH) for one in range(1, times + 1)]
    return made, {"C": Holder(cash_business=False)}


def assets(times: int) -> Case:
    bought = [
        pay(one, "C", "dealer", 4_000, day=one * 10, channel=Channel.CASH, what=What.ASSET)
        for one in range(1, times + 1)
    ]
    return bought, {}


def boats(kinds: int) -> Case:
    goods = [What.LIFEJACKETS, What.ENGINE, What.BOAT][:kinds]
    bought = [
        pay(number, "C", "shop", 900, day=number, channel=Channel.CASH, what=what, quantity=20)
        for number, what in enumerate(goods, 1)
    ]
    return bought, {}


def adverts_and_stays(signs: int) -> Case:
    made = [pay(one, "C", "site", 8, day=one, what=What.ADVERT) for one in range(1, 5)]
    made += [
        pay(10 + one, "C", "inn", 60, day=one, what=What.LODGING, paid_out=f"town {one}") for one in range(3)
    ]
    made += [pay(20 + one, "C", "taxi", 12, day=one, what=What.TAXI) for one in range(4)]
    return made[: {2: 7, 3: 11}[signs]], {}


def led_at_night(times: int) -> Case:
    made = [pay(one, "C", "shop", 9, day=one + 15 / 24, channel=Channel.CARD) for one in range(1, times + 1)]
    return made, {"C": Holder(payroll=False, escorted=True)}


def wages(employers: int) -> Case:
    return [
        pay(one, f"farm {one}", "C", 1_400, day=one, what=What.WAGES) for one in range(1, employers + 1)
    ], {}


def wage_taken(times: int) -> Case:
    made = []
    for one in range(times):
        made += [
            pay(2 * one + 1, "farm", "C", 1_400, day=30 * one, what=What.WAGES),
            pay(2 * one + 2, "C", "boss", 1_350, day=30 * one + 0.2),
        ]
    return made, {}


def one_device(accounts: int) -> Case:
    made = [
        pay(10 * week + one, f"worker {one}", "boss", 300, day=7 * week + one)
        for week in range(3)
        for one in range(1, accounts + 1)
    ]
    return made, {f"worker {one}": Holder(reached_by=frozenset({"device"})) for one in range(1, accounts + 1)}


@pytest.mark.parametrize(
    ("rule", "case", "enough"),
    [
        (Rule.R1, near_the_coast, 8),
        (Rule.R2, funnel, 8),
        (Rule.R3, cash_then_wire, 3),
        (Rule.R4, exchanges, 3),
        (Rule.R5, wired, 8),
        (Rule.R6, peers, 11),
        (Rule.R7, cash_in, 5),
        (Rule.R8, assets, 3),
        (Rule.R9, boats, 2),
        (Rule.R11, adverts_and_stays, 3),
        (Rule.R12, led_at_night, 3),
        (Rule.R13, wages, 3),
        (Rule.R13, wage_taken, 2),
        (Rule.R14, one_device, 3),
    ],
    ids=lambda one: getattr(one, "__name__", str(one)),
)
def test_a_rule_fires_at_its_measure_and_not_below(
    rule: Rule, case: Callable[[int], Case], enough: int
) -> None:
    movements, holders = case(enough)
    fired = [one for one in evaluate(movements, holders=holders, places=COAST).flags if one.rule is rule]
    assert fired
    assert all(SENTENCES[rule] in one.why and one.rows and one.version == VERSION for one in fired)
    assert all(one.is_of_control == (rule in OF_CONTROL) for one in fired)
    movements, holders = case(enough - 1)
    assert rule not in {one.rule for one in evaluate(movements, holders=holders, places=COAST).flags}


def leg(row: int, day: int, **more: Any) -> Leg:
    parts = {"from_country": "xo", "to_country": "xu", "to_place": "barn", "stored": False} | more
    return Leg(row=row, mover="C", goods=What.ENGINE, time=START + timedelta(days=day), **parts)


def test_goods_called_from_a_store_to_the_coast_are_seen_in_their_order() -> None:
    legs = [
        leg(1, 0, stored=True),
        leg(2, 9, from_country="xu", to_country="xl", to_place="Strand of Unterland"),
    ]
    (found,) = evaluate([], legs=legs, places=COAST).flags
    assert (found.rule, found.subject, found.rows) == (Rule.R10, "C", (1, 2))
    assert evaluate([], legs=legs[1:], places=COAST).flags == ()
    assert evaluate([], legs=legs[:1], places=COAST).flags == ()


def test_a_rule_without_its_inputs_says_what_it_needs() -> None:
    absent = evaluate([pay(1, "A", "B", 5)]).not_applied
    assert set(absent) == set(Rule)
    assert absent[Rule.R2] == (Input.HOMES,)


def test_a_place_counts_on_its_days_alone() -> None:
    movements, _ = near_the_coast(9)
    later = [pay(one.row, one.source, "C", 2_500, day=400, paid_out=one.paid_out) for one in movements]
    assert not evaluate(later, places=COAST).flags


def test_currencies_are_never_added() -> None:
    movements = collected("C", channel=Channel.WIRE)
    mixed = [
        Movement(
            row=one.row,
            source=one.source,
            target="C",
            amount=one.amount,
            currency="EUR" if one.row % 2 else "XTS",
            time=one.time,
            channel=Channel.WIRE,
        )
        for one in movements
    ]
    assert not evaluate(mixed).flags


def test_who_only_brings_money_back_is_no_payer() -> None:
    """Nine customers wire, but two of them return what the account had paid them: seven are left."""
    lent = [pay(100 + one, "C", f"payer {one}", 2_500, channel=Channel.WIRE) for one in (1, 2)]
    movements = [*lent, *collected("C", channel=Channel.WIRE)]
    assert not evaluate(movements).flags
    (found,) = evaluate(movements[1:]).flags
    assert (found.rule, len(found.rows)) == (Rule.R5, 8)
    # What goes beyond the debt is a payment.
    (found,) = evaluate([pay(100, "C", "payer 1", 100, channel=Channel.WIRE), *movements[2:]]).flags
    assert len(found.rows) == 9
