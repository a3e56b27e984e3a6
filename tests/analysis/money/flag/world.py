"""Invented transfers for the tests of red flags."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from passerelle.analysis.money.flag.movement import Movement
from passerelle.analysis.money.flag.place import Place, PlaceList

START = datetime(2031, 3, 4, 9)
COAST = PlaceList.of(
    [
        Place(
            code="Strand of Unterland",
            reason="boats left from here in three cases of 2030",
            since=date(2031, 1, 1),
            until=date(2031, 12, 31),
        )
    ]
)


def pay(row: int, source: str, target: str, amount: float | str, *, day: float = 0, **more: Any) -> Movement:
    return Movement(
        row=row,
        source=source,
        target=target,
        amount=Decimal(str(amount)),
        currency="EUR",
        time=START + timedelta(days=day),
        **more,
    )


def collected(target: str, *, payers: int = 9, each: int = 2_500, **more: Any) -> list[Movement]:
    """So many payers, each from one of five towns, a day apart."""
    return [
        pay(number, f"payer {number}", target, each, day=number, paid_in=f"town {number % 5}", **more)
        for number in range(1, payers + 1)
    ]
