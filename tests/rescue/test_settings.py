from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.rescue.centre import Area
from passerelle.rescue.settings import NAME, settings

if TYPE_CHECKING:
    from pathlib import Path


def test_the_table_ships_names_and_no_address(tmp_path: Path) -> None:
    found = settings(tmp_path)
    assert len(found.centres) >= 10
    assert set(found.unreached) == {one.name for one in found.centres}
    assert not any(one.telephone for one in found.centres)
    assert found.faults == (
        "distress.toml is absent or cannot be read: no rescue centre can be told by machine",
    )


def test_a_node_adds_addresses_and_centres_of_its_own(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(
        'sender = "Coast"\npublic = "https://coast.invalid/"\n[relay]\nport = 2525\n[log]\nkeep_days = 7\n'
        '[[centre]]\nname = "RCC Malta"\nhttps = "https://malta.invalid/"\n'
        '[[centre]]\nname = "Coast"\nmail = "watch@coast.invalid"\nareas = [[1, 2, 3, 4], [1, 2]]\n'
        '[[centre]]\nmail = "nobody"\n'
    )
    found = settings(tmp_path)
    by_name = {one.name: one for one in found.centres}
    assert by_name["RCC Malta"].https == "https://malta.invalid/"
    assert by_name["RCC Malta"].areas
    assert by_name["Coast"].areas == (Area(1, 2, 3, 4),)
    assert (found.sender, found.public, found.relay, found.keep_days) == (
        "Coast",
        "https://coast.invalid",
        ("127.0.0.1", 2525),
        7,
    )
    assert found.faults == ("centre 3 of distress.toml has no name and is left aside",)


def test_a_broken_file_leaves_the_table(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"\xff = [")
    assert settings(tmp_path).centres
    (tmp_path / NAME).write_text("centre = 3\nrelay = 'x'\nlog = []\nsender = 9\n")
    assert settings(tmp_path).centres
