from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from passerelle.core.request_kind import Direction, RequestKind
from passerelle.core.request_statistics import BY_THE_LAW, RequestFact, Table, yearly_tables

ONE = RequestFact(
    direction=Direction.RECEIVED,
    kind=RequestKind.INFORMATION,
    year=2026,
    country="xu",
    by_contact_point=True,
    urgent=True,
    answered=True,
    grounds=(),
    authorised=False,
    duplicate=False,
)
FACTS = st.builds(
    RequestFact,
    direction=st.sampled_from(Direction),
    kind=st.sampled_from(RequestKind),
    year=st.sampled_from((2026, 2027)),
    country=st.sampled_from(("xu", "xs")),
    by_contact_point=st.booleans(),
    urgent=st.booleans(),
    answered=st.booleans(),
    grounds=st.lists(st.sampled_from(("not-available", "harms-inquiry"))).map(tuple),
    authorised=st.booleans(),
    duplicate=st.booleans(),
)


def numbers(table: Table) -> list[int]:
    return [int(row[-1]) for row in table.rows]


@given(st.lists(FACTS, max_size=30))
def test_every_request_of_the_year_is_counted_once_and_no_other(facts: list[RequestFact]) -> None:
    tables = yearly_tables(facts, 2026)
    counted = [one for one in facts if one.year == 2026 and one.kind == "information" and not one.duplicate]
    received = [one for one in counted if one.direction is Direction.RECEIVED]

    made, came, refused, authorised = tables
    assert len(tables) == BY_THE_LAW
    assert sum(numbers(made)) == len(counted) - len(received)
    assert sum(int(row[2]) for row in came.rows) == len(received)
    assert sum(numbers(came)) == sum(one.answered for one in received)
    assert sum(numbers(refused)) == sum(len(set(one.grounds)) for one in received)
    assert sum(numbers(authorised)) == sum(one.authorised for one in received)


def test_the_tables_read_by_state_by_urgency_and_by_ground() -> None:
    facts = [
        ONE,
        replace(ONE, urgent=False, answered=False, grounds=("not-available", "not-available")),
        replace(ONE, country="xs", authorised=True, grounds=("harms-inquiry",)),
        replace(ONE, direction=Direction.MADE, by_contact_point=False),
        replace(ONE, duplicate=True),
    ]
    made, came, refused, authorised = yearly_tables(facts, 2026)
    assert made.rows == (("contact point", 0), ("designated authority", 1))
    assert came.rows == (("xs", "urgent", 1, 1), ("xu", "urgent", 1, 1), ("xu", "other", 1, 0))
    assert refused.rows == (("xs", "harms-inquiry", 1), ("xu", "not-available", 1))
    assert authorised.rows == (("xs", 1),)
