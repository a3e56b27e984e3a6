from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from tests.casework.world import marking

from passerelle.core.statement import Statement as StatementValue
from passerelle.store import convert, recorded
from passerelle.store.models import Entity, Origin, Statement

if TYPE_CHECKING:
    from tests.simulator.env import SeededEnv


def said(env: SeededEnv, value: str) -> StatementValue:
    return StatementValue(
        record=env.new_id(),
        version=1,
        salt=env.random(16),
        marking=convert.keep_marking(env.database, marking(env)),
        entity="e" * 32,
        schema="Person",
        prop="name",
        value=value,
        language="fra",
        source="origin",
    )


def test_written_statements_come_back_as_they_were_and_stand(env: SeededEnv) -> None:
    one, other = said(env, "Ivo Marten"), said(env, "f" * 32)
    with transaction.atomic(using=env.database):
        ids = recorded.write_statements(
            env.database,
            [recorded.new_row(one, reference=False), recorded.new_row(other, reference=True)],
            case="c" * 32,
            at=env.start,
        )
    assert ids == [one.id, other.id]
    rows = {row.id: row for row in Statement.objects.using(env.database)}
    assert [convert.statement_value(rows[name]) for name in ids] == [one, other]
    assert {(row.state, row.case, row.arrived_from, row.recorded_at) for row in rows.values()} == {
        ("live", "c" * 32, "", env.start)
    }
    assert (rows[one.id].reference, rows[other.id].reference) == (False, True)


def test_only_the_named_statements_stop_standing(env: SeededEnv) -> None:
    one, other = said(env, "Ivo Marten"), said(env, "I. Marten")
    with transaction.atomic(using=env.database):
        rows = [recorded.new_row(said, reference=False) for said in (one, other)]
        recorded.write_statements(env.database, rows, case="", at=env.start)
    recorded.supersede(env.database, [one.id])
    states = dict(Statement.objects.using(env.database).values_list("id", "state"))
    assert states == {one.id: "superseded", other.id: "live"}


def test_entities_and_origins_keep_their_line(env: SeededEnv) -> None:
    with transaction.atomic(using=env.database):
        recorded.write_entities(env.database, [("e" * 32, "Person", None, "UK-1")])
        recorded.write_origins(env.database, [("o" * 32, None, "d" * 64, 17)])
    assert Entity.objects.using(env.database).get().publisher_id == "UK-1"
    origin = Origin.objects.using(env.database).get()
    assert (origin.file_digest, origin.line) == ("d" * 64, 17)


def test_pieces_are_small_and_together_are_the_whole() -> None:
    items = [str(number) for number in range(2 * recorded.CHUNK + 1)]
    pieces = list(recorded.in_chunks(items))
    assert [len(piece) for piece in pieces] == [recorded.CHUNK, recorded.CHUNK, 1]
    assert [one for piece in pieces for one in piece] == items
