from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest
from tests.simulator.env import SeededEnv
from tests.simulator.node import introduce, make_node

from passerelle.casework.partners import (
    FingerprintError,
    PartnerFileError,
    UnknownPartnerError,
    carrier,
    own,
    own_file,
    partner,
    partners,
    read_partner_file,
    sign_partner_file,
    trust,
)
from passerelle.errors import PasserelleError
from passerelle.gate.tls import digest
from passerelle.protocol.keys import fingerprint

NewEnv = Callable[[int], SeededEnv]


def test_a_partner_is_known_by_the_digest_of_its_certificate(new_env: NewEnv) -> None:
    mine, theirs = make_node(new_env(1), "Oberland"), make_node(new_env(2), "Unterland")
    introduce(mine, theirs)
    known = partner(mine.env, "Unterland")
    assert [one.node for one in partners(mine.env)] == [theirs.id]
    assert carrier(mine.env, digest(known.certificate)) == known
    assert carrier(mine.env, "0" * 64) is None


@pytest.mark.parametrize("end", [b"\n", b"\r\n"], ids=["line", "other-line"])
def test_a_card_that_was_printed_with_the_end_of_a_line_is_kept_without_it(
    new_env: NewEnv, end: bytes
) -> None:
    mine, theirs = make_node(new_env(1), "Oberland"), make_node(new_env(2), "Unterland")
    data = own_file(theirs.env)
    trust(mine.env, None, data + end, fingerprint_read=fingerprint(theirs.env.sign_public))
    assert partner(mine.env, "Unterland").file == data


@pytest.mark.parametrize("data", [b"", b"x", b"\xff", b'{"a": 1}'], ids=["empty", "word", "bytes", "spaced"])
def test_what_is_no_card_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(PartnerFileError, match="the partner file is none"):
        read_partner_file(data)


def test_other_digits_than_those_read_out_trust_nobody(new_env: NewEnv) -> None:
    mine, theirs = make_node(new_env(1), "Oberland"), make_node(new_env(2), "Unterland")
    with pytest.raises(FingerprintError):
        trust(mine.env, None, own_file(theirs.env), fingerprint_read=fingerprint(mine.env.sign_public))
    assert partners(mine.env) == ()
    with pytest.raises(UnknownPartnerError):
        partner(mine.env, theirs.id)


@pytest.mark.parametrize("place", range(0, 3_000, 211))
def test_a_changed_byte_trusts_nobody(new_env: NewEnv, place: int) -> None:
    data = bytearray(own_file(make_node(new_env(2), "Unterland").env))
    data[place % len(data)] ^= 1
    with pytest.raises(PasserelleError):
        read_partner_file(bytes(data))


def test_a_certificate_the_card_does_not_name_is_refused(new_env: NewEnv) -> None:
    theirs = make_node(new_env(2), "Unterland")
    file = dataclasses.replace(read_partner_file(own_file(theirs.env)), certificate=b"another")
    with pytest.raises(PartnerFileError):
        read_partner_file(sign_partner_file(theirs.env.sign, file))


def test_another_services_signature_is_refused(new_env: NewEnv) -> None:
    mine, theirs = make_node(new_env(1), "Oberland"), make_node(new_env(2), "Unterland")
    file = read_partner_file(own_file(theirs.env))
    with pytest.raises(PartnerFileError):
        read_partner_file(sign_partner_file(mine.env.sign, file))


def test_our_own_node_is_no_partner(new_env: NewEnv) -> None:
    mine = make_node(new_env(1), "Oberland")
    assert own(mine.env).node == mine.id
    assert partners(mine.env) == ()
