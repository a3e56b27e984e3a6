from __future__ import annotations

import dataclasses
import hashlib
from typing import TYPE_CHECKING

import pytest

from passerelle.core.canonical import canonical
from passerelle.protocol.bucket import (
    AnswerBody,
    AnswerError,
    AnswerKey,
    CrowdedBucketError,
    Lookup,
    answer,
    read,
)
from passerelle.protocol.fields import FieldError, Fields
from passerelle.protocol.oblivious import InvalidElementError, scalar_from_uniform
from passerelle.protocol.question import AskerState, QuestionBody, ask, bucket_of

if TYPE_CHECKING:
    from collections.abc import Sequence

KEY = AnswerKey.of(b"o" * 32)
TAGS = 64
ID = "oberland-1|0|7|00"
HELD = [f"phone:{n}".encode() for n in range(40)]


def blinds(count: int, name: str = "") -> list[bytes]:
    return [scalar_from_uniform(hashlib.sha512(f"{name}{n}".encode()).digest()) for n in range(count)]


def index(keys: Sequence[bytes], by: AnswerKey = KEY) -> Lookup:
    def lookup(bits: int, bucket: int) -> list[bytes]:
        return [by.entry(key) for key in keys if bucket_of(key, bits) == bucket]

    return lookup


def asked(*keys: bytes, bits: int = 3, name: str = "") -> tuple[QuestionBody, AskerState]:
    return ask(keys, blinds(len(keys), name), bits, KEY.pair.public)


def wire(body: AnswerBody) -> bytes:
    return canonical(body.as_json())


@pytest.mark.parametrize("bits", [0, 1, 3, 24])
def test_planted_keys_hit_and_others_do_not(bits: int) -> None:
    question, state = asked(HELD[3], b"phone:absent", HELD[39], HELD[3] + b"00", bits=bits)
    received = AnswerBody.of(
        Fields(answer(question, index(HELD), KEY, asked_in=ID, tags=TAGS).as_json(), "answer")
    )
    assert read(received, state, asked_in=ID, tags=TAGS) == [True, False, True, False]


def test_two_keys_of_one_bucket_get_it_once() -> None:
    question, state = asked(HELD[1], HELD[2], bits=0)
    received = answer(question, index(HELD), KEY, asked_in=ID, tags=TAGS)
    assert len(received.buckets) == 1
    assert read(received, state, asked_in=ID, tags=TAGS) == [True, True]


def test_a_record_that_must_not_be_revealed_leaves_the_same_bytes() -> None:
    """Rules 1, 20 and 28: what the index may not hold changes nothing in any answer about it."""
    supplier = b"phone:supplier"
    question, state = asked(supplier, HELD[0])
    rows = [(supplier, "victim-file"), *((key, "suspect") for key in HELD)]
    askable = [key for key, where in rows if where == "suspect"]
    with_record = answer(question, index(askable), KEY, asked_in=ID, tags=TAGS)
    without_record = answer(question, index(HELD), KEY, asked_in=ID, tags=TAGS)
    assert wire(with_record) == wire(without_record)
    assert read(with_record, state, asked_in=ID, tags=TAGS) == [False, True]
    # The control: a record that may be revealed does change the bytes.
    assert wire(answer(question, index([*askable, supplier]), KEY, asked_in=ID, tags=TAGS)) != wire(
        without_record
    )


def test_the_same_question_gets_the_same_bytes() -> None:
    question, _ = asked(HELD[0], b"phone:absent")
    assert wire(answer(question, index(HELD), KEY, asked_in=ID, tags=TAGS)) == wire(
        answer(question, index(HELD[::-1] + HELD), KEY, asked_in=ID, tags=TAGS)
    )


def test_a_hit_and_an_absent_key_get_answers_of_one_size() -> None:
    sizes = {
        len(wire(answer(asked(key, bits=6)[0], index(HELD), KEY, asked_in=ID, tags=TAGS)))
        for key in [HELD[0], *(f"phone:absent{n}".encode() for n in range(20))]
        if bucket_of(key, 6) > 9
    }
    assert len(sizes) == 1


def test_two_answers_share_no_tag_so_that_additions_do_not_show() -> None:
    first = answer(asked(HELD[0], bits=0)[0], index(HELD), KEY, asked_in=ID, tags=TAGS)
    second = answer(asked(HELD[0], bits=0, name="again")[0], index(HELD), KEY, asked_in=ID, tags=TAGS)
    assert not set(first.buckets[0][1]) & set(second.buckets[0][1])


@pytest.mark.parametrize("tags", [16, 40, 512])
@pytest.mark.parametrize("count", [0, 1, 16])
def test_a_bucket_shows_what_was_agreed_and_not_what_it_holds(count: int, tags: int) -> None:
    question, _ = asked(b"phone:absent", bits=0)
    entries = [hashlib.sha256(bytes([n])).digest()[:16] for n in range(count)]
    body = answer(question, lambda _bits, _bucket: entries, KEY, asked_in=ID, tags=tags)
    assert len(set(body.buckets[0][1])) == tags


def test_a_crowded_bucket_is_not_cut_but_refused() -> None:
    question, _ = asked(b"phone:absent", bits=0)
    answer(question, index(HELD), KEY, asked_in=ID, tags=40)
    with pytest.raises(CrowdedBucketError, match="agree on more bits or tags"):
        answer(question, index(HELD), KEY, asked_in=ID, tags=39)


def test_an_answer_of_another_size_than_agreed_is_refused() -> None:
    question, state = asked(HELD[0], bits=0)
    with pytest.raises(AnswerError, match="another size"):
        read(answer(question, index(HELD), KEY, asked_in=ID, tags=TAGS), state, asked_in=ID, tags=128)


def test_the_same_body_in_another_message_gets_other_tags() -> None:
    question, state = asked(HELD[0], bits=0)
    first = answer(question, index(HELD), KEY, asked_in="first", tags=TAGS)
    second = answer(question, index(HELD), KEY, asked_in="second", tags=TAGS)
    assert not set(first.buckets[0][1]) & set(second.buckets[0][1])
    with pytest.raises(AnswerError, match="another question"):
        read(first, state, asked_in="second", tags=TAGS)


def test_tags_are_sorted_so_that_order_says_nothing() -> None:
    tags = answer(asked(HELD[0], bits=0)[0], index(HELD), KEY, asked_in=ID, tags=TAGS).buckets[0][1]
    assert list(tags) == sorted(tags)


def test_an_invalid_element_refuses_the_whole_question() -> None:
    good, _ = asked(HELD[0])
    bad = dataclasses.replace(good, buckets=(0, 0), blinded=(good.blinded[0], bytes(32)))
    with pytest.raises(InvalidElementError):
        answer(bad, index(HELD), KEY, asked_in=ID, tags=TAGS)


def test_an_answer_to_another_question_is_refused() -> None:
    question, _ = asked(HELD[0])
    _, other = asked(HELD[0], name="other")
    with pytest.raises(AnswerError, match="another question"):
        read(answer(question, index(HELD), KEY, asked_in=ID, tags=TAGS), other, asked_in=ID, tags=TAGS)


def test_a_node_that_uses_another_key_for_one_partner_is_found() -> None:
    question, state = asked(HELD[0])
    special = AnswerKey.of(b"p" * 32)
    marked = answer(question, index(HELD, special), special, asked_in=ID, tags=TAGS)
    with pytest.raises(AnswerError, match="key that was asked"):
        read(marked, state, asked_in=ID, tags=TAGS)


def test_a_question_names_the_key_it_is_put_to() -> None:
    assert asked(HELD[0])[0].key == KEY.fingerprint != AnswerKey.of(b"p" * 32).fingerprint


@pytest.mark.parametrize("shape", ["missing", "extra", "twice"])
def test_an_answer_over_other_buckets_is_refused(shape: str) -> None:
    question, state = asked(HELD[0], HELD[1], bits=8)
    body = answer(question, index(HELD), KEY, asked_in=ID, tags=TAGS)
    first, last = body.buckets
    free = next(n for n in range(256) if n not in question.buckets)
    buckets = {"missing": (first,), "extra": (first, last, (free, ())), "twice": (first, first, last)}[shape]
    with pytest.raises(AnswerError, match="other buckets"):
        read(dataclasses.replace(body, buckets=buckets), state, asked_in=ID, tags=TAGS)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"format": "passerelle-answer/9"}, id="format"),
        pytest.param({"question": "00"}, id="short digest"),
        pytest.param({"proof": "00"}, id="short proof"),
        pytest.param({"evaluated": []}, id="nothing evaluated"),
        pytest.param({"buckets": [{"bucket": 0, "tags": "00" * 16 * 513}]}, id="too many tags"),
        pytest.param({"buckets": [{"bucket": -1, "tags": ""}]}, id="negative bucket"),
    ],
)
def test_a_malformed_answer_is_refused(change: dict[str, object]) -> None:
    body = answer(asked(HELD[0])[0], index(HELD), KEY, asked_in=ID, tags=TAGS)
    with pytest.raises(FieldError):
        AnswerBody.of(Fields(body.as_json() | change, "answer"))  # type: ignore[operator] # wrong on purpose


def test_repr_shows_no_secret() -> None:
    assert str(KEY.padding) not in repr(KEY)
    assert str(KEY.pair.private) not in repr(KEY)


def test_tags_that_the_owner_invents_are_no_hit() -> None:
    question, state = asked(HELD[0], HELD[1], bits=0)
    honest = answer(question, index(HELD), KEY, asked_in=ID, tags=TAGS)
    assert read(honest, state, asked_in=ID, tags=TAGS) == [True, True]
    invented = tuple(hashlib.sha256(bytes([n])).digest()[:16] for n in range(64))
    planted = dataclasses.replace(honest, buckets=((0, invented),))
    assert read(planted, state, asked_in=ID, tags=TAGS) == [False, False]
