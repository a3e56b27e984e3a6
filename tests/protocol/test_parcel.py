from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.protocol import parcel as module
from passerelle.protocol.parcel import MAGIC, Entry, ParcelError, parcel, read_parcel

NAME = "oberland-1|1|7|" + "ab" * 32
ENTRIES = st.lists(st.builds(Entry, st.binary(max_size=60), st.sampled_from(["", NAME])), max_size=4)


@given(ENTRIES)
def test_a_parcel_comes_back_as_it_was_packed(entries: list[Entry]) -> None:
    assert read_parcel(parcel(entries)) == tuple(entries)


@given(ENTRIES, st.integers(0, 400))
def test_a_parcel_cut_short_is_another_parcel_or_none(entries: list[Entry], cut: int) -> None:
    data = parcel(entries)
    try:
        found = read_parcel(data[:cut])
    except ParcelError:
        return
    assert list(found) == entries[: len(found)]
    assert parcel(found) == data[:cut]


@given(st.binary(max_size=80))
def test_whatever_the_bytes_only_our_error_is_raised(data: bytes) -> None:
    try:
        read_parcel(MAGIC + data)
    except ParcelError:
        return


def test_a_name_that_is_no_message_is_refused() -> None:
    with pytest.raises(ParcelError):
        read_parcel(parcel([Entry(b"x", "oberland")]))


def test_a_parcel_has_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_ENTRIES", 2)
    monkeypatch.setattr(module, "LARGEST_ENVELOPE", 3)
    assert len(read_parcel(parcel([Entry(b"abc")] * 2))) == 2
    for entries in ([Entry(b"")] * 3, [Entry(b"abcd")]):
        with pytest.raises(ParcelError):
            read_parcel(parcel(entries))
