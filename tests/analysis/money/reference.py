"""The definitions of the patterns once more, by trying everything: slow, and short enough to be believed."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING, NamedTuple

from hypothesis import strategies as st

from passerelle.analysis.money.ledger import Ledger, ledger

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from passerelle.analysis.money.found import Found


class Move(NamedTuple):
    source: int
    target: int
    time: int
    amount: int = 1
    currency: int = 0
    book: int = 0


Groups = set[tuple[int, ...]]


def made(moves: Iterable[Move]) -> Ledger:
    columns = list(zip(*moves, strict=True)) or [()] * 6
    names = ("source", "target", "time", "amount", "currency", "book")
    return ledger(**dict(zip(names, columns, strict=True)))


def moves(
    accounts: int = 5, most: int = 14, amount: int = 6, currencies: int = 1
) -> st.SearchStrategy[list[Move]]:
    """Transfers in time order, several at the same instant, none from an account to itself."""
    account, money = st.integers(0, accounts - 1), st.integers(0, amount)
    move = st.builds(
        Move, account, account, st.integers(0, 20), money, st.integers(0, currencies - 1), st.integers(-1, 1)
    )
    lists = st.lists(move.filter(lambda move: move.source != move.target), min_size=1, max_size=most)
    return lists.map(lambda found: sorted(found, key=lambda move: move.time))


def groups(found: Found) -> Groups:
    listed = [tuple(group.tolist()) for group in found]
    assert len(set(listed)) == len(listed), "a group comes twice"
    assert all(one < two for group in listed for one, two in pairwise(group)), "a group is out of order"
    return set(listed)


def joined(windows: Iterable[frozenset[int]]) -> list[frozenset[int]]:
    """The windows, those that share a member as one."""
    parts: list[frozenset[int]] = []
    for window in windows:
        sharing = [part for part in parts if part & window]
        parts = [part for part in parts if not part & window]
        parts.append(window.union(*sharing))
    return parts


def ordered(parts: Iterable[frozenset[int]]) -> Groups:
    return {tuple(sorted(part)) for part in parts}


def fans(given: list[Move], hub: str, other: str, least: int, within: int) -> Groups:
    found: list[frozenset[int]] = []
    for account in {getattr(move, hub) for move in given}:
        own = [n for n, move in enumerate(given) if getattr(move, hub) == account]
        windows = [
            frozenset(own[low:high])
            for low in range(len(own))
            for high in range(low + 1, len(own) + 1)
            if given[own[high - 1]].time - given[own[low]].time <= within
            and len({getattr(given[n], other) for n in own[low:high]}) >= least
        ]
        found += joined(windows)
    return ordered(found)


def cycles(given: list[Move], within: int, shortest: int, longest: int) -> Groups:
    found: Groups = set()
    for size in range(shortest, longest + 1):
        for chosen in combinations(range(len(given)), size):
            path = [given[n] for n in chosen]
            follows = all(one.target == two.source for one, two in pairwise([*path, path[0]]))
            simple = len({move.source for move in path}) == size
            if follows and simple and path[-1].time - path[0].time <= within:
                found.add(chosen)
    return found


def chains(given: list[Move], hop: int) -> list[tuple[int, int]]:
    return [
        (one, two)
        for one, two in combinations(range(len(given)), 2)
        if given[one].target == given[two].source
        and given[one].source != given[two].target
        and given[two].time - given[one].time <= hop
    ]


def scatter_gathers(given: list[Move], least: int, within: int) -> Groups:
    found: list[frozenset[int]] = []
    paths = chains(given, within)
    for ends in {(given[one].source, given[two].target) for one, two in paths}:
        own = [pair for pair in paths if (given[pair[0]].source, given[pair[1]].target) == ends]
        windows = []
        for opening in {one for one, _ in own}:
            till = given[opening].time + within
            window = [pair for pair in own if pair[0] >= opening and given[pair[1]].time <= till]
            if len({given[one].target for one, _ in window}) >= least:
                windows.append(frozenset(window))
        found += [frozenset(n for pair in part for n in pair) for part in joined(windows)]  # type: ignore[arg-type]
    return ordered(found)


def pivots(
    given: list[Move],
    within: int,
    senders: int,
    receivers: int,
    most: int = 99,
    shares: tuple[int, int] | None = None,
) -> Groups:
    found: Groups = set()
    for account in {move.target for move in given}:
        run: list[tuple[tuple[int, ...], frozenset[int]]] = []
        for pivot in [n for n, move in enumerate(given) if move.target == account]:
            reach = frozenset(
                n
                for n, move in enumerate(given[: pivot + 1])
                if move.target == account and given[pivot].time - move.time <= within
            )
            group = _pivot(given, pivot, reach, within, shares)
            payers = {given[n].source for n in group if given[n].target == account}
            paid = {given[n].target for n in group if given[n].source == account}
            if len(payers) < senders or not receivers <= len(paid) <= most:
                continue
            if run and not reach & run[-1][1]:
                found.add(max((group for group, _ in run), key=len))
                run = []
            run.append((group, reach))
        if run:
            found.add(max((group for group, _ in run), key=len))
    return found


def _pivot(
    given: list[Move], pivot: int, reach: frozenset[int], within: int, shares: tuple[int, int] | None
) -> tuple[int, ...]:
    account, currency = given[pivot].target, given[pivot].currency

    def counts(n: int) -> bool:
        return shares is None or given[n].currency == currency

    gathered = [n for n in sorted(reach) if counts(n)]
    later = [n for n in range(pivot + 1, len(given)) if given[n].source == account and counts(n)]
    if not later or given[later[0]].time - given[pivot].time > within:
        return ()
    scattered = [n for n in later if given[n].time - given[later[0]].time <= within]
    came, left = sum(given[n].amount for n in gathered), sum(given[n].amount for n in scattered)
    if shares and not shares[0] * came <= 1000 * left <= shares[1] * came:
        return ()
    return (*gathered, *scattered)


def layers(
    given: list[Move], *, chained: bool, within: int, step: int, hop: int, least: int
) -> tuple[Groups, Groups]:
    linked: list[frozenset[int]] = []
    parallel: Groups = set()
    linking = chains(given, hop)
    seen = -1
    for opening in range(given[0].time, given[-1].time + 1, step):
        inside = [n for n, move in enumerate(given) if opening <= move.time <= opening + within]
        if not inside or inside[-1] <= seen:
            continue
        seen = inside[-1]
        in_chain = {n for pair in linking if set(pair) <= set(inside) for n in pair}
        chosen = [n for n in inside if (n in in_chain) is chained]
        if len(chosen) < 4:
            continue
        parts = _parts(given, chosen, apart=not chained)
        linked += [part for part in parts if len(part) >= 4 and _wide(given, part, chained=chained)]
        if len(parts) >= least:
            parallel.add(tuple(chosen))
    return (
        ordered(part for part in linked if not any(part < other for other in linked)),
        parallel,
    )


def _parts(given: list[Move], chosen: list[int], *, apart: bool) -> list[frozenset[int]]:
    def ends(n: int) -> set[tuple[int, bool]]:
        return {(given[n].source, False), (given[n].target, apart)}

    parts = [frozenset({n}) for n in chosen]
    while True:
        pair = next(
            (
                (one, two)
                for one, two in combinations(parts, 2)
                if any(ends(a) & ends(b) for a in one for b in two)
            ),
            None,
        )
        if pair is None:
            return parts
        parts = [part for part in parts if part not in pair] + [pair[0] | pair[1]]


def _wide(given: list[Move], part: frozenset[int], *, chained: bool) -> bool:
    payers, paid = {given[n].source for n in part}, {given[n].target for n in part}
    if not chained:
        return len(payers) >= 2 and len(paid) >= 2
    return min(len(payers & paid), len(payers - paid), len(paid - payers)) >= 2


def structurings(given: list[Move], low: int, high: int, least: int, within: int) -> Groups:
    found: list[frozenset[int]] = []
    near = [n for n, move in enumerate(given) if low <= move.amount < high]
    sides: tuple[Callable[[Move], int], ...] = (lambda move: move.source, lambda move: move.target)
    for side in sides:
        for key in {(side(given[n]), given[n].currency) for n in near}:
            own = [n for n in near if (side(given[n]), given[n].currency) == key]
            found += joined(
                frozenset(own[i:j])
                for i in range(len(own))
                for j in range(i + least, len(own) + 1)
                if given[own[j - 1]].time - given[own[i]].time <= within
            )
    return ordered(found)


def passed_on(given: list[Move], within: int, held: int, legs: int, low: int, high: int) -> Groups:
    found: Groups = set()
    for n, payment in enumerate(given):
        onward = [
            later
            for later in range(n + 1, len(given))
            if given[later].source == payment.target
            and given[later].target != payment.source
            and given[later].currency == payment.currency
            and given[later].time - payment.time <= within
        ]
        for count in range(1, len(onward) + 1):
            taken = onward[:count]
            left = 1000 * sum(given[later].amount for later in taken)
            if payment.amount and left >= low * payment.amount:
                late = given[taken[-1]].time - payment.time >= held
                if left <= high * payment.amount and count >= legs and late:
                    found.add((n, *taken))
                break
    return found


def mirrors(given: list[Move], delay: int, fee: int) -> Groups:
    pairs = []
    for one in range(len(given)):
        for two in range(len(given)):
            first, second = given[one], given[two]
            fits = (
                first.currency == second.currency
                and min(first.book, second.book) >= 0
                and first.book != second.book
                and abs(first.time - second.time) <= delay
                and (1000 - fee) * first.amount <= 1000 * second.amount
                and not {first.source, first.target} & {second.source, second.target}
            )
            if fits and (first.amount > second.amount or (first.amount == second.amount and one < two)):
                pairs.append((first.amount - second.amount, abs(first.time - second.time), one, two))
    taken: set[int] = set()
    found: Groups = set()
    for _, _, one, two in sorted(pairs):
        if not taken & {one, two}:
            taken |= {one, two}
            found.add((min(one, two), max(one, two)))
    return found
