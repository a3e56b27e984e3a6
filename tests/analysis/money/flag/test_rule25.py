"""Money protects before it accuses: who pays, who helps and who is exploited are accused of nothing."""

from __future__ import annotations

import pytest
from tests.analysis.money.flag.world import COAST, collected, pay

from passerelle.analysis.money.flag.flags import evaluate
from passerelle.analysis.money.flag.movement import Channel, Holder, Movement, What
from passerelle.analysis.money.flag.rule import Rule
from passerelle.protection.indicators import parted

WIRE = Channel.WIRE
SHORE = "Strand of Unterland"


def someone_who_pays() -> list[Movement]:
    """Savings in cash, instalments to a broker, a lodging on the way, a lifejacket for each of the family."""
    return [
        pay(1, "", "migrant", 3_000, channel=Channel.CASH),
        pay(2, "migrant", "broker", 2_900, day=1, channel=WIRE, paid_out=SHORE),
        pay(3, "", "migrant", 3_000, day=5, channel=Channel.CASH),
        pay(4, "migrant", "broker", 2_900, day=6, channel=WIRE, paid_out=SHORE),
        pay(5, "migrant", "inn", 40, day=7, what=What.LODGING, paid_out="town"),
        pay(6, "migrant", "shop", 90, day=8, channel=Channel.CASH, what=What.LIFEJACKETS, quantity=4),
    ]


def a_family_that_helps() -> list[Movement]:
    """Ten relatives in five towns, whom nobody named as such, send to one of theirs on the coast."""
    return collected("stranded", payers=10, each=900, channel=WIRE, paid_out=SHORE)


def a_family_that_sends_every_month() -> list[Movement]:
    """Nine relatives, month after month, more in sum than any journey costs."""
    return [
        pay(10 * month + one, f"sister {one}", "mother", 400, day=30 * month + one, paid_in=f"town {one}")
        for month in range(6)
        for one in range(1, 10)
    ]


def named_relatives() -> list[Movement]:
    return collected("aunt", payers=12, each=4_000, channel=WIRE, paid_out=SHORE)


def a_journey() -> list[Movement]:
    """Lodgings in four towns, tickets, rides, meals, and what a family needs to live through a crossing."""
    made = [
        pay(one, "migrant", f"inn {one}", 40, day=one, what=What.LODGING, paid_out=f"town {one}")
        for one in range(4)
    ]
    for number, what in enumerate((What.TICKETS, What.TAXI, What.FAST_FOOD, What.VIRTUAL_CURRENCY), 1):
        made += [pay(10 * number + one, "migrant", "seller", 20, day=one, what=what) for one in range(5)]
    goods = {What.LIFEJACKETS: 5, What.BOAT_EQUIPMENT: 1}
    made += [
        pay(
            90 + number,
            "migrant",
            "shop",
            80,
            day=9,
            channel=Channel.CASH,
            what=what,
            quantity=many,
            delivered=False,
        )
        for number, (what, many) in enumerate(goods.items())
    ]
    return made


def savings_of_a_family() -> list[Movement]:
    """A teacher and her brothers bring cash in small notes, change it, and send it to one of theirs."""
    made = [pay(one, "", "teacher", 1_400, day=one, channel=Channel.CASH) for one in range(1, 9)]
    made += [pay(20 + one, "teacher", "till", 900, day=one, channel=Channel.EXCHANGE) for one in range(4)]
    return [*made, pay(40, "teacher", "stranded", 9_000, day=10, channel=WIRE, paid_out=SHORE)]


def a_family_with_one_telephone() -> list[Movement]:
    """Three accounts, one telephone: each pays the same broker once, and the same shop every week."""
    names = ("father", "mother 2", "son")
    made = [
        pay(number, name, "broker", 3_000, day=number, channel=WIRE) for number, name in enumerate(names, 1)
    ]
    return made + [
        pay(10 * week + number, name, "grocer", 30, day=7 * week, channel=Channel.CARD)
        for week in range(1, 6)
        for number, name in enumerate(names)
    ]


def wages_sent_home() -> list[Movement]:
    """What a son earns goes to his mother on the same day, month after month."""
    return [
        one
        for month in range(4)
        for one in (
            pay(2 * month + 1, "farm", "son", 1_400, day=30 * month, what=What.WAGES),
            pay(2 * month + 2, "son", "mother", 1_350, day=30 * month + 0.2, channel=WIRE),
        )
    ]


def loans_given_back() -> list[Movement]:
    """Somebody lent their savings to ten of their town, and each gives them back."""
    lent = [pay(one, "lender", f"debtor {one}", 2_000, day=0.1 * one, channel=WIRE) for one in range(1, 11)]
    back = [
        pay(
            20 + one,
            f"debtor {one}",
            "lender",
            2_000,
            day=20 + one / 2,
            channel=WIRE,
            paid_in=f"town {one}",
            paid_out=SHORE,
        )
        for one in range(1, 11)
    ]
    return [*lent, *back]


HOLDERS = {
    "mother": Holder(home=frozenset({"home"}), relatives=frozenset({"son"})),
    "teacher": Holder(profession="teacher", cash_business=False),
    "lender": Holder(home=frozenset({"home"})),
    **{name: Holder(reached_by=frozenset({"telephone"})) for name in ("father", "mother 2", "son")},
    "stranded": Holder(home=frozenset({"home"})),
    "migrant": Holder(home=frozenset({"home"}), payroll=False),
    "aunt": Holder(
        home=frozenset({"home"}), relatives=frozenset(f"payer {number}" for number in range(1, 13))
    ),
}


@pytest.mark.parametrize(
    "movements",
    [
        someone_who_pays(),
        a_family_that_helps(),
        a_family_that_sends_every_month(),
        named_relatives(),
        a_journey(),
        savings_of_a_family(),
        a_family_with_one_telephone(),
        wages_sent_home(),
        loans_given_back(),
    ],
    ids=[
        "pays",
        "helps",
        "sends-every-month",
        "named-relatives",
        "travels",
        "saves-cash",
        "one-telephone",
        "wages-sent-home",
        "loans-given-back",
    ],
)
def test_who_pays_and_who_helps_raise_nothing(movements: list[Movement]) -> None:
    assert evaluate(movements, holders=HOLDERS, places=COAST).flags == ()


def test_the_collector_of_the_same_payments_is_the_only_subject() -> None:
    movements = [*someone_who_pays(), *collected("collector", channel=WIRE, paid_out=SHORE)]
    found = evaluate(movements, holders=HOLDERS, places=COAST).flags
    assert {one.subject for one in found} == {"collector"}
    assert {one.rule for one in found} == {Rule.R1, Rule.R5}


def test_the_account_of_somebody_exploited_reaches_no_investigator() -> None:
    """Wages that leave at once, and the account is used to collect: protection first, with all of it."""
    taken = [
        movement
        for month in range(3)
        for movement in (
            pay(100 + month, "farm", "exploited", 1_400, day=30 * month, what=What.WAGES),
            pay(200 + month, "exploited", "boss", 1_350, day=30 * month + 0.3),
        )
    ]
    used = collected("exploited", channel=WIRE, paid_out=SHORE)
    evaluation = evaluate([*taken, *used], holders=HOLDERS, places=COAST)
    found = parted(evaluation.flags)
    assert {one.rule for one in found.protected} == {Rule.R1, Rule.R5, Rule.R13}
    assert "exploited" not in {one.subject for one in found.open}


def test_people_who_share_an_address_or_a_telephone_but_no_payee_raise_nothing() -> None:
    movements = [pay(one, f"guest {one}", f"shop {one}", 30, day=one) for one in range(1, 7)]
    holders = {f"guest {one}": Holder(reached_by=frozenset({"hostel"})) for one in range(1, 7)}
    assert evaluate(movements, holders=holders).flags == ()


def test_workers_paid_by_one_employer_every_week_raise_nothing() -> None:
    movements = [pay(one, "farm", "worker", 400, day=7 * one, what=What.WAGES) for one in range(8)]
    assert evaluate(movements).flags == ()
