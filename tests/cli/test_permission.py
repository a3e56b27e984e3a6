from __future__ import annotations

from typing import TYPE_CHECKING

from tests.gate.station import found
from tests.simulator.node import introduce

from passerelle.casework import cases, people
from passerelle.cli.main import main
from passerelle.core.role import Role
from passerelle.store.models import ItemPermission

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from tests.gate.station import NewNodeDatabase


def test_a_permission_is_given_confirmed_and_revoked_by_command(
    tmp_path: Path, new_node_database: NewNodeDatabase, capsys: pytest.CaptureFixture[str]
) -> None:
    mine, theirs = (
        found(tmp_path / name.lower(), name, new_node_database()) for name in ("Oberland", "Unterland")
    )
    introduce(mine, theirs)
    claire = people.add_officer(mine.env, name="Claire", role=Role.MAGISTRATE)
    cases.add_member(mine.env, mine.case, claire, why="decides")
    _, (name, _) = mine.person("Ivo Marten", "+33612345678")

    def run(action: str, who: str, *rest: str) -> int:
        acting = ["--as", who, "--case", "OB-2026-014", "--why", "known independently"]
        return main(["permission", action, str(mine.env.folder.path), *acting, *rest])

    what = ["--to", "Unterland", "--cover", "independent", "--purpose", "group-investigation", name.record]
    assert run("give", "Besa", *what) == 0
    given = capsys.readouterr().out.strip()
    assert run("confirm", "Besa", given) == 1
    assert "another" in capsys.readouterr().err
    assert run("confirm", "Claire", given) == 0
    row = ItemPermission.objects.using(mine.env.database).get(id=given)
    assert (row.people, row.recipient) == ([mine.officer, claire], theirs.env.service)
    assert run("revoke", "Claire", given) == 0
    row.refresh_from_db()
    assert row.revoked_at is not None
