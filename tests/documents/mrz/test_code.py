from __future__ import annotations

from datetime import date

import pytest

from passerelle.documents.mrz.code import codes


@pytest.mark.parametrize(
    "code",
    ["FRA", "D", "RKS", "UNK", "XXA", "XXB", "XXC", "XXX", "EUE", "UNO", "UNA", "XOM", "XPO", "GBN", "UTO"],
)
def test_codes_of_states_and_organisations_are_known(code: str) -> None:
    assert codes()[code].name
    assert codes()[code].source


@pytest.mark.parametrize("code", ["DEU", "XKX", "BAD", "SU", "", "ROA"])
def test_what_no_zone_is_printed_with_is_unknown(code: str) -> None:
    assert code not in codes()


@pytest.mark.parametrize(
    ("code", "expiry", "outside"),
    [
        pytest.param("RKS", date(2007, 1, 1), True, id="before-its-first-day"),
        pytest.param("RKS", date(2027, 1, 1), False, id="in-use"),
        pytest.param("YUG", date(2012, 1, 1), False, id="issued-before-the-end"),
        pytest.param("YUG", date(2026, 1, 1), True, id="too-long-after-the-end"),
        pytest.param("SSD", date(2010, 1, 1), True, id="ended-before-the-state"),
        pytest.param("ROM", date(2026, 1, 1), True, id="former-code-of-a-state"),
        pytest.param("FRA", date(1950, 1, 1), False, id="no-dates-known"),
    ],
)
def test_a_code_is_judged_by_its_dates(code: str, expiry: date, outside: bool) -> None:
    assert codes()[code].is_outside(expiry) is outside


def test_two_codes_stand_on_no_travel_document_in_use() -> None:
    assert {code.code for code in codes().values() if code.never_issued} == {"UTO", "IAO"}


# ICAO Doc 9303 part 3 section 5, 8th edition, parts A to H: what ISO 3166-1 does not list.
ICAO = """
GBD GBN GBO GBP GBS D RKS EUE UNO UNA UNK XBA XIM XCC XCE XCO XEC XPO XES XMP XOM XDC
XXA XXB XXC XXX ANT NTZ UTO IAO
"""


@pytest.mark.parametrize("code", ICAO.split())
def test_every_code_of_the_standard_is_known_with_its_source(code: str) -> None:
    assert codes()[code].source.startswith(("ICAO Doc 9303 part 3 section 5 part", "ISO 3166-3"))


def test_a_date_that_was_not_read_in_a_text_says_its_doubt() -> None:
    assert codes()["RKS"].doubt
    assert codes()["UNK"].doubt
