"""A node is killed at each system call of sending and of receiving, restarted, and must have lost nothing."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.gate.driver import LIMIT
from tests.gate.station import found, running
from tests.simulator.node import Node, agree, introduce
from tests.soak_log import noted

from passerelle.casework import sharing
from passerelle.casework.auditing import Verified, verify_journal
from passerelle.casework.partners import partner
from passerelle.casework.posting import Post, due
from passerelle.casework.settling_together import settle_together
from passerelle.gate.server import OCTETS, PARCELS, PATH
from passerelle.gate.tls import client_context
from passerelle.protocol.parcel import Entry, parcel, read_parcel
from passerelle.store.models import Disclosure, Inbox, Notice, Outbox, Statement

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator

    from tests.gate.station import NewNodeDatabase

ROOT = Path(__file__).parents[2]
CALLS = ("pwrite64", "fdatasync", "fsync", "sendto", "unlink")
ALL = bool(os.environ.get("PASSERELLE_SOAK"))
MOST = LIMIT if ALL else 60
SECONDS, LAST_SECONDS = 20, 0.3
TOGETHER = [1, 4]  # messages: one goes alone, more go in a parcel
pytestmark = [
    pytest.mark.processes,
    pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed: no call can be cut"),
]


@dataclass(slots=True)
class Driver:
    """A forking process under strace."""

    popen: subprocess.Popen[str]

    def start(self, **order: object) -> int:
        assert self.popen.stdin is not None
        self.popen.stdin.write(json.dumps(order) + "\n")
        self.popen.stdin.flush()
        return int(self._read()["pid"])

    def end(self) -> dict[str, int]:
        return self._read()

    def _read(self) -> dict[str, int]:
        assert self.popen.stdout is not None
        line = self.popen.stdout.readline()
        assert line, "the driver ended"
        return dict(json.loads(line))


@contextlib.contextmanager
def driver(node: Node) -> Iterator[Driver]:
    calls = ",".join(CALLS)
    command = ["strace", "-f", "-qqq", "-o", "/dev/null", "-e", f"trace={calls}"]
    command += ["-e", f"inject={calls}:signal=KILL:when={LIMIT}"]
    command += [sys.executable, "-m", "tests.gate.driver", str(node.env.folder.path)]
    environment = {key: value for key, value in os.environ.items() if key != "PASSERELLE_NODE"}
    popen = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert popen.stdout is not None
        assert popen.stdout.readline() == "ready\n"
        yield Driver(popen)
    finally:
        popen.kill()
        popen.communicate()


@dataclass(slots=True)
class Pair:
    mine: Node
    theirs: Node
    agreement: str
    persons: int = 0

    def person(self) -> str:
        self.persons += 1
        return self.mine.person(f"Ivo Marten {self.persons}", f"+336{self.persons:08d}")[0]

    def assert_nothing_lost_or_doubled(self, entity: str) -> None:
        ours, there = self.mine.env.database, self.theirs.env.database
        kept = list(Statement.objects.using(there).filter(entity=entity).values_list("id", flat=True))
        ledger = Disclosure.objects.using(ours).exclude(received_at=None).filter(statement__in=kept)
        sent = set(ledger.values_list("envelope", flat=True))
        assert len(sent) == 1, "lost, or sent twice"
        assert Statement.objects.using(there).filter(entity=entity).count() == 2
        assert Notice.objects.using(there).filter(entity=entity, kind="arrival").count() == 1
        assert Inbox.objects.using(there).filter(id__in=sent).count() == 1
        assert not Outbox.objects.using(ours).filter(state="pending").exists(), "stuck"

    def assert_journals_whole(self) -> None:
        for node in (self.mine, self.theirs):
            assert isinstance(verify_journal(node.env, None), Verified)


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory, new_node_database: NewNodeDatabase) -> Pair:
    folder = tmp_path_factory.mktemp("killed")
    mine, theirs = (
        found(folder / name.lower(), name, new_node_database()) for name in ("Oberland", "Unterland")
    )
    introduce(mine, theirs)
    return Pair(mine, theirs, agree(mine, theirs).id)


@pytest.fixture
def together(request: pytest.FixtureRequest, database_kind: str) -> int:
    """How many messages go at once; in a change parcels are cut on SQLite alone."""
    if request.param > 1 and database_kind != "sqlite" and not ALL:
        pytest.skip("a change cuts parcels at the syncs of SQLite: a server does its own")
    return int(request.param)


@pytest.fixture
def every(database_kind: str) -> int:
    """A change tries every third call on SQLite and every sixth on PostgreSQL; the long run tries all."""
    return 1 if ALL else {"sqlite": 3, "postgresql": 6}[database_kind]


@pytest.mark.timeout(0 if ALL else 240)
@pytest.mark.parametrize("together", TOGETHER, ids=str, indirect=True)
def test_a_sender_killed_at_any_call_loses_and_doubles_nothing(pair: Pair, every: int, together: int) -> None:
    killed, step = 0, every if together == 1 else wider(every)
    with running(pair.theirs), driver(pair.mine) as sender:
        for call, where in met(together):
            for place in range(1, MOST, step):
                entities = [pair.person() for _ in range(together)]
                if not sent_and_killed(pair, sender, entities, (call, place, where)):
                    break
                killed += 1
    pair.assert_journals_whole()
    assert killed >= (66 // step if ALL or together == 1 else 1), f"only {killed} points were met"
    noted(f"sender killed, {together} messages together: {killed} kill points")


def met(together: int) -> list[tuple[str, str]]:
    """Which calls of which thread; a change tries parcels at few."""
    if together > 1 and not ALL:
        return [
            (call, "worker") for call in ("fdatasync", "fsync")
        ]  # one or the other, by the build of SQLite
    return [(call, where) for call in CALLS for where in ("worker", "main")]


def wider(every: int) -> int:
    """A change tries fewer points with parcels: most are those of single messages."""
    return every if ALL else 8 * every


def sent_and_killed(pair: Pair, sender: Driver, entities: list[str], kill: tuple[str, int, str]) -> bool:
    order = {
        "do": "send",
        "entities": entities,
        "officer": pair.mine.officer,
        "case": pair.mine.case,
        "recipient": pair.theirs.id,
        "agreement": pair.agreement,
    }
    sender.start(**order, kill=kill)
    died = bool(sender.end()["killed"])
    # What died before the outbox commit was not promised, and the officer releases it again.
    sender.start(**order | {"entities": [entity for entity in entities if not promised(pair, entity)]})
    assert sender.end() == {"killed": False, "code": 0}
    for entity in entities:
        pair.assert_nothing_lost_or_doubled(entity)
    return died


def promised(pair: Pair, entity: str) -> bool:
    rows = Statement.objects.using(pair.mine.env.database).filter(entity=entity)
    records = rows.values_list("record", flat=True)
    return Disclosure.objects.using(pair.mine.env.database).filter(record__in=records).exists()


@pytest.mark.timeout(0 if ALL else 240)
@pytest.mark.parametrize("together", TOGETHER, ids=str, indirect=True)
def test_a_receiver_killed_at_any_call_loses_and_doubles_nothing(
    pair: Pair, every: int, together: int
) -> None:
    killed, step = 0, every if together == 1 else wider(every)
    with driver(pair.theirs) as receiver:
        for call, where in met(together):
            for place in range(1, MOST, step):
                if not received_and_killed(pair, receiver, together, (call, place, where)):
                    break
                killed += 1
    pair.assert_journals_whole()
    assert killed >= (66 // step if ALL or together == 1 else 1), f"only {killed} points were met"
    noted(f"receiver killed, {together} messages together: {killed} kill points")


def received_and_killed(pair: Pair, receiver: Driver, together: int, kill: tuple[str, int, str]) -> bool:
    entities = [pair.person() for _ in range(together)]
    for entity in entities:
        sharing.release(
            pair.mine.env,
            pair.mine.access(),
            entities=[entity],
            recipients=[pair.theirs.id],
            agreement=pair.agreement,
        )
    posts = due(pair.mine.env, frozenset(), 8)
    assert len(posts) == together
    child = receiver.start(do="receive", kill=kill)
    # It may die before it takes the call: nobody waits for the dead.
    first = posted(pair, posts, child)
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL if first is not None else 0)
    receiver.end()
    child = receiver.start(do="receive")
    second = posted(pair, posts, child)
    os.kill(child, signal.SIGKILL)
    receiver.end()
    assert second is not None
    assert first in {None, second}, "a receipt was sent and then forgotten"
    settle_together(pair.mine.env, replies(posts, second))
    for entity in entities:
        pair.assert_nothing_lost_or_doubled(entity)
    return first is None


def replies(posts: list[Post], reply: bytes) -> list[tuple[Post, bytes]]:
    if len(posts) == 1:
        return [(posts[0], reply)]
    found = {entry.replies_to: entry.wire for entry in read_parcel(reply)}
    return [(post, found[post.id]) for post in posts]


def posted(pair: Pair, posts: list[Post], child: int) -> bytes | None:
    """The reply, or None when the partner died before it had sent it whole."""
    keys = pair.mine.env.folder.path / "keys"
    certificate = partner(pair.mine.env, pair.theirs.id).certificate
    context = client_context(keys / "tls.crt", keys / "tls.key", certificate)
    port = pair.theirs.env.folder.gate_port
    with socket.create_connection(("127.0.0.1", port), SECONDS) as raw, ThreadPoolExecutor(1) as executor:
        line = context.wrap_socket(raw, do_handshake_on_connect=False)
        alone = len(posts) == 1
        body = posts[0].wire if alone else parcel(Entry(post.wire) for post in posts)
        reply = executor.submit(answered, line, port, PATH if alone else PARCELS, body)
        while not reply.done() and lives(child):
            time.sleep(0.01)
        # What the dead had sent is on the line; beyond that nothing comes.
        wait([reply], LAST_SECONDS)
        with contextlib.suppress(OSError):
            socket.socket.shutdown(line, socket.SHUT_RDWR)
        return reply.result()


def answered(line: ssl.SSLSocket, port: int, path: str, body: bytes) -> bytes | None:
    http_line = http.client.HTTPConnection("127.0.0.1", port)
    http_line.sock = line
    try:
        line.do_handshake()
        http_line.request("POST", path, body=body, headers={"Content-Type": OCTETS})
        answer = http_line.getresponse()
        return answer.read() if answer.status == 200 else None
    except (OSError, http.client.HTTPException):
        return None
    finally:
        http_line.close()


def lives(child: int) -> bool:
    """Whether the process is there; its parent waits for it, so that a dead one is gone."""
    try:
        os.kill(child, 0)
    except ProcessLookupError:
        return False
    return True
