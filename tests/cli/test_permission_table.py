"""Every command with every role, through the real `main`: the table decides before anything is read."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from tests.gate.station import found
from tests.simulator.node import Node, agree, introduce

from passerelle.casework import cases, people
from passerelle.cli import main as entrance
from passerelle.cli.commands import COMMANDS, Command
from passerelle.cli.main import main
from passerelle.core.decision import Permit, Refuse
from passerelle.core.permission_row import EntryKind, PermissionRow
from passerelle.core.permission_table import PERMISSIONS
from passerelle.core.role import Role
from passerelle.core.way_in import allowed
from passerelle.store import journal
from passerelle.store.models import Outbox

if TYPE_CHECKING:
    from pathlib import Path

    from tests.gate.station import NewNodeDatabase

ROWS = [row for row in PERMISSIONS if row.kind is EntryKind.COMMAND]
ACTING = [row for row in ROWS if not row.is_open]
REASON = "who supplies the engines"
NAME = "Ivo Marten"
PHONE = "+33612345678"
OPENED = (
    *("--title", "Engines", "--basis", "statute", "--category", "undetermined"),
    *("--grade", "B2", "--handling", "H0", "--review", "2031-01-05"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """A node with an officer of each role, all of them members of its case."""

    node: Node
    entity: str
    record: str
    agreement: str

    @property
    def folder(self) -> str:
        return str(self.node.env.folder.path)

    def words(self, way: str, who: str, *, case: str = "OB-2026-014", why: str = REASON) -> list[str]:
        """The command line of this way in, as that officer."""
        command, _, action = way.partition(" ")
        named = ["--as", who, "--why", why]
        cased = [*named, "--case", case]
        if way == "intake store":
            return ["intake", "--node", self.folder, *cased, "--category", "undetermined", "absent.csv"]
        rest: dict[str, list[str]] = {
            "ask": [*cased, "--partner", "Unterland", "--agreement", self.agreement, self.entity],
            "hits": cased,
            "release": [*cased, "--to", "Unterland", "--agreement", self.agreement, "--send", self.entity],
            "recall": [*cased, self.record],
            "series record": [*cased, "absent"],
            "series propose": cased,
            "series confirm": [*cased, "0" * 32, "1" * 32],
            "series undo": [*cased, "0" * 32],
            "declared add": [
                *cased,
                *("--first", "AB1000001", "--what", "lost", "--type", "P", "--issuer", "XX"),
                *("--since", "2026-01-01", "--review", "2027-01-01", "--redress", "the registry"),
            ],
            "declared look": [*cased, "absent"],
            "declared ask": [*cased, "--partner", "Unterland", "--agreement", self.agreement, "absent"],
            "declared contest": [*cased, "0" * 32],
            "declared decide": [*cased, "0" * 32],
            "declared withdraw": [*cased, "0" * 32],
            "declared objections": cased,
            "permission give": [
                *cased,
                *("--to", "Unterland", "--cover", "judicial", "--purpose", "group-investigation"),
                self.record,
            ],
            "permission confirm": [*cased, "0" * 32],
            "permission revoke": [*cased, "0" * 32],
            "officer add": [*named, f"new {who}", "--role", "analyst"],
            "officer link": [*named, who],
            "case open": [*named, f"T-{who}", *OPENED, "--purpose", "statistics"],
            "officer end": [*named, "absent"],
            "officer resume": [*named, "absent"],
            "case leave": [*cased, "absent"],
            "case member": [*cased, "absent"],
            # Nobody's own case is closed, so that the others are still tried in it.
            "case close": [*named, "--case", "NOT-MINE"],
            "request list": cased,
            "request show": [*cased, "0" * 32],
            "request register": [*cased, "--agreement", self.agreement, "absent.json"],
            "request make": [*cased, "--agreement", self.agreement, "absent.json"],
            "request give": [
                *cased,
                *("--agreement", self.agreement, "--to", "Unterland", "absent.json", self.entity),
            ],
            "request step": [*cased, "0" * 32, "acknowledged"],
            "request answer": [*cased, "0" * 32],
            "request copy": [*cased, "0" * 32, "siena"],
            "request statistics": [*cased, "2026"],
            "request contacts": named,
            "explain": [*cased, "--to", "Unterland", self.entity],
            "correct": [*cased, self.record],
            "owed": cased,
            "restrict": [*cased, "--handling", "H1", self.record],
            "propose": [*cased, "--change", "recall", "--note", "the wrong person", self.record],
            "feedback": [*cased, "--came", "used", "--note", "of use", "--record", self.record],
            "consent ask": [*cased, "--to", "Unterland", "--note", "the same boat", self.record],
            "consent list": cased,
            "consent give": [*cased, "--agreement", self.agreement, "0" * 32],
            "consent decline": [*cased, "0" * 32],
            "judge show": [*cased, self.entity],
            "judge pair": [*cased, "--verdict", "same", self.entity, "0" * 32],
            "judge undo": [*cased, self.entity, "0" * 32],
            "hold set": [*cased, "--kind", "complaint", "--entity", self.entity],
            "hold lift": [*cased, "0" * 32],
            "envelope export": [*named, "--to", "Unterland", "absent/parcel"],
            "envelope import": [*named, "absent/parcel"],
            "node rotate": named,
            "node restored": named,
            "node confirm": [*named, "Nobody", "--fingerprint", "0"],
            "node revoke": [*named, "Nobody", "--reason", "left", "--since", "2026-11-22T09:00"],
            "node part": [*named, "Nobody"],
            "node distrust": [*named, "Nobody"],
            "node since": [*named, "Nobody", "2026-11-22T09:00"],
            "node via": [*named, "Unterland"],
            "node carry": [*named, "Unterland"],
            "node trust": [*named, "absent.card", "--fingerprint", "0"],
            "trust add": [*named, "absent.ml", "--kind", "authorities", "--name", "Utopia"],
            "trust withdraw": [*named, "--kind", "authorities", "--name", "Utopia"],
            "trust list": named,
            "agreement add": [*named, "absent.toml"],
            "agreement sign": [*named, self.agreement],
            "agreement show": [*named, self.agreement],
            "agreement list": named,
        }
        return [command, *([action] if action else []), self.folder, *rest[way]]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, new_node_database: NewNodeDatabase) -> Place:
    folder = tmp_path_factory.mktemp("table")
    node, other = (
        found(folder / name.lower(), name, new_node_database()) for name in ("Oberland", "Unterland")
    )
    introduce(node, other)
    for role in Role:
        officer = people.add_officer(node.env, name=str(role), role=role)
        cases.add_member(node.env, node.case, officer, why="the table is tried")
    entity, (name, _) = node.person(NAME, PHONE)
    return Place(node, entity, name.record, agree(node, other).id)


@pytest.fixture(autouse=True)
def nothing_is_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))


@pytest.mark.parametrize("row", ACTING, ids=lambda row: row.name)
def test_every_command_opens_to_the_roles_of_its_row_and_to_no_other(
    row: PermissionRow, place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    database = place.node.env.database
    for role in Role:
        before = journal.head(database).size, Outbox.objects.using(database).count()
        code = main(place.words(row.name, str(role)))
        said = capsys.readouterr()
        assert NAME not in said.out + said.err
        assert PHONE not in said.out + said.err
        match allowed(EntryKind.COMMAND, row.name, role, case="OB-2026-014", reason=REASON):
            case Permit():
                assert not is_refused(said.err), (role, said.err)
            case Refuse():
                assert code == 1
                assert is_refused(said.err), (role, said.err)
                assert said.out == ""
                after = journal.head(database).size, Outbox.objects.using(database).count()
                assert after == before, role


def is_refused(said: str) -> bool:
    return "This role may not do this." in said or ("the role" in said and "may not record" in said)


@pytest.mark.parametrize("row", ACTING, ids=lambda row: row.name)
def test_a_command_without_a_reason_reads_nothing(
    row: PermissionRow, place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    before = journal.head(place.node.env.database).size
    assert main(place.words(row.name, str(min(row.roles)), why=" ")) == 1
    assert "eason" in capsys.readouterr().err
    assert journal.head(place.node.env.database).size == before


@pytest.mark.parametrize("row", [row for row in ACTING if row.needs_case], ids=lambda row: row.name)
def test_a_command_without_a_case_of_ones_own_reads_nothing(
    row: PermissionRow, place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    before = journal.head(place.node.env.database).size
    assert main(place.words(row.name, str(min(row.roles)), case="NOT-MINE")) == 1
    assert "no such case" in capsys.readouterr().err
    assert journal.head(place.node.env.database).size == before


def test_every_command_has_its_rows_and_every_row_its_command() -> None:
    ways = [way for command in COMMANDS for way in command.ways]
    assert sorted(ways) == sorted(row.name for row in ROWS)


@pytest.mark.parametrize("ways", [("back-door",), ()], ids=["unlisted", "none"])
def test_a_command_without_a_row_does_not_start(
    ways: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    planted = Command("back-door", "passerelle.cli.absent_module", "a way in that nobody listed", ways)
    monkeypatch.setattr(entrance, "COMMANDS", (*COMMANDS, planted))
    assert main(["back-door"]) == 1
    assert "'back-door' is not in the permission table" in capsys.readouterr().err


def test_a_folder_of_a_node_with_officers_is_administered_by_a_named_person(
    place: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["node", "trust", place.folder, str(tmp_path / "a.card"), "--fingerprint", "0"]) == 1
    assert "Name yourself with --as" in capsys.readouterr().err
