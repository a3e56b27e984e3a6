from __future__ import annotations

import gzip
import json
import os
import re
import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.casework.world import marking

from passerelle.casework import cases, people
from passerelle.cli.main import main
from passerelle.core.purpose import Purpose
from passerelle.core.role import Role
from passerelle.core.subject import SubjectCategory
from passerelle.store.models import Entity, JournalEntry, MatchKey, Statement
from passerelle.store.models import Marking as MarkingRow

if TYPE_CHECKING:
    from collections.abc import Callable

    from passerelle.config.env import RealEnv

DATA = Path(__file__).parents[1] / "formats" / "data"
LINE = '{"id": "%s", "schema": "Person", "properties": {"name": ["%s"], "birthDate": ["%s"]}}\n'
SAID = ("--as", "Ana", "--case", "OB-2031-1", "--why", "the list of the day")
LISTED = ("--dataset", "list", "--category", "designated")


STAFF = {
    "Ana": Role.ANALYST,
    "Dana": Role.ANALYST,
    "Elif": Role.VICTIM_SUPPORT_WORKER,
    "Root": Role.ADMINISTRATOR,
}


@pytest.fixture
def node(new_node: Callable[[str], RealEnv]) -> RealEnv:
    env = new_node("Oberland")
    for name, role in STAFF.items():
        people.add_officer(env, name=name, role=role)
    mark = marking(env, review=date(2040, 1, 1), category=SubjectCategory.SUSPECT)
    ana = people.find_officer(env, "Ana").id
    case = cases.open_case(env, ana, reference="OB-2031-1", title="Engines", marking=mark)
    for name in ("Root", "Elif"):
        cases.add_member(env, case, people.find_officer(env, name).id, why="set the node up")
    return env


@pytest.fixture
def stored(node: RealEnv, capsys: pytest.CaptureFixture[str]) -> Callable[..., dict[str, Any]]:
    def run(path: Path, *options: str, said: tuple[str, ...] = SAID) -> dict[str, Any]:
        command = ["intake", str(path), "--node", str(node.folder.path), "--json", *said, *options]
        assert main(command) == 0
        found: dict[str, Any] = json.loads(capsys.readouterr().out)
        assert found["records"] == found["taken"] + found["explained"]
        return found

    return run


def changes(found: dict[str, Any]) -> list[int]:
    return [found[name] for name in ("added", "changed", "removed", "unchanged")]


def test_a_newer_file_is_additions_changes_and_removals(node: RealEnv, tmp_path: Path, stored: Any) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    old.write_text(LINE % ("a", "Ilmo", "1980") + LINE % ("b", "Orla", "1981"))
    new.write_text(LINE % ("a", "Ilmo", "1982") + LINE % ("c", "Varo", "1983"))
    assert changes(stored(old, *LISTED)) == [4, 0, 0, 0]
    assert changes(stored(old, *LISTED)) == [0, 0, 0, 4]
    assert changes(stored(new, *LISTED)) == [2, 1, 2, 1]
    live = Statement.objects.using(node.database).filter(state=Statement.State.LIVE)
    assert set(live.values_list("value", flat=True)) == {"Ilmo", "1982", "Varo", "1983"}


def test_without_a_dataset_another_file_removes_nothing(node: RealEnv, tmp_path: Path, stored: Any) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_text(LINE % ("a", "Ilmo", "1980"))
    other.write_text(LINE % ("b", "Orla", "1981"))
    stored(one, "--category", "designated")
    assert changes(stored(other, "--category", "designated")) == [2, 0, 0, 0]
    assert changes(stored(one, "--category", "designated")) == [0, 0, 0, 2]


def test_a_file_that_breaks_off_removes_nothing_and_says_so(tmp_path: Path, stored: Any) -> None:
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    text = LINE % ("a", "Ilmo", "1980") + LINE % ("b", "Orla", "1981")
    whole.write_text(text)
    cut.write_text(text[:-30])
    stored(whole, *LISTED)
    found = stored(cut, *LISTED)
    assert changes(found) == [0, 0, 0, 2]
    assert (found["explained"], found["errors"][0]["line"]) == (1, 2)
    assert "nothing was removed" in found["notes"][-1]["reason"]


def test_the_marking_is_the_case_s_own_with_what_was_said(node: RealEnv, tmp_path: Path, stored: Any) -> None:
    (tmp_path / "x").write_text(LINE % ("a", "Ilmo", "1980"))
    options = ("--category", "contact", "--grade", "X4", "--handling", "H1+H2", "--review", "2039-02-03")
    stored(tmp_path / "x", *options)
    used = Statement.objects.using(node.database).values("marking")
    content = MarkingRow.objects.using(node.database).get(digest__in=used).content
    assert content["owner"] == node.service
    assert content["legal_basis"] == "Code of Oberland, article 12"
    found = [content[part] for part in ("category", "grade", "handling", "review")]
    assert found == ["contact", "X4", ["H1", "H2"], "2039-02-03"]


def test_a_seized_phone_is_stored_contact_by_contact(node: RealEnv, stored: Any) -> None:
    found = stored(DATA / "phone.csv", "--mapping", str(DATA / "phone.toml"), "--category", "contact")
    assert (found["taken"], found["explained"], found["errors"][0]["line"]) == (4, 1, 6)
    values = set(Statement.objects.using(node.database).values_list("value", flat=True))
    assert {"Joss Marrow", "the bakery", "no name"} <= values
    # The smuggled person's name and number are kept by nobody (rule 1).
    assert not {"cabin two", "+44 7700 900512", "cabin five"} & values
    used = Statement.objects.using(node.database).values("marking")
    kept = MarkingRow.objects.using(node.database).filter(digest__in=used)
    assert {row.category for row in kept} >= {"suspect", "contact", "undetermined"}


AWKWARD = """\
{"id": "a", "schema": "Person", "properties": {"name": ["Ilmo", "ILMO"], "nationality": ["Nowhere"]}}
{"id": "a", "schema": "Person", "properties": {"name": ["ilmo"], "shoe": ["42"], "religion": ["any"]}}
{"id": "f", "schema": "Family", "properties": {"person": ["a"], "relative": ["b"]}}
{"id": "o", "schema": "Ownership", "properties": {"owner": ["a"], "asset": ["nowhere"]}}
{"id": "r", "schema": "Person", "properties": {"religion": ["any"]}}
{"id": "s", "schema": "Person", "properties": {"shoe": ["42"], "country": ["Nowhere"]}}
{"id": "b", "schema": "Person", "properties": {}}
{"id": "%s", "schema": "Person", "properties": {"name": ["Orla"]}}
{"id": "u", "schema": "Interest", "properties": {"name": ["Orla"]}}
{"entity_id": "a", "schema": "Person", "prop": "birthDate", "value": "1980"}
{"entity_id": "a", "schema": "Person", "prop": "political", "value": "any"}
""" % ("x" * 200)
COUNTED = ("records", "taken", "explained", "entities", "statements", "errors")
SEIZED = ("--mapping", str(DATA / "phone.toml"))


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("awkward", ("--category", "victim")),
        ("phone.csv", (*SEIZED, "--category", "contact")),
    ],
)
def test_what_is_counted_without_a_node_is_what_a_node_records(
    name: str, options: tuple[str, ...], tmp_path: Path, stored: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "phone.csv").write_bytes((DATA / "phone.csv").read_bytes())
    (tmp_path / "awkward").write_text(AWKWARD)
    main(["intake", str(tmp_path / name), "--json", *options])
    found = json.loads(capsys.readouterr().out)
    kept = stored(tmp_path / name, *options)
    key = lambda error: (error["file"], error["line"], error["reason"])  # noqa: E731 - in two places
    assert sorted(found.pop("errors"), key=key) == sorted(kept.pop("errors"), key=key)
    assert found == {part: kept[part] for part in COUNTED if part != "errors"}


def test_a_support_worker_records_a_file_of_whom_nobody_reads_a_name(
    node: RealEnv, tmp_path: Path, stored: Any
) -> None:
    elif_ = people.find_officer(node, "Elif").id
    mark = marking(node, review=date(2040, 1, 1), purpose=Purpose.VICTIM_ASSISTANCE)
    cases.open_case(node, elif_, reference="HV-1", title="Arrivals", marking=mark)
    (tmp_path / "x").write_text(LINE % ("a", "Ilmo", "1980"))
    said = ("--as", "Elif", "--case", "HV-1", "--why", "the intake of today")
    found = stored(tmp_path / "x", "--category", "presumed-victim", said=said)
    assert (found["taken"], found["added"]) == (1, 0)
    assert not Statement.objects.using(node.database).filter(value="Ilmo").exists()


REFUSED = {
    "another purpose": (("--as", "Elif", "--case", "OB-2031-1", "--why", "x"), "does not work for"),
    "why": (("--as", "Ana", "--case", "OB-2031-1"), "--why"),
    "blank why": (("--as", "Ana", "--case", "OB-2031-1", "--why", " "), "--why"),
    "case": (("--as", "Ana", "--why", "x"), "--case"),
    "officer": (("--case", "OB-2031-1", "--why", "x"), "--as"),
    "administrator": (("--as", "Root", "--case", "OB-2031-1", "--why", "x"), "administrator may not"),
    "no member": (("--as", "Dana", "--case", "OB-2031-1", "--why", "x"), "no such case"),
    "nobody": (("--as", "Nobody", "--case", "OB-2031-1", "--why", "x"), "no such officer"),
    "inherited suspicion": (SAID, "makes nobody one"),
}


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_it_is_refused_in_a_sentence_and_nothing_is_recorded(
    node: RealEnv, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (tmp_path / "x").write_text(LINE % ("a", "Ilmo", "1980"))
    said, words = REFUSED[name]
    category = () if name == "inherited suspicion" else ("--category", "designated")
    before = JournalEntry.objects.using(node.database).count()
    assert main(["intake", str(tmp_path / "x"), "--node", str(node.folder.path), *said, *category]) == 1
    assert words in capsys.readouterr().err
    assert not Statement.objects.using(node.database).exists()
    assert JournalEntry.objects.using(node.database).count() == before


def test_two_files_or_none_that_can_be_read_are_refused(
    node: RealEnv, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x").write_text("hello\n")
    command = ["intake", "--node", str(node.folder.path), *SAID, *LISTED, str(tmp_path / "x")]
    assert main([*command, str(tmp_path / "x")]) == 1
    assert "one file at a time" in capsys.readouterr().err
    assert main(command) == 1
    assert "line 1: the format is not known" in capsys.readouterr().err


def test_the_summary_reads_like_this(
    node: RealEnv, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(DATA / "uk_2031.csv", tmp_path / "uk.csv")
    assert main(["intake", str(tmp_path / "uk.csv"), "--node", str(node.folder.path), *SAID, *LISTED]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[0] == "6 records: 4 taken, 2 explained"
    assert shown[2].endswith("added, 0 changed, 0 removed")
    assert "        1 x the row has no Group ID (first at line 7)" in shown


SOAK = bool(os.environ.get("PASSERELLE_SOAK"))
# A change stores a part of each edition, the same entries of both; the long run all of them.
FEW = 1 if SOAK else 5
FIRST = 2_000 if SOAK else 800
ENTRY = re.compile(rb"<(INDIVIDUAL|ENTITY)>\s*<DATAID>(\d+)</DATAID>.*?</\1>", re.DOTALL)
EDITIONS = {
    "un": ("un_2020-11-30.xml.gz", "un_2026-01-28.xml.gz"),
    "ofac": ("ofac_sdn_2024-01-11.csv.gz", "ofac_sdn_2024-05-03.csv.gz"),
}


def part(name: str, data: bytes) -> bytes:
    if name == "un":
        return ENTRY.sub(lambda found: b"" if int(found[2]) % FEW else found[0], data)
    # OFAC's rows are in the order of their numbers, so the first of both editions are the same.
    return b"".join(data.splitlines(keepends=True)[:FIRST])


@pytest.mark.shared
@pytest.mark.parametrize("name", sorted(EDITIONS))
def test_a_published_list_is_updated_by_its_next_edition(
    node: RealEnv, lists: Path, tmp_path: Path, stored: Any, name: str
) -> None:
    for edition in EDITIONS[name]:
        (tmp_path / edition).write_bytes(part(name, gzip.decompress((lists / edition).read_bytes())))
    old, new = (stored(tmp_path / edition, *LISTED) for edition in EDITIONS[name])
    assert changes(old)[1:] == [0, 0, 0]
    added, changed, removed, unchanged = changes(new)
    assert min(added, changed, removed) > 0
    assert unchanged > 0.5 * old["statements"]
    assert added + changed + unchanged == new["statements"]
    live = Statement.objects.using(node.database).filter(state=Statement.State.LIVE)
    assert live.count() == new["statements"] == old["statements"] + added - removed
    named = Entity.objects.using(node.database).exclude(publisher_id="")
    assert named.count() == named.values("publisher_id").distinct().count()
    assert MatchKey.objects.using(node.database).filter(askable=True).exists()
