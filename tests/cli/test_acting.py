"""The commands of the exchange, each as a named user: ask, hits, release, recall."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest
from tests.gate.station import found
from tests.simulator.node import Node, agree, introduce

from passerelle.casework import cases, people
from passerelle.casework.arrival import handle
from passerelle.casework.posting import due
from passerelle.casework.settling import settle
from passerelle.cli.main import main
from passerelle.core.role import Role
from passerelle.store.models import Notice, Outbox, Statement

if TYPE_CHECKING:
    from pathlib import Path

    from tests.gate.station import NewNodeDatabase

PHONE = "+33612345678"
WITH_ACTIONS = {"hold", "consent"}


@pytest.fixture(scope="module")
def pair(
    tmp_path_factory: pytest.TempPathFactory, new_node_database: NewNodeDatabase
) -> tuple[Node, Node, str]:
    folder = tmp_path_factory.mktemp("acting")
    mine, theirs = (
        found(folder / name.lower(), name, new_node_database()) for name in ("Oberland", "Unterland")
    )
    introduce(mine, theirs)
    for node in (mine, theirs):
        people.add_officer(node.env, name="Gerd", role=Role.ADMINISTRATOR)
    return mine, theirs, agree(mine, theirs).id


def deliver(mine: Node, theirs: Node) -> None:
    for post in due(mine.env, frozenset(), 32):
        settle(mine.env, post, handle(theirs.env, mine.id, post.wire))


def run(node: Node, command: str, *arguments: str, officer: str = "Besa", case: str = "OB-2026-014") -> int:
    path: Path = node.env.folder.path
    who = ["--as", officer, "--case", case, "--why", "who supplies the engines"]
    action = [arguments[0]] if command in WITH_ACTIONS else []
    return main([command, *action, str(path), *who, *arguments[len(action) :]])


def test_the_commands_lead_from_a_question_to_a_recall(
    pair: tuple[Node, Node, str], capsys: pytest.CaptureFixture[str]
) -> None:
    mine, theirs, agreement = pair
    entity, (name, _phone) = mine.person("Ivo Marten", PHONE)
    theirs.person("Ivo Marten", PHONE)
    under = ["--agreement", agreement]
    assert run(mine, "ask", "--partner", "Unterland", *under, entity) == 0
    deliver(mine, theirs)
    capsys.readouterr()

    assert run(mine, "hits") == 0
    said = capsys.readouterr().out
    shown = json.loads(said)
    assert shown["entities"] == [entity]
    row = Notice.objects.using(mine.env.database).get(kind="hit")
    assert run(mine, "hits", "--open", row.id) == 0
    deliver(mine, theirs)
    assert Notice.objects.using(theirs.env.database).filter(kind="opened").exists()

    assert run(mine, "release", "--to", "Unterland", *under, entity) == 0
    assert not Outbox.objects.using(mine.env.database).filter(kind="release").exists()
    assert run(mine, "release", "--to", "Unterland", *under, "--send", entity) == 0
    deliver(mine, theirs)
    assert run(mine, "recall", name.record) == 0
    deliver(mine, theirs)
    assert run(mine, "recall", "--state", name.record) == 0
    said = capsys.readouterr().out
    assert "Unterland version 1: recall confirmed, taken" in said
    assert "Marten" not in said
    assert PHONE not in said


def test_a_role_that_may_not_release_sends_nothing(
    pair: tuple[Node, Node, str], capsys: pytest.CaptureFixture[str]
) -> None:
    mine, _, agreement = pair
    people.add_officer(mine.env, name="Elif", role=Role.VICTIM_SUPPORT_WORKER)
    assert run(mine, "release", "--to", "Unterland", "--agreement", agreement, "0" * 32, officer="Elif") == 1
    assert "This role may not do this." in capsys.readouterr().err


def test_a_case_that_is_not_ones_own_is_absent(
    pair: tuple[Node, Node, str], capsys: pytest.CaptureFixture[str]
) -> None:
    mine, _, _ = pair
    people.add_officer(mine.env, name="Dana", role=Role.ANALYST)
    assert run(mine, "hits", officer="Dana") == 1
    assert "no such case" in capsys.readouterr().err


def test_a_magistrate_holds_and_lifts_from_a_terminal_and_nobody_else(
    pair: tuple[Node, Node, str], capsys: pytest.CaptureFixture[str]
) -> None:
    mine, _theirs, _agreement = pair
    entity, _ = mine.person("Ivo Marten", PHONE)
    claire = people.add_officer(mine.env, name="Claire", role=Role.MAGISTRATE)
    cases.add_member(mine.env, mine.case, claire, why="the file")
    capsys.readouterr()
    assert run(mine, "hold", "set", "--kind", "judicial-file", "--entity", entity, officer="Claire") == 0
    hold = capsys.readouterr().out.strip()
    assert run(mine, "hold", "lift", hold, officer="Claire") == 0
    assert capsys.readouterr().out == "0 statements erased\n"
    assert run(mine, "hold", "set", "--kind", "judicial-file", "--entity", entity) == 1


def test_a_correction_is_read_from_input_and_a_restriction_reaches_its_holders(
    pair: tuple[Node, Node, str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, theirs, agreement = pair
    entity, (_name, phone) = mine.person("Ivo Marten", "+999100200300")
    assert run(mine, "release", "--to", "Unterland", "--agreement", agreement, "--send", entity) == 0
    capsys.readouterr()
    monkeypatch.setattr("sys.stdin", io.StringIO("+999100200999\n"))
    assert run(mine, "correct", phone.record) == 0
    assert run(mine, "restrict", "--handling", "H1", "--review", "2026-12-01", phone.record) == 0
    assert run(mine, "restrict", "--only", "Unterland", phone.record) == 0
    # What is about one record goes one after the other.
    for _ in range(3):
        deliver(mine, theirs)
    assert capsys.readouterr().out.splitlines() == [
        "version 2: 1 told, 0 asked to give it back",
        "version 3: 1 told, 0 asked to give it back",
        "version 3: 0 told, 0 asked to give it back",
    ]
    row = Statement.objects.using(theirs.env.database).get(record=phone.record, state="live")
    assert (row.version, row.value) == (3, "+999100200999")
    assert run(mine, "owed") == 0
    assert capsys.readouterr().out == "0 told, 0 asked to give it back\n"


def test_what_waits_is_carried_in_a_file_and_its_replies_come_back_in_another(
    pair: tuple[Node, Node, str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    mine, theirs, agreement = pair
    entity, _ = mine.person("Ivo Marten", "+999100200311")
    assert run(mine, "release", "--to", "Unterland", "--agreement", agreement, "--send", entity) == 0
    there, back = tmp_path / "there", tmp_path / "back"
    who = ["--as", "Gerd", "--why", "no line to the port"]
    capsys.readouterr()

    assert main(["envelope", "export", folder(mine), *who, "--to", "Unterland", str(there)]) == 0
    assert main(["envelope", "import", folder(theirs), *who, str(there), "--replies", str(back)]) == 0
    assert main(["envelope", "import", folder(mine), *who, str(back)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "1 envelopes written",
        "1 answered, 0 settled, 0 not attributed to anybody",
        "0 answered, 1 settled, 0 not attributed to anybody",
    ]
    assert b"Marten" not in there.read_bytes() + back.read_bytes()
    # Nothing is overwritten, and what is no parcel is said to be none.
    assert main(["envelope", "export", folder(mine), *who, "--to", "Unterland", str(there)]) == 1
    (tmp_path / "rubbish").write_bytes(b"rubbish")
    assert main(["envelope", "import", folder(theirs), *who, str(tmp_path / "rubbish")]) == 1


def test_a_hub_is_named_and_told_from_a_terminal(pair: tuple[Node, Node, str]) -> None:
    mine, _theirs, _agreement = pair
    who = ["--as", "Gerd", "--why", "no line to the port"]
    assert main(["node", "carry", folder(mine), *who, "Unterland"]) == 0
    assert main(["node", "carry", folder(mine), *who, "--stop", "Unterland"]) == 0
    assert main(["node", "via", folder(mine), *who, "Unterland", "--through", "Unterland"]) == 1
    assert main(["node", "via", folder(mine), *who, "Unterland"]) == 0


def folder(node: Node) -> str:
    return str(node.env.folder.path)


def test_a_change_is_suggested_and_answered_from_a_terminal(
    pair: tuple[Node, Node, str], capsys: pytest.CaptureFixture[str]
) -> None:
    mine, theirs, agreement = pair
    entity, (name, _phone) = mine.person("Ivo Marten", "+999100200322")
    assert run(mine, "release", "--to", "Unterland", "--agreement", agreement, "--send", entity) == 0
    deliver(mine, theirs)
    note = ["--note", "another person bears it"]
    assert run(theirs, "propose", "--change", "recall", *note, name.record, case="UN-2026-014") == 0
    came = ["--came", "contradicted", *note, "--record", name.record]
    assert run(theirs, "feedback", *came, case="UN-2026-014") == 0
    deliver(theirs, mine)
    row = Notice.objects.using(mine.env.database).get(kind="proposal")
    assert Notice.objects.using(mine.env.database).filter(kind="feedback").exists()
    assert run(mine, "feedback", "--came", "used", *note, "--proposal", row.id) == 1
    assert run(mine, "feedback", "--came", "accepted", *note, "--proposal", row.id) == 0
    deliver(mine, theirs)
    answer = Notice.objects.using(theirs.env.database).get(kind="feedback")
    assert answer.facts["came"] == "accepted"
    assert "Marten" not in capsys.readouterr().out


def test_why_something_was_sent_or_not_is_said_by_record_and_clause(
    pair: tuple[Node, Node, str], capsys: pytest.CaptureFixture[str]
) -> None:
    mine, _theirs, agreement = pair
    entity, (name, _phone) = mine.person("Ivo Marten", PHONE)
    assert run(mine, "release", "--to", "Unterland", "--agreement", agreement, "--send", entity) == 0
    assert run(mine, "recall", name.record) == 0
    capsys.readouterr()
    assert run(mine, "explain", "--to", "Unterland", entity) == 0
    said = capsys.readouterr().out
    assert f"{name.record} version 1 Person.name" in said
    assert "by Besa, clause 1, pending, recalled; the rules of that instant: permitted by clause 1" in said
    assert f"goes   under {agreement[:12]}: permitted by clause 1" in said
    assert "Marten" not in said


def test_a_partner_is_parted_from_a_node_restored_and_a_key_s_messages_listed_from_a_terminal(
    pair: tuple[Node, Node, str], capsys: pytest.CaptureFixture[str]
) -> None:
    mine, theirs, agreement = pair
    entity, _ = theirs.person("Ivo Marten", "+999100200344")
    under = ["--to", "Oberland", "--agreement", agreement, "--send", entity]
    assert run(theirs, "release", *under, case="UN-2026-014") == 0
    deliver(theirs, mine)
    capsys.readouterr()
    who = ["--as", "Gerd", "--why", "the node was restored"]
    assert main(["node", "since", folder(mine), *who, "Unterland", "2020-01-01"]) == 0
    assert " release " in capsys.readouterr().out
    assert main(["node", "restored", folder(mine), *who]) == 0
    assert "incarnation 2: 1 partners" in capsys.readouterr().out
    assert "incarnation = 2\n" in (mine.env.folder.path / "node.toml").read_text(encoding="utf-8")
    hello = Outbox.objects.using(mine.env.database).get(kind="hello")
    assert hello.id.split("|")[1] == "2"
    people.add_officer(mine.env, name="Hana", role=Role.SINGLE_POINT_OF_CONTACT)
    who[1] = "Hana"
    assert main(["node", "part", folder(mine), *who, "Unterland"]) == 0
    assert "of its statements gone" in capsys.readouterr().out
    assert main(["node", "distrust", folder(mine), *who, "Unterland"]) == 0
    assert "a stranger from now on" in capsys.readouterr().out
    assert main(["node", "distrust", folder(mine), *who, "Unterland"]) == 1


def test_an_owner_s_consent_is_asked_given_and_declined_from_a_terminal(
    pair: tuple[Node, Node, str],
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    new_node_database: NewNodeDatabase,
) -> None:
    mine, theirs, _ = pair
    third = found(tmp_path / "seeland", "Seeland", new_node_database())
    introduce(mine, theirs, third)
    agreement = agree(mine, theirs, third).id
    entity, (name, phone) = mine.person("Sema Kort", "+999100200310")
    assert run(mine, "release", "--to", "Unterland", "--agreement", agreement, "--send", entity) == 0
    deliver(mine, theirs)
    ask = ["--to", "Seeland", "--note", "they look for the same boat"]
    for record in (phone.record, name.record):
        assert run(theirs, "consent", "ask", *ask, record, case="UN-2026-014") == 0
        deliver(theirs, mine)
        capsys.readouterr()
        assert run(mine, "consent", "list") == 0
        said = capsys.readouterr().out
        assert "+999" not in said
        row = json.loads(said)["row"]
        if record == phone.record:
            assert run(mine, "consent", "give", "--agreement", agreement, row) == 0
            assert capsys.readouterr().out.startswith("1 records may go on")
        else:
            assert run(mine, "consent", "decline", row) == 0
    deliver(mine, theirs)
    kinds = Notice.objects.using(theirs.env.database).filter(kind="consent").order_by("at")
    assert [one.facts["statements"] for one in kinds] == [1, 0]
