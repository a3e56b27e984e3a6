from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.core.canonical import parse_canonical
from passerelle.errors import PasserelleError
from passerelle.protocol.fields import Fields
from passerelle.protocol.oblivious import Mode, derive_key_pair, scalar_from_uniform
from passerelle.protocol.question import (
    AskerState,
    QuestionBody,
    QuestionError,
    ask,
    bucket_of,
    key_prefix,
    prefix_range,
)


def blinds(count: int, name: str = "") -> list[bytes]:
    return [scalar_from_uniform(hashlib.sha512(f"{name}{n}".encode()).digest()) for n in range(count)]


PUBLIC = derive_key_pair(b"o" * 32, b"test", Mode.VOPRF).public
QUESTION, STATE = ask([b"phone:1", b"phone:2"], blinds(2), 8, PUBLIC)


def test_question_and_state_come_back_from_their_stored_form() -> None:
    assert QuestionBody.of(Fields(QUESTION.as_json(), "question")) == QUESTION
    stored = AskerState.of(Fields(parse_canonical(STATE.to_bytes()), "state"))
    assert stored == STATE
    assert stored.question == QUESTION


def test_the_same_key_under_another_blind_cannot_be_linked() -> None:
    again, _ = ask([b"phone:1", b"phone:2"], blinds(2, "again"), 8, PUBLIC)
    assert not set(again.blinded) & set(QUESTION.blinded)
    assert again.buckets == QUESTION.buckets


def test_repr_shows_no_key() -> None:
    assert "phone" not in repr(STATE)


@given(st.binary(min_size=1, max_size=40), st.integers(0, 24))
def test_a_bucket_is_a_range_of_prefixes(key: bytes, bits: int) -> None:
    least, largest = prefix_range(bucket_of(key, bits), bits)
    assert least <= key_prefix(key) <= largest
    assert largest - least + 1 == 1 << 32 - bits
    assert bucket_of(key, bits) == int.from_bytes(hashlib.sha256(b"passerelle-bucket/1" + key).digest()) >> (
        256 - bits
    )


@pytest.mark.parametrize(
    ("keys", "by", "bits"),
    [
        pytest.param([], [], 8, id="no key"),
        pytest.param([b"k"] * 51, blinds(51), 8, id="51 keys"),
        pytest.param([b"a", b"b"], blinds(1) * 2, 8, id="one blind twice"),
        pytest.param([b"a", b"b"], blinds(1), 8, id="blind missing"),
        pytest.param([b""], blinds(1), 8, id="empty key"),
        pytest.param([b"a"], blinds(1), 25, id="too many bits"),
        pytest.param([b"a"], [bytes(32)], 8, id="zero as blind"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(keys: list[bytes], by: list[bytes], bits: int) -> None:
    with pytest.raises(PasserelleError):
        ask(keys, by, bits, PUBLIC)


def test_fifty_keys_can_be_asked() -> None:
    assert len(ask([b"k%d" % n for n in range(50)], blinds(50), 0, PUBLIC)[0].blinded) == 50


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"format": "passerelle-question/9"}, id="format"),
        pytest.param({"bits": 25}, id="bits"),
        pytest.param({"key": "00" * 15}, id="short key"),
        pytest.param({"buckets": [1]}, id="bucket missing"),
        pytest.param({"buckets": [1, 256]}, id="bucket beyond bits"),
        pytest.param({"blinded": []}, id="nothing asked"),
        pytest.param({"blinded": ["00" * 32] * 51, "buckets": [0] * 51}, id="51 keys"),
    ],
)
def test_a_malformed_question_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(PasserelleError):
        QuestionBody.of(Fields(QUESTION.as_json() | change, "question"))  # type: ignore[operator] # wrong on purpose


def test_a_bucket_its_bits_cannot_name_is_refused() -> None:
    with pytest.raises(QuestionError):
        QuestionBody(QUESTION.key, 2, (4,), (QUESTION.blinded[0],))
