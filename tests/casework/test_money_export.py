from __future__ import annotations

import csv
import io
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from tests.casework.ledger_world import HEADER, keep
from tests.casework.world import oberland

from passerelle.casework.ledgers import lines_of
from passerelle.casework.money_export import HEADER as EXPORTED
from passerelle.casework.money_export import NothingToReportError, as_csv, as_goaml
from passerelle.formats.goaml_report import ReportHead
from passerelle.store import journal

if TYPE_CHECKING:
    from tests.simulator.env import SeededEnv

HEAD = ReportHead(
    entity_id=7,
    user_code="OBER",
    report_code="STR",
    reference="OB-2026-014",
    at=datetime(2026, 4, 1),
    currency="EUR",
    reason="many pay one",
    action="none",
    indicators=["STRUC"],
    country="FR",
    funds_code="BANKD",
    mode_code="ELCFT",
    institution="",
    branch_code="",
)


def test_each_row_names_its_source_and_the_export_is_journalled(env: SeededEnv) -> None:
    world = oberland(env)
    keep(world)
    access = world.ana_reads()
    lines = lines_of(env, access)
    before = journal.head(env.database).size
    rows = list(csv.DictReader(io.StringIO(as_csv(env, access, lines).decode())))
    assert journal.head(env.database).size > before
    assert len(rows) == len(lines)
    assert set(rows[0]) == set(EXPORTED)
    assert all(row["ledger"] and row["line"] and len(row["sha256"]) == 64 and row["grade"] for row in rows)


def test_what_a_spreadsheet_would_compute_stays_text(env: SeededEnv) -> None:
    world = oberland(env)
    keep(world, f"{HEADER}\n2026-03-01,=1+1,B,5,EUR,,,,\n".encode())
    text = as_csv(env, world.ana_reads(), lines_of(env, world.ana_reads())).decode()
    assert "'=1+1" in text
    assert ",=1+1" not in text


def test_a_report_of_nothing_is_not_made(env: SeededEnv) -> None:
    world = oberland(env)
    with pytest.raises(NothingToReportError):
        as_goaml(env, world.ana_reads(), HEAD, [])


def test_a_report_holds_the_transfers_of_the_selection(env: SeededEnv) -> None:
    world = oberland(env)
    keep(world)
    access = world.ana_reads()
    made = as_goaml(env, access, HEAD, lines_of(env, access)[:3])
    assert made.count(b"<transaction>") == 3
