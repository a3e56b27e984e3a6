from __future__ import annotations

import socket
import threading
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING

import pytest

from passerelle.rescue.call import PATIENCE, RETRIED, Call
from passerelle.rescue.centre import Area, Centre
from passerelle.rescue.report import Report
from passerelle.rescue.settings import Settings
from passerelle.rescue.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.rescue.conftest import CentreServer

AT = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.at = AT
        self.numbers = count()

    def now(self) -> datetime:
        return self.at

    def token(self) -> str:
        return f"{next(self.numbers):032x}"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def watch(tmp_path: Path, clock: Clock, centre: CentreServer) -> Iterator[Watch]:
    near = Centre(name="North", areas=(Area(50, 0, 52, 3),), https=centre.address)
    far = Centre(name="South", areas=(Area(10, 0, 12, 3),), https=centre.address)
    found = Watch(tmp_path, Settings(centres=(near, far)), clock.now, clock.token)
    yield found
    found.close()


def settled(watch: Watch) -> None:
    for one in watch.tick():
        one.result(timeout=10)


def near(watch: Watch) -> Call:
    return watch.raised(Report(position="51 N 1 E"))


def test_a_call_goes_at_once_to_the_near_centre_as_it_was_said(watch: Watch, centre: CentreServer) -> None:
    watch.raised(Report(position="51 N 1 E", people="12"))
    assert centre.arrived.wait(10)
    assert [(one["people"], one["point"]) for one in centre.taken] == [("12", [51.0, 1.0])]


def test_the_same_words_twice_are_two_calls(watch: Watch, centre: CentreServer) -> None:
    first, second = near(watch), near(watch)
    watch.close()
    assert {one["id"] for one in centre.taken} == {first.id, second.id}


def test_nobody_answered_in_two_minutes_so_everybody_is_told(
    watch: Watch, clock: Clock, centre: CentreServer, tmp_path: Path
) -> None:
    call = near(watch)
    assert centre.arrived.wait(10)
    clock.at += PATIENCE - timedelta(seconds=1)
    settled(watch)
    assert call.escalated_at == []
    clock.at += timedelta(seconds=1)
    settled(watch)
    assert call.escalated_at == [AT + PATIENCE]
    assert {way.centre for way in call.ways} == {"North", "South", ""}
    assert len(centre.taken) == 3
    assert "NOT ACKNOWLEDGED" in (tmp_path / "printed" / f"{call.id}-1.txt").read_text()


def test_an_answered_call_is_quiet_and_leaves_the_disk(
    watch: Watch, clock: Clock, centre: CentreServer, tmp_path: Path
) -> None:
    centre.reply = {"acknowledged_by": "North, watch officer"}
    call = near(watch)
    watch.close()
    assert call.acknowledged_by == "North, watch officer"
    clock.at += PATIENCE * 3
    assert watch.tick() == []
    assert call.escalated_at == []
    assert list((tmp_path / "open").iterdir()) == []


def test_a_centre_that_was_away_is_tried_again(watch: Watch, clock: Clock, centre: CentreServer) -> None:
    centre.status = 503
    call = near(watch)
    assert centre.arrived.wait(10)
    centre.status = 200
    clock.at += RETRIED
    settled(watch)
    clock.at += RETRIED
    settled(watch)
    assert all(way.sent_at for way in call.ways)
    assert len(centre.taken) == 2


def test_a_full_disk_and_a_broken_log_delay_nothing(
    tmp_path: Path, clock: Clock, centre: CentreServer
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    settings = Settings(centres=(Centre(name="North", https=centre.address),), log_key="no key")
    watch = Watch(blocked, settings, clock.now, clock.token)
    watch.raised(Report(people="12"))
    assert centre.arrived.wait(10)
    watch.close()
    assert len(watch.faults) == 2


def test_only_who_holds_the_key_of_a_call_acknowledges_it(watch: Watch) -> None:
    call = near(watch)
    assert not watch.acknowledged(call.id, "0" * 32, "somebody")
    assert not watch.acknowledged("0" * 31, call.key, "somebody")
    assert watch.acknowledged(call.id, call.key, "North")
    assert call.acknowledged_by == "North"


def test_what_a_dead_process_left_is_taken_over(
    watch: Watch, clock: Clock, centre: CentreServer, tmp_path: Path
) -> None:
    call = near(watch)
    watch.close()
    (tmp_path / "open" / "broken.json").write_text("{")
    after = Watch(tmp_path, watch.settings, clock.now, clock.token)
    after.tick()
    assert after.calls == {}
    clock.at += PATIENCE
    settled(after)
    assert after.calls[call.id].escalated_at == [clock.at]
    assert len(centre.taken) == 3
    (tmp_path / "open" / f"{call.id}.ack").write_text("South, by telephone")
    settled(after)
    assert after.calls[call.id].acknowledged_by == "South, by telephone"
    after.close()


def test_a_slow_centre_holds_up_no_other_call(tmp_path: Path, clock: Clock, centre: CentreServer) -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        slow = Centre(name="Slow", https=f"http://127.0.0.1:{deaf.getsockname()[1]}/")
        settings = Settings(centres=(slow, Centre(name="North", https=centre.address)))
        watch = Watch(tmp_path, settings, clock.now, clock.token)
        watch.raised(Report())
        assert centre.arrived.wait(5)
    threading.Thread(target=watch.close, daemon=True).start()
