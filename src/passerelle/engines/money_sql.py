"""The patterns and sums once more as SQL, one text for DuckDB and for Spark, with the same results.

For ledgers that are larger than one machine's memory, or that lie in a
warehouse already. The table `move` has the columns pos, source, target, time
in seconds, amount in small units and currency; pos is the order in time, and
no row goes from an account to itself.

Here are fans, cycles, scatter-gathers (which transfers, by their two ends) and
structuring; `money_sql_onward` has rapid, escrow, gather-scatter, funnel and
mirror, `money_sql_layers` has stack and bipartite.
"""

from __future__ import annotations

from dataclasses import dataclass
from string import Template
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Rows = list[tuple[Any, ...]]
Groups = set[tuple[int, ...]]


class Engine(Protocol):
    """What runs SQL: it answers, and it keeps an answer under a name."""

    @property
    def dialect(self) -> Dialect:
        """How it writes what the two write differently."""

    def rows(self, sql: str) -> Rows:
        """The answer."""

    def keep(self, name: str, sql: str) -> None:
        """The answer is a table of that name from now on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """The few words that differ."""

    distinct: str  # how many different values in a window
    one: str  # an array of one value
    more: str  # an array with one value more
    holds: str  # whether an array holds a value


DUCKDB = Dialect(
    distinct="count(distinct $value) over ($window)",
    one="[$value]",
    more="list_append($array, $value)",
    holds="list_contains($array, $value)",
)
SPARK = Dialect(
    distinct="size(collect_set($value) over ($window))",
    one="array($value)",
    more="array_append($array, $value)",
    holds="array_contains($array, $value)",
)
SUMS = """
    select source, target, currency, count(*) as transfers, sum(amount) as amount from move
    group by source, target, currency
"""
DAYS = """
    select cast(floor(time / 86400) as bigint) as day, currency, count(*) as transfers, sum(amount) as amount
    from move group by cast(floor(time / 86400) as bigint), currency
"""
# A stretch is good where it counts enough; runs are good stretches that share a transfer. `closes` is
# when the next good stretch ends: two neighbours are in one run when a good stretch holds both.
RUNS = Template("""
    with counted as (
        select pos, $home as home, $part as part, time, $count as counted from $table
    ), marked as (
        select *, min(case when counted >= $least then time end) over (
            partition by home, part order by time range between current row and unbounded following
        ) as closes from counted
    ), member as (select * from marked where closes - time <= $within
    ), broken as (
        select *, lag(time) over (partition by home, part order by time, pos) as before from member
    )
    select home, part, sum(case when before is null or closes - before > $within then 1 else 0 end) over (
        partition by home, part order by time, pos rows between unbounded preceding and current row
    ) as run, pos from broken
""")
FIRST = Template("""
    select source as home, target as last, pos, time as begins, $visited as visited, $path as path from move
""")
NEXT = Template("""
    select p.home, b.target as last, b.pos, p.begins, $visited as visited, $path as path
    from path_$length p join move b on b.source = p.last
    where b.pos > p.pos and b.time - p.begins <= $within and b.target <> p.home and not $seen
""")
CLOSED = Template("""
    select $path as path from path_$length p join move b on b.source = p.last and b.target = p.home
    where b.pos > p.pos and b.time - p.begins <= $within
""")
PAIRS = Template("""
    select a.pos as a, b.pos as b, a.source as home, a.target as middle, b.target as last,
           a.time as begins, b.time as ends
    from move a join move b on b.source = a.target
    where b.pos > a.pos and b.time - a.time <= $within and b.target <> a.source
""")
SCATTERS = Template("""
    with several as (
        select home, last from pair group by home, last having count(distinct middle) >= $least
    ), near as (
        select p.* from pair p join several s on s.home = p.home and s.last = p.last
    ), opening as (select distinct home, last, a, begins from near
    ), inside as (
        select o.a as opening, n.a, n.b, n.middle, n.home, n.last
        from opening o join near n on n.home = o.home and n.last = o.last
        where n.a >= o.a and n.ends <= o.begins + $within
    ), good as (
        select home, last, opening from inside group by home, last, opening
        having count(distinct middle) >= $least
    ), chosen as (
        select i.* from inside i join good g on g.home = i.home and g.last = i.last and g.opening = i.opening
    )
    select home, last, a as pos from chosen union select home, last, b as pos from chosen
""")
NEAR = Template("select * from move where amount < $threshold and amount >= $lowest")


def sums(engine: Engine) -> Rows:
    """Payer, payee, currency, how many transfers and how much."""
    return sorted(engine.rows(SUMS))


def days(engine: Engine) -> Rows:
    """Day, currency, how many transfers and how much."""
    return sorted(engine.rows(DAYS))


def fans_in(engine: Engine, *, least: int, within: int) -> Groups:
    """Every fan of payers around one receiver."""
    return _fans(engine, ("target", "source"), least, within)


def fans_out(engine: Engine, *, least: int, within: int) -> Groups:
    """Every fan of receivers around one payer."""
    return _fans(engine, ("source", "target"), least, within)


def structurings(engine: Engine, *, threshold: int, band: int, least: int, within: int) -> Groups:
    """Every run of amounts just below the threshold around a payer or one who is paid."""
    engine.keep("near", NEAR.substitute(threshold=threshold, lowest=threshold - band))
    found: Groups = set()
    for home in ("source", "target"):
        counted = f"count(*) over ({_window(f'{home}, currency', within)})"
        sql = RUNS.substitute(
            home=home, part="currency", count=counted, table="near", least=least, within=within
        )
        found |= _grouped(engine.rows(sql))
    return found


def cycles(engine: Engine, *, within: int, shortest: int = 3, longest: int = 12) -> Groups:
    """Every way back to where it began, no account twice; each length is one more join."""
    words, found = engine.dialect, set[tuple[int, ...]]()
    one = Template(words.one)
    engine.keep(
        "path_1", FIRST.substitute(visited=one.substitute(value="target"), path=one.substitute(value="pos"))
    )
    more = Template(words.more)
    path = more.substitute(array="p.path", value="b.pos")
    for length in range(1, longest):
        if length + 1 >= shortest:
            closed = engine.rows(CLOSED.substitute(path=path, length=length, within=within))
            found |= {tuple(map(int, members)) for (members,) in closed}
        if length + 1 < longest:
            sql = NEXT.substitute(
                visited=more.substitute(array="p.visited", value="b.target"),
                path=path,
                seen=Template(words.holds).substitute(array="p.visited", value="b.target"),
                length=length,
                within=within,
            )
            engine.keep(f"path_{length + 1}", sql)
    return found


def scatter_gathers(engine: Engine, *, least: int, within: int) -> dict[tuple[int, int], set[int]]:
    """The transfers of every scatter-gather, by its two ends."""
    engine.keep("pair", PAIRS.substitute(within=within))
    found: dict[tuple[int, int], set[int]] = {}
    for home, last, pos in engine.rows(SCATTERS.substitute(least=least, within=within)):
        found.setdefault((home, last), set()).add(pos)
    return found


def _fans(engine: Engine, sides: tuple[str, str], least: int, within: int) -> Groups:
    home, other = sides
    window = _window(home, within)
    counted = Template(engine.dialect.distinct).substitute(value=other, window=window)
    sql = RUNS.substitute(home=home, part="0", count=counted, table="move", least=least, within=within)
    return _grouped(engine.rows(sql))


def _window(parts: str, within: int) -> str:
    return f"partition by {parts} order by time range between {within} preceding and current row"


def _grouped(rows: Iterable[tuple[Any, ...]]) -> Groups:
    runs: dict[tuple[Any, ...], list[int]] = {}
    for *run, pos in rows:
        runs.setdefault(tuple(run), []).append(pos)
    return {tuple(sorted(members)) for members in runs.values()}


class DuckDB:
    """A connection of DuckDB that holds the table `move`."""

    dialect = DUCKDB

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def rows(self, sql: str) -> Rows:
        """The answer."""
        found: Rows = self._connection.execute(sql).fetchall()
        return found

    def keep(self, name: str, sql: str) -> None:
        """The answer is a table of that name from now on."""
        self._connection.execute(f"create or replace temp table {name} as {sql}")


class Spark:
    """A session of Spark that has a view `move`."""

    dialect = SPARK

    def __init__(self, session: Any) -> None:
        self._session = session

    def rows(self, sql: str) -> Rows:
        """The answer."""
        return list(_tuples(self._session.sql(sql).toLocalIterator()))

    def keep(self, name: str, sql: str) -> None:
        """The answer is a view of that name from now on, computed once."""
        # Its plan is cut off here: one that is built round upon round grows beyond any memory.
        self._session.sql(sql).localCheckpoint().createOrReplaceTempView(name)


def _tuples(rows: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        yield tuple(row)
