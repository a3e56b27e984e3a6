"""A call goes out while every other part of a node is dead, or is not even there (rule 18)."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
import urllib.request
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from passerelle.cli.main import main
from passerelle.cli.run import _say_rescue
from passerelle.rescue import call

if TYPE_CHECKING:
    from collections.abc import Iterator

PASSERELLE = str(Path(sys.executable).with_name("passerelle"))
ALONE = """
import sys
for name in ("django", "aiohttp", "sqlite3", "psycopg", "cryptography", "numpy", "lxml"):
    sys.modules[name] = None
from passerelle.cli.main import main
from passerelle.cli.run import _say_rescue
raise SystemExit(main(sys.argv[1:]))
"""


@pytest.fixture
def taken() -> Iterator[tuple[str, list[dict[str, Any]], threading.Event]]:
    calls: list[dict[str, Any]] = []
    arrived = threading.Event()

    class Taker(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            calls.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            said = b'{"acknowledged_by": "North, watch officer"}'
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)
            arrived.set()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Taker)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", calls, arrived
    server.shutdown()
    server.server_close()


def told(folder: Path, address: str, more: str = "") -> Path:
    folder.mkdir()
    (folder / "distress.toml").write_text(f'{more}[[centre]]\nname = "North"\nhttps = "{address}"\n')
    return folder


@pytest.mark.processes
def test_a_call_goes_out_where_no_other_part_of_a_node_can_even_be_loaded(
    tmp_path: Path, taken: tuple[str, list[dict[str, Any]], threading.Event]
) -> None:
    folder = told(tmp_path / "distress", taken[0], '[log]\nkey = "00"\n')
    words = ["distress", "send", str(folder), "--people", "12", "--position", "51 N 1 E"]
    command = [sys.executable, "-c", ALONE, *words]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert [one["people"] for one in taken[1]] == ["12"]
    assert "acknowledged by North, watch officer" in done.stdout
    assert "the log could not be written" in done.stderr


@pytest.mark.processes
def test_a_call_goes_out_after_the_node_was_killed_and_its_database_lost(
    tmp_path: Path, taken: tuple[str, list[dict[str, Any]], threading.Event]
) -> None:
    node = tmp_path / "node"
    made = ["--name", "Coast", "--kind", "rescue-centre", "--country", "XA"]
    subprocess.run(
        [PASSERELLE, "node", "init", str(node), *made], check=True, capture_output=True, timeout=60
    )
    everything = subprocess.Popen(
        [PASSERELLE, "run", str(node)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    folder = told(tmp_path / "distress", taken[0])
    form = subprocess.Popen(
        [PASSERELLE, "distress", "serve", str(folder), "--port", "0"], stdout=subprocess.PIPE, text=True
    )
    try:
        assert everything.stdout is not None
        assert form.stdout is not None
        while "gate:" not in everything.stdout.readline():
            pass
        everything.send_signal(signal.SIGKILL)
        everything.wait(30)
        (node / "passerelle.db").unlink()
        address = form.stdout.readline().removeprefix("distress: ").strip()
        with urllib.request.urlopen(address, data=b"people=12&text=no+engine", timeout=10) as reply:
            assert reply.status == 200
        assert taken[2].wait(10)
        assert taken[1][0]["text"] == "no engine"
    finally:
        for one in (everything, form):
            one.kill()
            one.wait(30)
            assert one.stdout is not None
            one.stdout.close()


def test_nobody_answers_so_the_command_says_whom_to_telephone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(call, "PATIENCE", timedelta(0))
    monkeypatch.setattr("passerelle.cli.distress.TICK", 0.01)
    folder = told(tmp_path / "distress", "http://127.0.0.1:1/")
    (folder / "distress.toml").write_text('[[centre]]\nname = "North"\ntelephone = "+000 1"\n')
    assert main(["distress", "send", str(folder)]) == 2
    said = capsys.readouterr()
    assert "nobody has acknowledged it: telephone now" in said.out
    assert "North  +000 1" in said.out
    assert "no address: " in said.err


def test_the_log_is_opened_elsewhere_held_and_pruned(
    tmp_path: Path,
    taken: tuple[str, list[dict[str, Any]], threading.Event],
    capsys: pytest.CaptureFixture[str],
) -> None:
    secret = tmp_path / "secret"
    assert main(["distress", "key", str(secret)]) == 0
    assert secret.stat().st_mode & 0o077 == 0
    folder = told(tmp_path / "distress", taken[0], capsys.readouterr().out)
    assert main(["distress", "send", str(folder), "--people", "12"]) == 0
    capsys.readouterr()
    assert main(["distress", "log", str(folder), "--key", str(secret)]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {line["what"] for line in lines} == {"raised", "acknowledged"}
    assert {line["call"]["report"]["people"] for line in lines} == {"12"}
    assert main(["distress", "hold", str(folder), "--since", "2026-01-01", "--why", "an inquiry"]) == 0
    assert main(["distress", "prune", str(folder)]) == 0
    assert "0 days erased" in capsys.readouterr().out


def test_an_open_call_is_acknowledged_by_its_number_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "open").mkdir()
    (tmp_path / "open" / f"{'ab' * 16}.json").write_text("{}")
    assert main(["distress", "acknowledge", str(tmp_path), "../x", "--by", "North"]) == 1
    assert main(["distress", "acknowledge", str(tmp_path), "abababab", "--by", "North, Mira"]) == 0
    assert (tmp_path / "open" / f"{'ab' * 16}.ack").read_text() == "North, Mira"
    assert "no open call" in capsys.readouterr().err


def test_whoever_starts_a_node_learns_that_no_rescue_centre_is_reached(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _say_rescue(tmp_path / "distress")
    assert "no address of a rescue centre is set" in capsys.readouterr().err
    _say_rescue(told(tmp_path / "distress", "http://127.0.0.1:1/"))
    assert capsys.readouterr().err == ""
