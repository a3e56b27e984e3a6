from __future__ import annotations

import socket
import ssl
import time
from typing import TYPE_CHECKING

import pytest
from tests.gate.station import found, running
from tests.simulator.node import Node, agree, introduce

from passerelle.casework import asked, asking, sharing
from passerelle.casework.partners import partner
from passerelle.casework.presentation import introduce as say_hello
from passerelle.gate.tls import client_context
from passerelle.store.models import Cosigned, Inbox, Notice, Outbox, Statement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.gate.station import NewNodeDatabase

pytestmark = pytest.mark.processes
PHONE = "+33612345678"
SECONDS = 15


def until(done: Callable[[], bool]) -> None:
    end = time.monotonic() + SECONDS
    while not done():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.03)


def settled(node: Node) -> bool:
    return not Outbox.objects.using(node.env.database).filter(state="pending").exists()


@pytest.fixture(scope="module")
def pair(
    tmp_path_factory: pytest.TempPathFactory, new_node_database: NewNodeDatabase
) -> Iterator[tuple[Node, Node, str]]:
    folder = tmp_path_factory.mktemp("pair")
    oberland, unterland = (
        found(folder / name.lower(), name, new_node_database()) for name in ("Oberland", "Unterland")
    )
    introduce(oberland, unterland)
    agreement = agree(oberland, unterland).id
    with running(oberland), running(unterland):
        yield oberland, unterland, agreement


def alive(asker: Node, asked: Node, certificate: bytes) -> bytes:
    """What `GET /alive` gets back: nothing when the door stays shut."""
    keys = asker.env.folder.path / "keys"
    context = client_context(keys / "tls.crt", keys / "tls.key", certificate)
    try:
        with (
            socket.create_connection(("127.0.0.1", asked.env.folder.gate_port), 5) as line,
            context.wrap_socket(line) as secure,
        ):
            secure.sendall(b"GET /alive HTTP/1.1\r\nHost: localhost\r\n\r\n")
            return secure.recv(100)
    except (ssl.SSLError, ConnectionError):
        return b""


def test_a_stranger_is_refused_before_anything_is_read(pair: tuple[Node, Node, str], tmp_path: Path) -> None:
    mine, theirs, _ = pair
    stranger = found(tmp_path / "stranger", "Seeland")
    assert alive(stranger, theirs, partner(mine.env, theirs.id).certificate) == b""


def test_partners_cosign_each_other_s_journal_without_being_asked(pair: tuple[Node, Node, str]) -> None:
    mine, theirs, _ = pair
    for node, other in ((mine, theirs), (theirs, mine)):
        rows = Cosigned.objects.using(node.env.database).filter(node=other.id)
        until(rows.exists)


def test_a_partner_sees_that_the_node_is_alive(pair: tuple[Node, Node, str]) -> None:
    mine, theirs, _ = pair
    certificate = partner(mine.env, theirs.id).certificate
    # A running node looks for newly trusted partners once a second.
    until(lambda: alive(mine, theirs, certificate).startswith(b"HTTP/1.1 200"))


def test_another_certificate_than_the_pinned_one_gets_no_message(pair: tuple[Node, Node, str]) -> None:
    mine, theirs, _ = pair
    assert alive(mine, theirs, partner(theirs.env, mine.id).certificate) == b""


def test_two_nodes_exchange_every_kind_of_message(pair: tuple[Node, Node, str]) -> None:
    mine, theirs, agreement = pair
    suspect, (name, _phone) = mine.person("Ivo Marten", PHONE)
    theirs.person("Ivo Marten", PHONE)
    say_hello(mine.env, theirs.id)
    (question,) = asking.ask(
        mine.env, mine.access(), entities=[suspect], partner="Unterland", agreement=agreement
    )
    until(lambda: settled(mine))
    view = asked.answer_view(mine.env, mine.access(), question)
    assert view.hits
    hit = Notice.objects.using(mine.env.database).get(kind="hit")
    opened = asking.open_conversation(mine.env, mine.access(), hit.id)
    until(lambda: settled(mine))
    assert Notice.objects.using(theirs.env.database).filter(kind="opened").exists()
    sharing.offer(
        mine.env, mine.access(), hit=opened[0], node=theirs.id, agreement=agreement, records=[name.record]
    )
    sharing.release(mine.env, mine.access(), entities=[suspect], recipients=[theirs.id], agreement=agreement)
    until(lambda: settled(mine))
    there = Statement.objects.using(theirs.env.database).filter(entity=suspect)
    assert there.filter(value=PHONE, state="live").exists()
    sharing.recall(mine.env, mine.access(), name.record)
    until(lambda: settled(mine))
    assert there.get(record=name.record).value == ""
    outcomes = Outbox.objects.using(mine.env.database).values_list("kind", "state")
    assert {state for _, state in outcomes} == {"received"}
    assert {kind for kind, _ in outcomes} == {"hello", "question", "hit", "offer", "release", "recall"}
    assert_no_canary_on_the_wire(mine, theirs)


def assert_no_canary_on_the_wire(mine: Node, theirs: Node) -> None:
    rows = Outbox.objects.using(mine.env.database).values_list("wire", "reply")
    wires = [bytes(wire) for wire, _ in rows]
    wires += [bytes(one) for one in Inbox.objects.using(theirs.env.database).values_list("reply", flat=True)]
    assert len(wires) > 6
    for wire in wires:
        for canary in (b"Marten", b"marten", b"612345678", b"OB-2026-014", b"Oberland"):
            assert canary not in wire
