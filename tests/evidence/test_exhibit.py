from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.evidence.exhibit import (
    SALT_BYTES,
    ExhibitDamagedError,
    digest_of,
    note,
    noted,
    opened,
    sealed,
)

SECRET, SALT = b"s" * 32, b"t" * SALT_BYTES


@given(st.binary(min_size=1, max_size=200), st.integers(0, 10_000))
def test_what_was_sealed_opens_whole_and_one_changed_byte_never(data: bytes, place: int) -> None:
    kept = sealed(SECRET, SALT, data)
    assert len(data) < 8 or data not in kept
    assert opened(SECRET, SALT, kept, digest_of(data)) == data
    place %= len(kept)
    changed = kept[:place] + bytes([kept[place] ^ 1]) + kept[place + 1 :]
    with pytest.raises(ExhibitDamagedError):
        opened(SECRET, SALT, changed, digest_of(data))


@pytest.mark.parametrize(
    ("secret", "salt", "digest"),
    [
        (b"u" * 32, SALT, digest_of(b"data")),
        (SECRET, b"u" * SALT_BYTES, digest_of(b"data")),
        (SECRET, b"", digest_of(b"data")),
        (SECRET, SALT, digest_of(b"other")),
    ],
    ids=["another-node", "another-salt", "erased", "another-content"],
)
def test_with_another_key_or_for_another_content_nothing_opens(
    secret: bytes, salt: bytes, digest: str
) -> None:
    with pytest.raises(ExhibitDamagedError):
        opened(secret, salt, sealed(SECRET, SALT, b"data"), digest)


@given(st.text(max_size=40).filter(lambda text: text not in "t" * 32 or not text))
def test_a_note_is_sealed_under_its_own_salt_and_reads_as_it_was(text: str) -> None:
    kept = noted(SECRET, SALT, text)
    assert note(SECRET, kept) == text
    assert kept[:SALT_BYTES] == SALT
    assert len(text.encode()) < 8 or text.encode() not in kept


def test_a_note_that_was_taken_away_is_nothing() -> None:
    assert note(SECRET, b"") == ""
