from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.core.test_request_content import WHOLE

from passerelle.core.request_content import RequestPart
from passerelle.core.request_duplicate import WINDOW, Alike, Likeness, Traits, likenesses, words_of
from passerelle.core.request_kind import Direction

ONE = Traits(
    id="1",
    direction=Direction.RECEIVED,
    country="xu",
    at=datetime(2026, 3, 2, 9, tzinfo=UTC),
    references=frozenset({"UN-2026-7"}),
    keys=frozenset({"k1", "k2"}),
    words=frozenset({"who keeps the van"}),
)
BARE = replace(ONE, id="2", references=frozenset(), keys=frozenset(), words=frozenset())


@pytest.mark.parametrize(
    ("other", "by"),
    [
        pytest.param(replace(BARE, references=ONE.references), (Alike.REFERENCE,), id="reference"),
        pytest.param(replace(BARE, keys=frozenset({"k2", "k9"})), (Alike.KEY,), id="key"),
        pytest.param(replace(BARE, words=ONE.words), (Alike.WORDS,), id="words"),
        pytest.param(replace(BARE, keys=ONE.keys, at=ONE.at + WINDOW), (Alike.KEY,), id="within"),
    ],
)
def test_what_two_requests_share_is_said(other: Traits, by: tuple[Alike, ...]) -> None:
    assert likenesses(ONE, [other]) == (Likeness("2", by),)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(BARE, id="nothing-shared"),
        pytest.param(ONE, id="itself"),
        pytest.param(replace(ONE, id="2", country="xs"), id="another-country"),
        pytest.param(replace(ONE, id="2", direction=Direction.MADE), id="the-other-way"),
        pytest.param(replace(ONE, id="2", at=ONE.at + WINDOW + timedelta(seconds=1)), id="long-after"),
    ],
)
def test_what_is_another_request_is_left_alone(other: Traits) -> None:
    assert likenesses(ONE, [other]) == ()


def test_the_most_alike_comes_first() -> None:
    key = replace(BARE, id="0", keys=ONE.keys)
    both = replace(BARE, id="3", keys=ONE.keys, words=ONE.words)
    assert [one.id for one in likenesses(ONE, [key, both])] == ["3", "0"]


def test_how_it_was_typed_makes_no_other_words() -> None:
    typed = replace(WHOLE, parts=(RequestPart("a", "Who  keeps\nthe VAN"),))
    assert words_of(typed) < words_of(WHOLE) | {"who keeps the van"}
    assert words_of(typed) == {"who keeps the van"}
