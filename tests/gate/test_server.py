"""The gate over real TLS on loopback, with handlers that answer, refuse or fail."""

from __future__ import annotations

import asyncio
import errno
import http.client
import socket
import ssl
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NoReturn

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_pem_x509_certificate

from passerelle.casework.reply import Reply
from passerelle.config.certificate import self_signed
from passerelle.gate import tls
from passerelle.gate.budget import Budget
from passerelle.gate.server import MOST_IN_PARCEL, Gate, StrangerError, start
from passerelle.protocol.envelope import LARGEST_ENVELOPE, Envelope, Header, message_id
from passerelle.protocol.parcel import Entry, parcel, read_parcel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from passerelle.gate.gathering import Handle

FOUNDED = datetime(2026, 1, 5, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Identity:
    certificate: Path
    key: Path
    der: bytes


class HaltedError(BaseException):
    pass


@pytest.fixture
def identity(tmp_path: Path) -> Callable[[str], Identity]:
    def new(name: str) -> Identity:
        key, certificate = self_signed(now=FOUNDED)
        (tmp_path / f"{name}.key").write_bytes(key)
        (tmp_path / f"{name}.crt").write_bytes(certificate)
        der = load_pem_x509_certificate(certificate).public_bytes(Encoding.DER)
        return Identity(tmp_path / f"{name}.crt", tmp_path / f"{name}.key", der)

    return new


@contextmanager
def serving(
    own: Identity,
    trusted: list[bytes],
    handle: Callable[[str, bytes], bytes],
    halted: list[BaseException] | None = None,
    *,
    slot: float | None = None,
    budget: Budget | None = None,
) -> Iterator[int]:
    """The port of a gate that runs in a thread of its own."""

    def halt(error: BaseException) -> NoReturn:
        (halted if halted is not None else []).append(error)
        raise ConnectionResetError

    listening = socket.create_server(("127.0.0.1", 0))
    listening.settimeout(0)
    loop = asyncio.new_event_loop()
    stop = asyncio.Event()
    started = threading.Event()

    async def main() -> None:
        with ThreadPoolExecutor(1) as executor:
            gate = Gate(
                handle=each(handle, at_slot=slot is not None),
                ready=lambda: True,
                executor=executor,
                halt=halt,
                slot=slot or 1.0,
                budget=budget or Budget(),
            )
            context = tls.server_context(own.certificate, own.key, trusted)
            runner = await start(gate, listening, context)
            started.set()
            await stop.wait()
            await runner.cleanup()

    thread = threading.Thread(target=loop.run_until_complete, args=(main(),))
    thread.start()
    started.wait(10)
    try:
        yield int(listening.getsockname()[1])
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
        loop.close()


def each(handle: Callable[[str, bytes], bytes], *, at_slot: bool) -> Handle:
    """The handler of one, for each of those that are brought together."""

    def together(brought: Sequence[tuple[str, bytes]]) -> list[Reply | Exception | None]:
        return [reply(carrier, wire) for carrier, wire in brought]

    def reply(carrier: str, wire: bytes) -> Reply | Exception:
        try:
            return Reply(handle(carrier, wire), at_slot)
        except Exception as error:  # noqa: BLE001 - the gate judges it
            return error

    return together


def call(
    port: int, who: Identity, expected: bytes, *, body: bytes = b"x", path: str = "/envelopes"
) -> tuple[int, bytes]:
    context = tls.client_context(who.certificate, who.key, expected)
    line = http.client.HTTPSConnection("127.0.0.1", port, context=context, timeout=10)
    try:
        line.request("POST", path, body=body)
        answer = line.getresponse()
        return answer.status, answer.read()
    finally:
        line.close()


def test_the_reply_is_what_the_handler_gave_and_the_carrier_is_its_certificate(
    identity: Callable[[str], Identity],
) -> None:
    node, peer = identity("node"), identity("peer")
    seen: list[str] = []

    def handle(carrier: str, wire: bytes) -> bytes:
        seen.append(carrier)
        return wire[::-1]

    with serving(node, [peer.der], handle) as port:
        assert call(port, peer, node.der, body=b"abc") == (200, b"cba")
    assert seen == [tls.digest(peer.der)]


@pytest.mark.parametrize(("worked", "slots"), [(0.0, 1), (0.02, 1), (0.07, 2)], ids=str)
def test_an_answer_waits_for_its_slot_whatever_it_took(
    identity: Callable[[str], Identity], worked: float, slots: int
) -> None:
    node, peer = identity("node"), identity("peer")

    def handle(_carrier: str, wire: bytes) -> bytes:
        time.sleep(worked)
        return wire

    with serving(node, [peer.der], handle, slot=0.06) as port:
        # The question came after this, and its slots are counted from there.
        asked = time.monotonic()
        call(port, peer, node.der)
        assert time.monotonic() - asked >= slots * 0.06


def test_a_certificate_that_is_not_pinned_is_refused(identity: Callable[[str], Identity]) -> None:
    node, peer, stranger = identity("node"), identity("peer"), identity("stranger")
    with serving(node, [peer.der], lambda _carrier, wire: wire) as port:
        with pytest.raises((ssl.SSLError, OSError, http.client.HTTPException)):
            call(port, stranger, node.der)
        with pytest.raises(ssl.SSLError):
            call(port, peer, stranger.der)


def test_whoever_was_struck_off_is_a_stranger_at_once(identity: Callable[[str], Identity]) -> None:
    node, peer = identity("node"), identity("peer")

    def handle(_carrier: str, _wire: bytes) -> bytes:
        raise StrangerError

    with serving(node, [peer.der], handle) as port:
        assert call(port, peer, node.der) == (403, b"")


def test_a_partner_beyond_its_budget_is_put_off_and_another_is_served(
    identity: Callable[[str], Identity],
) -> None:
    node, peer, other = identity("node"), identity("peer"), identity("other")
    reached: list[bytes] = []

    def handle(_carrier: str, wire: bytes) -> bytes:
        reached.append(wire)
        return wire

    with serving(node, [peer.der, other.der], handle, budget=Budget(per_second=0.01, at_once=2.0)) as port:
        assert [call(port, peer, node.der)[0] for _ in range(3)] == [200, 200, 429]
        assert call(port, other, node.der)[0] == 200
    assert len(reached) == 3


def test_a_body_beyond_the_bound_is_refused_unread(identity: Callable[[str], Identity]) -> None:
    node, peer = identity("node"), identity("peer")
    reached: list[bytes] = []

    def handle(_carrier: str, wire: bytes) -> bytes:
        reached.append(wire)
        return b""

    with serving(node, [peer.der], handle) as port:
        assert call(port, peer, node.der, body=bytes(LARGEST_ENVELOPE))[0] == 200
        assert call(port, peer, node.der, body=bytes(LARGEST_ENVELOPE + 1))[0] == 413
    assert [len(one) for one in reached] == [LARGEST_ENVELOPE]


def test_a_failing_handler_says_nothing_of_why(identity: Callable[[str], Identity]) -> None:
    node, peer = identity("node"), identity("peer")

    def handle(_carrier: str, _wire: bytes) -> bytes:
        raise RuntimeError("a name that must not leave")

    with serving(node, [peer.der], handle) as port:
        assert call(port, peer, node.der) == (503, b"")


def test_a_failed_disk_stops_the_process(identity: Callable[[str], Identity]) -> None:
    node, peer = identity("node"), identity("peer")
    halted: list[BaseException] = []

    def handle(_carrier: str, _wire: bytes) -> bytes:
        raise OSError(errno.EIO, "Input/output error")

    with serving(node, [peer.der], handle, halted) as port:
        status, reply = call(port, peer, node.der)
    assert (status, reply) != (200, b"")
    assert len(halted) == 1


def test_there_is_no_other_path(identity: Callable[[str], Identity]) -> None:
    node, peer = identity("node"), identity("peer")
    with serving(node, [peer.der], lambda _carrier, wire: wire) as port:
        assert call(port, peer, node.der, path="/")[0] == 404
        assert call(port, peer, node.der, path="/alive")[0] == 405


def wire(number: int) -> bytes:
    header = Header(node="oberland-1", recipient="unterland-1", incarnation=0, sequence=number)
    return Envelope(header, b"sealed").to_bytes()


def test_each_message_of_a_parcel_has_its_reply_and_one_without_is_absent(
    identity: Callable[[str], Identity],
) -> None:
    node, peer = identity("node"), identity("peer")
    wires = [wire(number) for number in range(1, 5)]

    def handle(_carrier: str, wire: bytes) -> bytes:
        if wire == wires[2]:
            raise ValueError
        return b"to " + wire

    with serving(node, [peer.der], handle) as port:
        status, body = call(port, peer, node.der, body=parcel(Entry(one) for one in wires), path="/parcels")
    assert status == 200
    kept = [one for one in wires if one != wires[2]]
    assert read_parcel(body) == tuple(Entry(b"to " + one, message_id(one)) for one in kept)


def test_a_parcel_that_is_none_or_holds_too_much_is_refused_whole(
    identity: Callable[[str], Identity],
) -> None:
    node, peer = identity("node"), identity("peer")
    reached: list[bytes] = []

    def handle(_carrier: str, wire: bytes) -> bytes:
        reached.append(wire)
        return wire

    full = parcel(Entry(wire(number)) for number in range(1, MOST_IN_PARCEL + 2))
    with serving(node, [peer.der], handle) as port:
        answers = [
            call(port, peer, node.der, body=body, path="/parcels")[0]
            for body in (full, full[:-1], parcel([]), b"x")
        ]
    assert answers == [413, 400, 400, 400]
    assert not reached


def test_a_stranger_hears_no_more_of_a_parcel_than_of_an_envelope(
    identity: Callable[[str], Identity],
) -> None:
    node, peer = identity("node"), identity("peer")

    def handle(_carrier: str, _wire: bytes) -> bytes:
        raise StrangerError

    with serving(node, [peer.der], handle) as port:
        body = parcel(Entry(wire(number)) for number in (1, 2))
        assert call(port, peer, node.der, body=body, path="/parcels") == (403, b"")
