"""An invented ledger in Ana's case: people who pay a collector, and somebody whose wages are taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.casework import ledgers
from passerelle.core.subject import SubjectCategory
from passerelle.formats.ledger_mapping import LedgerMapping

if TYPE_CHECKING:
    from tests.casework.world import World

HEADER = "when,from,to,sum,cur,how,in,out,what"
IBAN = "GB29 NWBK 6016 1331 9268 19"
MAPPING = LedgerMapping(
    source="from",
    target="to",
    amount="sum",
    time="when",
    currency="cur",
    channel="how",
    paid_in="in",
    paid_out="out",
    what="what",
)


def table() -> bytes:
    rows = [
        f"2026-03-{day:02} 09:00,PAYER{day},COLLECTOR,2500.00,EUR,wire,town {day % 5},strand,"
        for day in range(1, 10)
    ]
    rows += [
        f"2026-03-11,COLLECTOR,{IBAN},20000.00,EUR,wire,,,",
        f"2026-03-12,{IBAN},COLLECTOR,500,EUR,wire,,,",
    ]
    for month in (1, 2, 3):
        rows += [
            f"2026-0{month}-25 08:00,FARM,WORKER,1400,EUR,wire,,,wages",
            f"2026-0{month}-25 12:00,WORKER,BOSS,1350,EUR,wire,,,",
        ]
    rows.append("someday,A,B,1,EUR,,,,")
    return "\n".join([HEADER, *rows, ""]).encode()


def keep(world: World, data: bytes = b"", category: SubjectCategory = SubjectCategory.CONTACT) -> str:
    """The ledger is an exhibit of the case, and its lines are read."""
    access = world.ana_reads()
    ledger = ledgers.keep_exhibit(
        world.env, access, name="Statement of March", data=data or table(), category=category
    )
    ledgers.read_lines(world.env, access, ledger, MAPPING)
    return ledger
