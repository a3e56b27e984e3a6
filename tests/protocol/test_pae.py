from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from passerelle.protocol.pae import pae


def test_encoding_is_the_one_of_dsse() -> None:
    # The example of the DSSE protocol document.
    wanted = b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"
    assert pae("http://example.com/HelloWorld", b"hello world") == wanted


pairs = st.tuples(st.text(max_size=6), st.binary(max_size=6))


@given(pairs, pairs)
def test_two_contents_never_share_an_encoding(one: tuple[str, bytes], other: tuple[str, bytes]) -> None:
    assert (pae(*one) == pae(*other)) is (one == other)
