from __future__ import annotations

import pytest

from passerelle.core.values import phone


@pytest.mark.parametrize(
    ("text", "region", "expected"),
    [
        pytest.param("+33 6 39 98 12 34", None, "+33639981234", id="international"),
        pytest.param("0033 (0)6 39 98 12 34", None, "+33639981234", id="double-zero"),
        pytest.param("06.39.98.12.34", "FR", "+33639981234", id="national-with-region"),
        pytest.param("06.39.98.12.34", None, None, id="national-without-region-is-no-guess"),
        pytest.param("٠٠٣٣٦٣٩٩٨١٢٣٤", None, "+33639981234", id="arabic-indic-digits"),
        pytest.param("\u202a+33639981234\u202c", None, "+33639981234", id="bidi-controls"),
        pytest.param("+33 6 39", None, None, id="impossible-length"),
        pytest.param("unknown", None, None, id="words"),
        pytest.param("", None, None, id="empty"),
    ],
)
def test_a_phone_number_has_one_form(text: str, region: str | None, expected: str | None) -> None:
    assert phone.normal(text, region=region) == expected


def test_normal_form_is_its_own_normal_form() -> None:
    assert phone.normal("+33639981234") == "+33639981234"


def test_an_extension_is_dropped() -> None:
    assert phone.normal("+33 6 39 98 12 34 ext. 5") == "+33639981234"
