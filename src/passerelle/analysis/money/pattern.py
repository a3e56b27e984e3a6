"""All the kinds of pattern in a ledger: what each rule found, and the rule in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.analysis.money.cycle import cycles
from passerelle.analysis.money.fan import fans_in, fans_out
from passerelle.analysis.money.kind import Kind
from passerelle.analysis.money.layer import layers
from passerelle.analysis.money.mirror import mirrors
from passerelle.analysis.money.onward import PassingOn, passed_on
from passerelle.analysis.money.parameter import DAY, HOUR, Parameters
from passerelle.analysis.money.pivot import Pivoting, pivots
from passerelle.analysis.money.scatter_gather import scatter_gathers
from passerelle.analysis.money.structuring import structurings

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from passerelle.analysis.money.found import Found
    from passerelle.analysis.money.ledger import Ledger

WHOLE = 1000
"""All of an amount, in the thousandths that shares are given in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What one rule found of one kind; `stopped` searches ended before they had seen everything."""

    kind: Kind
    found: Found
    rule: str
    stopped: int = 0


def search(ledger: Ledger, kinds: Collection[Kind], asked: Parameters) -> Iterator[Group]:
    """What the rules of these kinds find, in the order of the kinds."""
    for kind in Kind:
        if kind in kinds:
            yield from _RULES[kind](ledger, asked)


def span(seconds: int) -> str:
    """A time as people say it."""
    for size, name in ((DAY, "day"), (HOUR, "hour"), (1, "second")):
        if seconds % size == 0:
            number = seconds // size
            return f"{number} {name}" + "s" * (number != 1)
    raise AssertionError


def _fan_in(ledger: Ledger, asked: Parameters) -> Iterator[Group]:
    yield Group(
        kind=Kind.FAN_IN,
        found=fans_in(ledger, least=asked.fan, within=asked.within),
        rule=f"at least {asked.fan} payers of one account within {span(asked.within)}",
    )


def _fan_out(ledger: Ledger, asked: Parameters) -> Iterator[Group]:
    yield Group(
        kind=Kind.FAN_OUT,
        found=fans_out(ledger, least=asked.fan, within=asked.within),
        rule=f"at least {asked.fan} accounts paid by one within {span(asked.within)}",
    )


def _cycle(ledger: Ledger, asked: Parameters) -> Iterator[Group]:
    found, stopped = cycles(
        ledger,
        within=asked.cycle_within,
        shortest=asked.shortest_cycle,
        longest=asked.longest_cycle,
        steps=asked.cycle_steps,
    )
    rule = f"back to the first account in {asked.shortest_cycle} to {asked.longest_cycle} transfers"
    yield Group(
        kind=Kind.CYCLE, found=found, rule=f"{rule} within {span(asked.cycle_within)}", stopped=stopped
    )


def _scatter_gather(ledger: Ledger, asked: Parameters) -> Iterator[Group]:
    within = asked.scatter_within
    yield Group(
        kind=Kind.SCATTER_GATHER,
        found=scatter_gathers(ledger, least=asked.between, within=within),
        rule=f"from one account to another through at least {asked.between} within {span(within)}",
    )


def _gather_scatter(ledger: Ledger, asked: Parameters) -> Iterator[Group]:
    asks = Pivoting(within=asked.within, senders=asked.gather, receivers=asked.scatter)
    yield Group(
        kind=Kind.GATHER_SCATTER,
        found=pivots(ledger, asks),
        rule=(
            f"at least {asked.gather} payers within {span(asked.within)}, then at least "
            f"{asked.scatter} accounts paid within {span(asked.within)}"
        ),
    )


def _funnel(ledger: Ledger, asked: Parameters) -> Iterator[Group]:
    asks = Pivoting(
        within=asked.funnel_within,
        senders=asked.funnel,
        receivers=1,
        most_receivers=asked.funnel_receivers,
        lowest_share=asked.funnel_share,
        highest_share=WHOLE,
    )
    yield Group(
        kind=Kind.FUNNEL,
        found=pivots(ledger, asks),
        rule=(
            f"at least {asked.funnel} payers within {span(asked.funnel_within)}, then at least "
            f"{asked.funnel_share / 10:g} % of it to at most {asked.funnel_receivers} accounts"
        ),
    )


def _stack(ledger: Ledger, asked: Parameters) -> Iterator[Group]:
    rule = f"two transfers in a row, no more than {span(asked.stack_hop)} between them"
    yield from _layers(ledger, asked, Kind.STACK, (asked.stack_within, asked.stack_hop), rule)


def _bipartite(ledger: Ledger, asked: Parameters) -> Iterator[Group]:
    rule = f"nothing moves on within {span(asked.bipartite_hop)}"
    yield from _layers(ledger, asked, Kind.BIPARTITE, (asked.bipartite_within, asked.bipartite_hop), rule)


def _layers(
    ledger: Ledger, asked: Parameters, kind: Kind, times: tuple[int, int], rule: str
) -> Iterator[Group]:
    within, hop = times
    chained = kind is Kind.STACK
    least = asked.chains if chained else asked.singles
    linked, parallel = layers(
        ledger,
        chained=chained,
        within=within,
        step=asked.layer_step,
        hop=hop,
        least=least,
    )
    rule = f"{rule}, in {span(within)}"
    yield Group(kind=kind, found=linked, rule=f"{rule}; linked by shared accounts")
    weak = f"at least {least} groups side by side, which nothing ties but the time: a weak sign"
    yield Group(kind=kind, found=parallel, rule=f"{rule}; {weak}")


def _structuring(ledger: Ledger, asked: Parameters) -> Iterator[Group]:
    yield Group(
        kind=Kind.STRUCTURING,
        found=structurings(
            ledger,
            threshold=asked.threshold,
            band=asked.band,
            least=asked.structuring,
            within=asked.structuring_within,
        ),
        rule=(
            f"at least {asked.structuring} amounts just below the threshold within "
            f"{span(asked.structuring_within)}, by one payer or to one account"
        ),
    )


def _rapid(ledger: Ledger, asked: Parameters) -> Iterator[Group]:
    asks = PassingOn(
        within=asked.rapid_within, held=0, legs=1, lowest_share=asked.rapid_share, highest_share=WHOLE
    )
    yield Group(
        kind=Kind.RAPID,
        found=passed_on(ledger, asks),
        rule=f"at least {asked.rapid_share / 10:g} % of a payment leaves within {span(asked.rapid_within)}",
    )


def _mirror(ledger: Ledger, asked: Parameters) -> Iterator[Group]:
    yield Group(
        kind=Kind.MIRROR,
        found=mirrors(ledger, delay=asked.mirror_delay, fee=asked.mirror_fee),
        rule=(
            f"in two ledgers, at most {asked.mirror_fee / 10:g} % less paid out than paid in, "
            f"within {span(asked.mirror_delay)}, no account in both"
        ),
    )


def _escrow(ledger: Ledger, asked: Parameters) -> Iterator[Group]:
    asks = PassingOn(
        within=asked.escrow_within,
        held=asked.escrow_held,
        legs=asked.escrow_legs,
        lowest_share=asked.escrow_share,
        highest_share=WHOLE,
    )
    yield Group(
        kind=Kind.ESCROW,
        found=passed_on(ledger, asks),
        rule=(
            f"a deposit, of which at least {asked.escrow_share / 10:g} % is released in at least "
            f"{asked.escrow_legs} legs, the last after {span(asked.escrow_held)} or more"
        ),
    )


_RULES: dict[Kind, Callable[[Ledger, Parameters], Iterator[Group]]] = {
    Kind.FAN_IN: _fan_in,
    Kind.FAN_OUT: _fan_out,
    Kind.CYCLE: _cycle,
    Kind.SCATTER_GATHER: _scatter_gather,
    Kind.GATHER_SCATTER: _gather_scatter,
    Kind.STACK: _stack,
    Kind.BIPARTITE: _bipartite,
    Kind.STRUCTURING: _structuring,
    Kind.RAPID: _rapid,
    Kind.FUNNEL: _funnel,
    Kind.MIRROR: _mirror,
    Kind.ESCROW: _escrow,
}
