from __future__ import annotations

import dataclasses
from datetime import UTC, datetime

import pytest

from passerelle.core.canonical import canonical, parse_canonical
from passerelle.errors import PasserelleError
from passerelle.protocol.checkpoint import Checkpoint, CheckpointError
from passerelle.protocol.journal import consistency_proof, leaf_hash, nodes_of, root
from passerelle.protocol.keys import SigningKey

KEY = SigningKey(bytes(range(32)))
OTHER = SigningKey(bytes(32))
NODE = "a" * 32
LEAVES = [leaf_hash(bytes([number])) for number in range(20)]
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def head(size: int, leaves: list[bytes] = LEAVES) -> Checkpoint:
    return Checkpoint(node=NODE, size=size, root=root(nodes_of(leaves[:size]), size), at=AT)


def proof(old: int, new: int, leaves: list[bytes] = LEAVES) -> tuple[bytes, ...]:
    return tuple(consistency_proof(nodes_of(leaves[:new]), old, new))


def test_a_signed_head_reads_back() -> None:
    assert Checkpoint.read(head(7).signed(KEY.sign), keys=[KEY.public], node=NODE) == head(7)


def test_a_head_signed_by_another_is_refused() -> None:
    with pytest.raises(CheckpointError, match="not signed"):
        Checkpoint.read(head(7).signed(OTHER.sign), keys=[KEY.public], node=NODE)


def test_a_head_of_another_node_is_refused() -> None:
    with pytest.raises(CheckpointError, match="another node"):
        Checkpoint.read(head(7).signed(KEY.sign), keys=[KEY.public], node="b" * 32)


def test_no_flipped_bit_is_accepted() -> None:
    data = head(7).signed(KEY.sign)
    for place in range(len(data)):
        changed = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
        with pytest.raises(PasserelleError):
            Checkpoint.read(changed, keys=[KEY.public], node=NODE)


def test_a_head_that_is_too_long_is_refused_unread() -> None:
    with pytest.raises(CheckpointError, match="too long"):
        Checkpoint.read(b" " * 5_000, keys=[KEY.public], node=NODE)


def test_the_signature_of_another_kind_of_document_does_not_fit() -> None:
    outer = parse_canonical(head(7).signed(KEY.sign))
    assert isinstance(outer, dict)
    text = str(outer["signed"]).encode()
    forged = canonical({"signed": text.decode(), "signature": KEY.sign(text).hex()})
    with pytest.raises(CheckpointError, match="not signed"):
        Checkpoint.read(forged, keys=[KEY.public], node=NODE)


@pytest.mark.parametrize(("old", "new"), [(0, 5), (1, 2), (4, 8), (7, 20), (20, 20)])
def test_a_grown_journal_extends_the_earlier_one(old: int, new: int) -> None:
    head(new).check_extends(head(old), proof(old, new))


def test_a_rewritten_entry_is_found() -> None:
    rewritten = [leaf_hash(b"rewritten"), *LEAVES[1:]]
    with pytest.raises(CheckpointError, match="changed"):
        head(20, rewritten).check_extends(head(7), proof(7, 20, rewritten))


def test_a_shortened_journal_is_found() -> None:
    with pytest.raises(CheckpointError, match="taken out"):
        head(6).check_extends(head(7), ())


def test_another_nodes_head_extends_nothing() -> None:
    with pytest.raises(CheckpointError):
        dataclasses.replace(head(20), node="b" * 32).check_extends(head(7), proof(7, 20))
