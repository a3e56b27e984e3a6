from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from passerelle.rescue import log
from passerelle.rescue.call import Call
from passerelle.rescue.report import Report

if TYPE_CHECKING:
    from pathlib import Path

AT = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
CALL = Call(id="a" * 32, key="b" * 32, report=Report(contact="+999100200300"), raised_at=AT)


def test_what_was_said_is_closed_to_this_machine_and_opens_elsewhere(tmp_path: Path) -> None:
    key = X25519PrivateKey.generate()
    log.written(tmp_path, key.public_key().public_bytes_raw().hex(), CALL, "raised", AT)
    for file in tmp_path.iterdir():
        assert b"999100200300" not in file.read_bytes()
        assert file.stat().st_mode & 0o077 == 0
    (line,) = log.opened(tmp_path, key.private_bytes_raw())
    assert line["call"]["report"]["contact"] == "+999100200300"
    with pytest.raises(log.LogError, match=r"2026-03-02\.jsonl, line 1"):
        list(log.opened(tmp_path, X25519PrivateKey.generate().private_bytes_raw()))


def test_without_a_key_nothing_that_was_said_is_kept(tmp_path: Path) -> None:
    log.written(tmp_path, "", CALL, "raised", AT)
    assert b"999100200300" not in (tmp_path / "2026-03-02.jsonl").read_bytes()


def test_old_days_are_erased_and_a_death_holds_them(tmp_path: Path) -> None:
    for day in (1, 10, 28):
        log.written(tmp_path, "", CALL, "raised", datetime(2026, 2, day, tzinfo=UTC))
    assert log.pruned(tmp_path, 30, date(2026, 3, 5)) == ["2026-02-01"]
    log.held(tmp_path, date(2026, 2, 9), "inquiry into a death", AT)
    assert log.pruned(tmp_path, 30, date(2026, 12, 31)) == []
    assert sorted(file.name for file in tmp_path.glob("*.jsonl")) == ["2026-02-10.jsonl", "2026-02-28.jsonl"]
