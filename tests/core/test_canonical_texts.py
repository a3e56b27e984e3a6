from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.core.canonical import CanonicalError, canonical, canonical_texts


@given(st.lists(st.text()))
def test_a_list_of_texts_has_the_same_bytes_either_way(texts: list[str]) -> None:
    assert canonical_texts(texts) == canonical(list(texts))


def test_a_lone_surrogate_is_refused() -> None:
    with pytest.raises(CanonicalError):
        canonical_texts(["\ud800"])
