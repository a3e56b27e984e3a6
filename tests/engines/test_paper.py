from __future__ import annotations

import pytest

from passerelle.engines.paper import PaperNotSetError, pdf


def test_the_same_text_is_the_same_bytes() -> None:
    text = '#set document(date: datetime(year: 2031, month: 3, day: 4))\n#"ж ë \\" #x"'
    assert pdf(text) == pdf(text) != pdf(text + "!")


def test_a_text_that_cannot_be_set_makes_nothing() -> None:
    with pytest.raises(PaperNotSetError):
        pdf('#read("/etc/hostname")')
