from __future__ import annotations

import pytest

from passerelle.core.decision import Permit, Refuse
from passerelle.core.party import ServiceKind
from passerelle.core.permission import OPEN_ROUTES, ROUTES
from passerelle.core.permission_row import EntryKind, PermissionRow
from passerelle.core.permission_table import HELPING, PERMISSIONS
from passerelle.core.refusal_reason import RefusalReason
from passerelle.core.role import Role
from passerelle.core.way_in import UnlistedError, allowed, may_come_from, require_listed, way_in

KEYS = [(row.kind, row.name) for row in PERMISSIONS]


def name(row: PermissionRow) -> str:
    return f"{row.kind}-{row.name}"


def decides_as_written(row: PermissionRow, role: Role | None) -> bool:
    match allowed(row.kind, row.name, role, case="PL-7/2026", reason="hit to verify"):
        case Permit():
            return row.is_open or role in row.roles
        case Refuse(reason):
            return reason is RefusalReason.ROLE and not row.is_open and role not in row.roles


@pytest.mark.parametrize("role", [*Role, None])
def test_every_cell_of_the_table_decides_as_it_is_written(role: Role | None) -> None:
    assert [name(row) for row in PERMISSIONS if not decides_as_written(row, role)] == []


def asks_for_what_its_row_needs(row: PermissionRow) -> bool:
    role = min(row.roles)
    without_case = allowed(row.kind, row.name, role, case=" ", reason="hit to verify")
    without_reason = allowed(row.kind, row.name, role, case="PL-7/2026", reason=" ")
    open_way = Permit(f"{row.kind} {row.name}")
    no_case = Refuse(RefusalReason.CASE_MISSING, "rule 11") if row.needs_case else open_way
    no_reason = Refuse(RefusalReason.REASON_MISSING, "rule 11") if row.needs_reason else open_way
    return (without_case, without_reason) == (no_case, no_reason)


def test_case_and_reason_come_before_anything_is_reached() -> None:
    assert [name(row) for row in PERMISSIONS if not asks_for_what_its_row_needs(row)] == []


def test_what_is_not_in_the_table_does_not_start() -> None:
    with pytest.raises(UnlistedError, match="back-door"):
        way_in(EntryKind.ROUTE, "back-door")
    with pytest.raises(UnlistedError):
        allowed(EntryKind.COMMAND, "inbox", Role.ANALYST)


def test_no_way_in_has_two_rows() -> None:
    assert len(set(KEYS)) == len(KEYS)
    assert {kind for kind, _ in KEYS} == set(EntryKind)


def test_the_administrator_reaches_no_case_data() -> None:
    reached = {row.name for row in PERMISSIONS if Role.ADMINISTRATOR in row.roles and not row.is_open}

    assert reached.isdisjoint(
        {"desk:inbox", "desk:entity", "desk:group", "desk:case", "release", "recall", "question", "ask"}
    )


def test_those_who_help_neither_ask_nor_release() -> None:
    for row in PERMISSIONS:
        if row.name in {"ask", "question", "hit", "release", "recall", "offer"}:
            assert row.roles.isdisjoint(HELPING)


def test_counsel_and_interpreter_search_nothing() -> None:
    for one in ("desk:inbox", "desk:entity", "desk:group"):
        assert way_in(EntryKind.ROUTE, one).roles.isdisjoint({Role.COUNSEL, Role.INTERPRETER})


def test_the_desk_s_routes_stand_in_the_same_table() -> None:
    routes = {row.name: row for row in PERMISSIONS if row.kind is EntryKind.ROUTE}

    assert set(routes) == set(ROUTES) | OPEN_ROUTES
    assert {name for name, row in routes.items() if row.is_open} == OPEN_ROUTES
    assert all(routes[name].roles == roles for name, roles in ROUTES.items())


def test_every_row_that_reads_asks_for_a_reason() -> None:
    for row in PERMISSIONS:
        assert row.needs_reason or not row.needs_case
        assert not (row.is_open and row.needs_case)
        assert row.roles


def test_every_role_may_do_something() -> None:
    assert all(any(role in row.roles and not row.is_open for row in PERMISSIONS) for role in Role)


def comes_as_written(row: PermissionRow, service: ServiceKind) -> bool:
    match may_come_from(row.name, service):
        case Permit():
            return service in row.services
        case Refuse(reason):
            return reason is RefusalReason.SENDER and service not in row.services


@pytest.mark.parametrize("service", ServiceKind)
def test_a_message_is_taken_from_the_services_of_its_row(service: ServiceKind) -> None:
    messages = [row for row in PERMISSIONS if row.kind is EntryKind.MESSAGE]
    assert messages
    assert [name(row) for row in messages if not comes_as_written(row, service)] == []


def test_no_statement_is_taken_from_a_readmission_administration_nor_a_question_from_those_who_help() -> None:
    taken = {row.name: row.services for row in PERMISSIONS if row.kind is EntryKind.MESSAGE}

    assert ServiceKind.READMISSION not in taken["release"] | taken["offer"] | taken["question"]
    helping = {
        ServiceKind.VICTIM_SUPPORT,
        ServiceKind.RESCUE_CENTRE,
        ServiceKind.BANK,
        ServiceKind.UNIVERSITY,
    }
    assert helping.isdisjoint(taken["question"] | taken["hit"])
    assert all(services for services in taken.values())


def test_one_name_without_a_row_stops_all_of_them() -> None:
    require_listed(EntryKind.MESSAGE, ["hello", "release"])
    with pytest.raises(UnlistedError, match="rumour"):
        require_listed(EntryKind.MESSAGE, ["hello", "rumour"])
