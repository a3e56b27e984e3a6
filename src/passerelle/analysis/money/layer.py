"""Layers: what moves side by side within a time, on through a second account or not.

Two transfers are a chain when the second leaves the account that the first
reached, later and within `hop`, and not back to where the first came from. In a
window of `within`, opened every `step`, that holds a later transfer than the
window before, a transfer is chained when it is part of a chain inside the
window, and single otherwise. Chained transfers make stacks, single ones
bipartite graphs:

- linked: transfers that hang together by their accounts;
- parallel: everything of the window, where at least `least` groups that do not
  hang together run side by side. Nothing but the time ties a parallel group.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from passerelle.analysis.money.compiled import compiled
from passerelle.analysis.money.found import Found
from passerelle.analysis.money.ledger import NEVER

if TYPE_CHECKING:
    from passerelle.analysis.money.compiled import Int, Small
    from passerelle.analysis.money.ledger import Ledger

LEAST_TRANSFERS = 4
NOTHING = np.empty(0, np.int64)


def layers(
    ledger: Ledger, *, chained: bool, within: int, step: int, hop: int, least: int
) -> tuple[Found, Found]:
    """The linked and the parallel groups, of chained transfers (stacks) or single ones (bipartite)."""
    following, earlier = neighbours(ledger, hop)
    # In a bipartite graph an account that pays and the same account as it is paid are two.
    apart = 0 if chained else ledger.accounts
    parent = np.full(ledger.accounts + apart, -1, np.int64)
    linked: list[Found] = []
    parallel: dict[bytes, Int] = {}
    windows = _windows(ledger.time, within, step)
    for low, high in windows:
        inside = (following[low:high] < high) | (earlier[low:high] >= low)
        chosen = low + np.flatnonzero(inside if chained else ~inside)
        if len(chosen) < LEAST_TRANSFERS:
            continue
        part, parts = _parts(ledger.source, ledger.target, chosen, parent, apart)
        linked.append(
            Found(*_wide(ledger.source, ledger.target, chosen, part, (parts, ledger.accounts), chained))
        )
        if parts >= least:
            # The next window often chooses the same transfers once more.
            parallel[chosen.tobytes()] = chosen
    together = _together(linked)
    kept = _kept(together.ends, together.members, _window_of(linked), within // step + 1, len(ledger))
    beside = list(parallel.values())
    return Found(*kept), Found(_ends(beside), np.concatenate([NOTHING, *beside]))


def neighbours(ledger: Ledger, hop: int) -> tuple[Int, Int]:
    """For every transfer the next one of a chain, or NEVER, and the one before, or -1."""
    return _neighbours(
        (ledger.out_start, ledger.out_at, ledger.out_time, ledger.out_target, ledger.onward),
        ledger.onward_time,
        hop,
    )


def _windows(time: Int, within: int, step: int) -> list[tuple[int, int]]:
    if not len(time):
        return []
    opening = np.arange(int(time[0]), int(time[-1]) + 1, step)
    low = np.searchsorted(time, opening, "left").tolist()
    high = np.searchsorted(time, opening + within, "right").tolist()
    return [
        (begin, end)
        for begin, end, before in zip(low, high, [-1, *high[:-1]], strict=True)
        if end > max(before, begin)
    ]


def _ends(groups: list[Int]) -> Int:
    return np.cumsum([len(group) for group in groups], dtype=np.int64)


def _together(linked: list[Found]) -> Found:
    before = np.cumsum([0, *(len(found.members) for found in linked)])
    ends = [found.ends + start for found, start in zip(linked, before, strict=False)]
    members = [found.members for found in linked]
    return Found(np.concatenate([NOTHING, *ends]), np.concatenate([NOTHING, *members]))


def _window_of(linked: list[Found]) -> Int:
    return np.repeat(np.arange(len(linked)), [len(found) for found in linked])


@compiled
def _neighbours(out: tuple[Int, Int, Int, Int, Int], onward_time: Int, hop: int) -> tuple[Int, Int]:
    out_start, out_at, out_time, out_target, onward = out
    following = np.full(len(out_at), NEVER, np.int64)
    earlier = np.full(len(out_at), -1, np.int64)
    for home in range(len(out_start) - 1):
        for begin in range(out_start[home], out_start[home + 1]):
            first, latest = out_at[begin], out_time[begin] + hop
            if onward_time[begin] > latest:
                continue
            for place in range(onward[begin], out_start[out_target[begin] + 1]):
                if out_time[place] > latest:
                    break
                if out_target[place] == home:
                    continue
                if following[first] == NEVER:
                    following[first] = out_at[place]
                earlier[out_at[place]] = max(earlier[out_at[place]], first)
    return following, earlier


@compiled
def _parts(source: Int, target: Int, chosen: Int, parent: Int, apart: int) -> tuple[Int, int]:
    # Which part of the window each transfer hangs together with; `parent` comes and goes as -1.
    for one in chosen:
        parent[source[one]] = source[one]
        parent[target[one] + apart] = target[one] + apart
    for one in chosen:
        left, right = _root(parent, source[one]), _root(parent, target[one] + apart)
        parent[max(left, right)] = min(left, right)
    roots = np.empty(len(chosen), np.int64)
    for place in range(len(chosen)):
        roots[place] = _root(parent, source[chosen[place]])
    # Parts are numbered by their first transfer; -2 and below is a number given.
    part, parts = np.empty(len(chosen), np.int64), 0
    for place in range(len(chosen)):
        root = roots[place]
        if parent[root] >= 0:
            parent[root] = -2 - parts
            parts += 1
        part[place] = -2 - parent[root]
    for one in chosen:
        parent[source[one]] = -1
        parent[target[one] + apart] = -1
    return part, parts


@compiled
def _root(parent: Int, account: int) -> int:
    while parent[account] != account:
        parent[account] = parent[parent[account]]
        account = parent[account]
    return account


@compiled
def _wide(
    source: Int, target: Int, chosen: Int, part: Int, numbers: tuple[int, int], chained: bool
) -> tuple[Int, Int]:
    # The parts with enough transfers and, in every layer, more than one account.
    parts, accounts = numbers
    size = np.bincount(part, minlength=parts)
    order, following = np.empty(len(part), np.int64), np.cumsum(size) - size
    for place in range(len(part)):
        order[following[part[place]]] = chosen[place]
        following[part[place]] += 1
    ends, members = np.empty(parts, np.int64), np.empty(len(chosen), np.int64)
    pays, is_paid = np.full(accounts, -1, np.int64), np.full(accounts, -1, np.int64)
    found, written = 0, 0
    for number in range(parts):
        if size[number] < LEAST_TRANSFERS:
            continue
        group = order[following[number] - size[number] : following[number]]
        if _several(number, source, target, group, pays, is_paid, chained):
            members[written : written + len(group)] = group
            written += len(group)
            ends[found] = written
            found += 1
    return ends[:found].copy(), members[:written].copy()


@compiled
def _several(
    number: int, source: Int, target: Int, group: Int, pays: Int, is_paid: Int, chained: bool
) -> bool:
    payers, paid, between = 0, 0, 0
    for one in group:
        payers += pays[source[one]] != number
        pays[source[one]] = number
        paid += is_paid[target[one]] != number
        is_paid[target[one]] = number
    if not chained:
        return min(payers, paid) > 1
    for one in group:
        # Each account in between is counted once, at the first of its payments.
        if pays[source[one]] == number and is_paid[source[one]] == number:
            between += 1
            pays[source[one]] = -1
    return min(between, payers - between, paid - between) > 1


@compiled
def _kept(ends: Int, members: Int, window: Int, rounds: int, transfers: int) -> tuple[Int, Int]:
    # Without the groups that a neighbouring window has within a larger one. A transfer is in no more
    # than `rounds` windows in a row, so the window's number modulo `rounds` is a place of its own.
    group_of = np.full((transfers, rounds), -1, np.int32)
    for group in range(len(ends)):
        for one in members[(ends[group - 1] if group else 0) : ends[group]]:
            group_of[one, window[group] % rounds] = group
    kept_ends, kept_members = np.empty(len(ends), np.int64), np.empty(len(members), np.int64)
    found, size = 0, 0
    for group in range(len(ends)):
        own = members[(ends[group - 1] if group else 0) : ends[group]]
        if _contained(group, own, ends, group_of):
            continue
        kept_members[size : size + len(own)] = own
        size += len(own)
        kept_ends[found] = size
        found += 1
    return kept_ends[:found].copy(), kept_members[:size].copy()


@compiled
def _contained(group: int, own: Int, ends: Int, group_of: Small) -> bool:
    for place in range(group_of.shape[1]):
        other = group_of[own[0], place]
        if other < 0 or other == group:
            continue
        larger = ends[other] - (ends[other - 1] if other else 0) > len(own) or other < group
        if larger and _whole(own, place, other, group_of):
            return True
    return False


@compiled
def _whole(own: Int, place: int, other: int, group_of: Small) -> bool:
    for one in own:  # noqa: SIM110 - the compiler does not know all()
        if group_of[one, place] != other:
            return False
    return True
