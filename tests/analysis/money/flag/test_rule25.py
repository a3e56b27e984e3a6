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


HOLDERS = {
    "mother": Holder(home=frozenset({"home"})),
    "stranded": Holder(home=frozenset({"home"})),
    "migrant": Holder(home=frozenset({"home"}), payroll=False),
    "aunt": Holder(
        home=frozenset({"home"}), relatives=frozenset(f"payer {number}" for number in range(1, 13))
    ),
}


@pytest.mark.parametrize(
    "movements",
    [someone_who_pays(), a_family_that_helps(), a_family_that_sends_every_month(), named_relatives()],
    ids=["pays", "helps", "sends-every-month", "named-relatives"],
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
