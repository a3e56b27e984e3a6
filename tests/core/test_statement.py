from __future__ import annotations

import dataclasses
import hashlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.core.canonical import canonical
from passerelle.core.statement import LONGEST_VALUE, Statement, StatementError

CHANGED = {
    "record": "f" * 32,
    "version": 2,
    "salt": b"t" * 16,
    "marking": "0" * 64,
    "entity": "group-2",
    "schema": "Company",
    "prop": "alias",
    "value": "The Lantern group",
    "language": "fra",
    "source": "report 13",
}


@pytest.mark.parametrize("part", [field.name for field in dataclasses.fields(Statement)])
def test_every_part_is_bound_by_the_id(statement: Statement, part: str) -> None:
    assert dataclasses.replace(statement, **{part: CHANGED[part]}).id != statement.id


def test_the_id_is_the_hash_of_the_canonical_list_of_its_parts(statement: Statement) -> None:
    parts = ["passerelle-statement/1", statement.marking, statement.record, "1", "73" * 16, "group-1"]
    parts += ["Organization", "name", "The Lanterne group", "eng", "report 12, line 3"]

    assert statement.id == hashlib.sha256(canonical(list(parts))).hexdigest()


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)


@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_text_moved_across_a_boundary_gives_another_id(a: str, b: str, c: str, d: str) -> None:
    def identity(entity: str, value: str) -> str:
        return Statement(
            record="r", version=1, salt=b"s" * 16, marking="m", entity=entity, schema="Person", prop="x",
            value=value,
        ).id  # fmt: skip

    assert (identity(a, b) == identity(c, d)) is ((a, b) == (c, d))


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("salt", b"short"),
        ("salt", b"s" * 17),
        ("version", 0),
        ("value", ""),
        ("value", "x" * (LONGEST_VALUE + 1)),
    ],
    ids=["salt-short", "salt-long", "version", "value-empty", "value-long"],
)
def test_a_malformed_statement_is_refused_without_repeating_it(
    statement: Statement, part: str, value: Any
) -> None:
    with pytest.raises(StatementError) as caught:
        dataclasses.replace(statement, **{part: value})

    assert "xx" not in str(caught.value)


def test_the_longest_value_is_taken(statement: Statement) -> None:
    assert dataclasses.replace(statement, value="x" * LONGEST_VALUE).id
