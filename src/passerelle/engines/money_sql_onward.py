"""Rapid, escrow, gather-scatter, funnel and mirror as SQL, one text for DuckDB and for Spark.

The definitions are those of the compiled searches, and so are the results. A
mirror asks for the column `book` as well, -1 where no ledger is named; what its
search matches one after the other is matched here in rounds: a pair that is the
best for both of its transfers is matched in any order, so the rounds end with
the same pairs.
"""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from passerelle.analysis.money.onward import PassingOn
    from passerelle.analysis.money.pivot import Pivoting
    from passerelle.engines.money_sql import Engine, Groups

ONWARD = Template("""
    with leg as (
        select a.pos as payment, a.amount as got, a.time as since, b.pos, b.amount, b.time,
               sum(b.amount) over (
                   partition by a.pos order by b.pos rows between unbounded preceding and current row
               ) as upto
        from move a join move b on b.source = a.target and b.currency = a.currency
        where a.amount > 0 and b.pos > a.pos and b.target <> a.source and b.time - a.time <= $within
    ), taken as (select * from leg where 1000 * (upto - amount) < $lowest * got
    ), passed as (
        select payment from taken group by payment, got, since
        having 1000 * max(upto) >= $lowest * got and 1000 * max(upto) <= $highest * got
           and count(*) >= $legs and max(time) - since >= $held
    )
    select t.payment, t.pos from taken t join passed p on p.payment = t.payment
""")
GATHERED = Template("""
    select p.pos as centre, p.target as home, g.pos, g.source as other, g.amount
    from move p join move g on g.target = p.target
    where g.pos <= p.pos and p.time - g.time <= $within $same_gathered
""")
SCATTERED = Template("""
    with opening as (
        select p.pos as centre, p.time as since, min(b.pos) as first
        from move p join move b on b.source = p.target where b.pos > p.pos $same_scattered
        group by p.pos, p.time
    )
    select o.centre, b.pos, b.target as other, b.amount
    from opening o join move f on f.pos = o.first join move p on p.pos = o.centre
    join move b on b.source = p.target
    where f.time - o.since <= $within and b.pos >= f.pos and b.time - f.time <= $within $same_scattered
""")
PIVOTS = Template("""
    with came as (
        select centre, home, count(*) as number, sum(amount) as amount from gathered group by centre, home
        having count(distinct other) >= $senders
    ), left_again as (
        select centre, count(*) as number, sum(amount) as amount from scattered group by centre
        having count(distinct other) >= $receivers and count(distinct other) <= $most_receivers
    ), opening as (
        select p.pos as centre, min(g.pos) as low from move p join move g on g.target = p.target
        where g.pos <= p.pos and p.time - g.time <= $within group by p.pos
    ), good as (
        select c.home, c.centre, o.low, c.number + l.number as size
        from came c join left_again l on l.centre = c.centre join opening o on o.centre = c.centre $shares
    ), followed as (
        select *, lag(centre) over (partition by home order by centre) as before from good
    ), run as (
        select *, sum(case when before is null or low > before then 1 else 0 end) over (
            partition by home order by centre rows between unbounded preceding and current row
        ) as number from followed
    ), ranked as (
        select centre, row_number() over (partition by home, number order by size desc, centre) as rank
        from run
    ), best as (select centre from ranked where rank = 1)
    select g.centre, g.pos from gathered g join best b on b.centre = g.centre
    union all select s.centre, s.pos from scattered s join best b on b.centre = s.centre
""")
SHARES = Template("where 1000 * l.amount >= $lowest * c.amount and 1000 * l.amount <= $highest * c.amount")
PAIRS = Template("""
    select a.pos as paid_in, b.pos as paid_out, a.amount - b.amount as lost, abs(a.time - b.time) as apart
    from move a join move b on b.currency = a.currency
    where a.book >= 0 and b.book >= 0 and a.book <> b.book and abs(a.time - b.time) <= $delay
      and (b.amount < a.amount or (b.amount = a.amount and a.pos < b.pos))
      and 1000 * b.amount >= (1000 - $fee) * a.amount
      and a.source <> b.source and a.source <> b.target and a.target <> b.source and a.target <> b.target
""")
FIRST = Template("""
    with side as (
        select *, paid_in as own from free_$round union all select *, paid_out as own from free_$round
    ), ranked as (
        select paid_in, paid_out,
               row_number() over (partition by own order by lost, apart, paid_in, paid_out) as rank from side
    )
    select paid_in, paid_out from ranked where rank = 1 group by paid_in, paid_out having count(*) = 2
""")
REST = Template("""
    with gone as (
        select paid_in as own from matched_$round union all select paid_out as own from matched_$round
    )
    select f.* from free_$round f
    left join gone i on i.own = f.paid_in left join gone o on o.own = f.paid_out
    where i.own is null and o.own is null
""")


def passed_on(engine: Engine, asked: PassingOn) -> Groups:
    """Every payment that is passed on, at once (rapid) or after a while in legs (escrow), with its legs."""
    sql = ONWARD.substitute(
        within=asked.within,
        held=asked.held,
        legs=asked.legs,
        lowest=asked.lowest_share,
        highest=asked.highest_share,
    )
    found: dict[int, list[int]] = {}
    for payment, leg in engine.rows(sql):
        found.setdefault(payment, [payment]).append(leg)
    return {tuple(sorted(members)) for members in found.values()}


def pivots(engine: Engine, asked: Pivoting) -> Groups:
    """The best pivot of every run: gather-scatter, or a funnel where shares are asked."""
    shares = asked.lowest_share >= 0
    within = {
        "within": asked.within,
        "same_gathered": "and g.currency = p.currency" if shares else "",
        "same_scattered": "and b.currency = p.currency" if shares else "",
    }
    engine.keep("gathered", GATHERED.substitute(within))
    engine.keep("scattered", SCATTERED.substitute(within))
    sql = PIVOTS.substitute(
        within=asked.within,
        senders=asked.senders,
        receivers=asked.receivers,
        most_receivers=asked.most_receivers,
        shares=SHARES.substitute(lowest=asked.lowest_share, highest=asked.highest_share) if shares else "",
    )
    found: dict[int, list[int]] = {}
    for pivot, pos in engine.rows(sql):
        found.setdefault(pivot, []).append(pos)
    return {tuple(sorted(members)) for members in found.values()}


def mirrors(engine: Engine, *, delay: int, fee: int) -> Groups:
    """Every matched pair of two ledgers."""
    engine.keep("free_0", PAIRS.substitute(delay=delay, fee=fee))
    found: Groups = set()
    number = 0
    while True:
        engine.keep(f"matched_{number}", FIRST.substitute(round=number))
        matched = engine.rows(f"select paid_in, paid_out from matched_{number}")  # noqa: S608 - our own number
        if not matched:
            return found
        found |= {(min(pair), max(pair)) for pair in matched}
        engine.keep(f"free_{number + 1}", REST.substitute(round=number))
        number += 1
