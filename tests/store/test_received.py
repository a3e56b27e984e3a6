from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from tests.casework.world import marking

from passerelle.core.statement import Statement as StatementValue
from passerelle.store import convert, received
from passerelle.store.models import Entity, Licence, Marking, Statement, Tombstone

if TYPE_CHECKING:
    from datetime import datetime

    from tests.simulator.env import SeededEnv

SENDER, RECORD = "9" * 32, "7" * 32


def said(env: SeededEnv, version: int = 1) -> StatementValue:
    return StatementValue(
        record=RECORD,
        version=version,
        salt=env.random(16),
        marking=convert.keep_marking(env.database, marking(env)),
        entity="e" * 32,
        schema="Person",
        prop="name",
        value="Ivo Marten",
    )


def write(env: SeededEnv, *statements: tuple[StatementValue, bool]) -> None:
    with transaction.atomic(using=env.database):
        received.write_received(
            env.database,
            [(one.id, one, False, stands) for one, stands in statements],
            arrived_from=SENDER,
            at=env.start,
        )


def test_a_received_statement_names_its_sender_and_an_older_version_does_not_stand(env: SeededEnv) -> None:
    old, new = said(env, 1), said(env, 2)
    write(env, (old, False), (new, True))
    rows = Statement.objects.using(env.database).order_by("version")
    assert [(row.state, row.arrived_from) for row in rows] == [("superseded", SENDER), ("live", SENDER)]
    assert convert.statement_value(rows[1]) == new


def test_versions_are_given_with_their_owner(env: SeededEnv) -> None:
    old, new = said(env, 1), said(env, 3)
    write(env, (old, False), (new, True))
    held = {one.version: received.Held(one.id, env.service) for one in (old, new)}
    assert received.versions(env.database, [RECORD, "0" * 32]) == {RECORD: held}
    assert received.versions(env.database, ["0" * 32]) == {}


def test_all_versions_of_a_record_stop_standing(env: SeededEnv) -> None:
    write(env, (said(env), True))
    received.supersede_records(env.database, ["0" * 32])
    assert Statement.objects.using(env.database).get().state == "live"
    received.supersede_records(env.database, [RECORD])
    assert Statement.objects.using(env.database).get().state == "superseded"


def test_only_the_owners_own_word_takes_back(env: SeededEnv) -> None:
    received.bury(env.database, {RECORD: 2}, owner=SENDER, at=env.start)
    assert received.taken_back(env.database, [RECORD, "0" * 32], SENDER) == {RECORD: 2}
    assert received.taken_back(env.database, [RECORD], "8" * 32) == {}
    assert received.taken_back_by_anyone(env.database, [RECORD, "0" * 32]) == {RECORD}


def test_a_tombstone_rises_and_never_falls(env: SeededEnv) -> None:
    for version in (2, 5, 3):
        received.bury(env.database, {RECORD: version}, owner=SENDER, at=env.start)
    assert Tombstone.objects.using(env.database).get().version == 5


def test_what_ran_out_is_here_no_more_and_makes_room(env: SeededEnv) -> None:
    write(env, (said(env), True))
    rows = Statement.objects.using(env.database)
    rows.update(state=Statement.State.ERASED)
    assert received.versions(env.database, [RECORD]) == {}
    received.clear_expired(env.database, ["0" * 32])
    assert rows.count() == 1
    received.clear_expired(env.database, [RECORD])
    assert rows.count() == 0


def test_entities_and_markings_are_kept_once(env: SeededEnv) -> None:
    for _ in range(2):
        received.keep_subjects(env.database, {"e" * 32: "Person"}, [marking(env)])
    assert Entity.objects.using(env.database).get().schema == "Person"
    assert Marking.objects.using(env.database).count() == 1


def test_the_latest_licence_replaces_the_one_before(env: SeededEnv) -> None:
    def licence(clause: str, expires: datetime) -> received.LicenceRow:
        return ("s" * 64, RECORD, SENDER, env.service, "a" * 64, clause, False, expires)

    for clause, days in (("1", 10), ("2", 20)):
        with transaction.atomic(using=env.database):
            received.renew_licences(env.database, [licence(clause, env.start + timedelta(days=days))])
    row = Licence.objects.using(env.database).get()
    assert (row.clause, row.expires) == ("2", env.start + timedelta(days=20))
