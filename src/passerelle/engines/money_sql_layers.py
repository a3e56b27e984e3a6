"""Stack and bipartite as SQL, one text for DuckDB and for Spark, with the results of the compiled search.

What hangs together by shared accounts is found in rounds: every transfer has a
number, at first its own, and takes the least number of the transfers that share
an account with it in the window, then the number of the transfer whose number
it has. The rounds end when nothing changes any more. A transfer stands in as
many windows as there are steps in one, so this is the dearest of the queries.
"""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from passerelle.engines.money_sql import Engine, Groups

LEAST_TRANSFERS = 4


class Layering(NamedTuple):
    """What is asked of the groups: `chained` for stacks; times are in seconds."""

    chained: bool
    within: int
    step: int
    hop: int
    least: int


# A transfer is in the windows that open at most `within` before it; one that ends with the same transfer
# as the window before holds nothing new and is left out.
INSIDE = Template("""
    with bounds as (select min(time) as first from move
    ), placed as (
        select m.pos, m.source, m.target, m.time - b.first as since,
               cast(floor((m.time - b.first) / $step) as bigint) - s.number as opening
        from move m cross join bounds b cross join shift s
    ), member as (select * from placed where opening >= 0 and since - opening * $step <= $within
    ), ended as (select opening, min(pos) as low, max(pos) as high from member group by opening
    ), followed as (select *, lag(high) over (order by opening) as before from ended)
    select m.opening, m.pos, m.source, m.target, f.low, f.high
    from member m join followed f on f.opening = m.opening where f.before is null or f.high > f.before
""")
LINKS = Template("""
    select a.pos as one, b.pos as two from move a join move b on b.source = a.target
    where b.pos > a.pos and b.time - a.time <= $hop and b.target <> a.source
""")
CHOSEN = Template("""
    with onward as (select one as pos, min(two) as following from link group by one
    ), back as (select two as pos, max(one) as earlier from link group by two
    ), told as (
        select i.*, case when o.following <= i.high or b.earlier >= i.low then 1 else 0 end as chained
        from inside i left join onward o on o.pos = i.pos left join back b on b.pos = i.pos
    ), enough as (
        select opening from told where chained = $chained group by opening having count(*) >= $least_transfers
    )
    select t.opening, t.pos, t.source, t.target, t.source as pays, $paid as paid
    from told t join enough e on e.opening = t.opening where t.chained = $chained
""")
ROUND = Template("""
    with touching as (
        select c.opening, c.pays as account, p.number
        from chosen c join part_$round p on p.opening = c.opening and p.pos = c.pos
        union all
        select c.opening, c.paid as account, p.number
        from chosen c join part_$round p on p.opening = c.opening and p.pos = c.pos
    ), least as (select opening, account, min(number) as number from touching group by opening, account
    ), taken as (
        select c.opening, c.pos, least(x.number, y.number) as number from chosen c
        join least x on x.opening = c.opening and x.account = c.pays
        join least y on y.opening = c.opening and y.account = c.paid
    )
    select t.opening, t.pos, least(t.number, n.number) as number
    from taken t join taken n on n.opening = t.opening and n.pos = t.number
""")
CHANGED = Template("""
    select count(*) from part_$round a join part_$after b on b.opening = a.opening and b.pos = a.pos
    where a.number <> b.number
""")
GROUPS = Template("""
    with grouped as (
        select c.*, p.number from chosen c join part_$round p on p.opening = c.opening and p.pos = c.pos
    ), ends as (
        select opening, number, source as account, 1 as pays, 0 as paid from grouped
        union all select opening, number, target as account, 0 as pays, 1 as paid from grouped
    ), role as (
        select opening, number, account, max(pays) as pays, max(paid) as paid from ends
        group by opening, number, account
    ), counted as (
        select opening, number from role group by opening, number having $wide
    ), sized as (
        select opening, number, count(*) as size from grouped group by opening, number
        having count(*) >= $least_transfers
    )
    select g.opening, g.number, g.pos, s.size from grouped g
    join counted c on c.opening = g.opening and c.number = g.number
    join sized s on s.opening = g.opening and s.number = g.number
""")
WHOLE = """
    with within_larger as (
        select a.opening, a.number from linked a
        join linked b on b.pos = a.pos and b.opening <> a.opening and b.size > a.size
        group by a.opening, a.number, a.size, b.opening, b.number having count(*) = a.size
    ), gone as (select distinct opening, number from within_larger)
    select l.opening, l.number, l.pos from linked l
    left join gone g on g.opening = l.opening and g.number = l.number where g.number is null
"""
BESIDE = Template("""
    with several as (
        select opening from part_$round group by opening having count(distinct number) >= $least
    )
    select c.opening, c.pos from chosen c join several s on s.opening = c.opening
""")
LAYERED = """
    sum(pays * paid) >= 2 and sum(pays) - sum(pays * paid) >= 2 and sum(paid) - sum(pays * paid) >= 2
"""
SEVERAL = "sum(pays) >= 2 and sum(paid) >= 2"


def layers(engine: Engine, asked: Layering) -> tuple[Groups, Groups]:
    """The linked and the parallel groups, of chained transfers (stacks) or single ones (bipartite)."""
    _choose(engine, asked)
    last = _parts(engine)
    sql = GROUPS.substitute(
        round=last, wide=LAYERED if asked.chained else SEVERAL, least_transfers=LEAST_TRANSFERS
    )
    engine.keep("linked", sql)
    linked: dict[tuple[int, int], list[int]] = {}
    for opening, number, pos in engine.rows(WHOLE):
        linked.setdefault((opening, number), []).append(pos)
    parallel: dict[int, list[int]] = {}
    for opening, pos in engine.rows(BESIDE.substitute(round=last, least=asked.least)):
        parallel.setdefault(opening, []).append(pos)
    return _sorted(linked.values()), _sorted(parallel.values())


def _choose(engine: Engine, asked: Layering) -> None:
    shifts = " union all ".join(f"select {one} as number" for one in range(asked.within // asked.step + 1))
    engine.keep("shift", shifts)
    engine.keep("inside", INSIDE.substitute(step=asked.step, within=asked.within))
    engine.keep("link", LINKS.substitute(hop=asked.hop))
    # In a bipartite graph an account that pays and the same account as it is paid are two.
    sql = CHOSEN.substitute(
        chained=int(asked.chained),
        paid="t.target" if asked.chained else "-1 - t.target",
        least_transfers=LEAST_TRANSFERS,
    )
    engine.keep("chosen", sql)


def _parts(engine: Engine) -> int:
    """The number of the last round: `part_` of it says which transfers hang together."""
    engine.keep("part_0", "select opening, pos, pos as number from chosen")
    number = 0
    while True:
        engine.keep(f"part_{number + 1}", ROUND.substitute(round=number))
        ((changed,),) = engine.rows(CHANGED.substitute(round=number, after=number + 1))
        number += 1
        if not changed:
            return number


def _sorted(found: Iterable[list[int]]) -> Groups:
    return {tuple(sorted(members)) for members in found}
