from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.formats.ledger_mapping import LedgerMapping, read_mapping, written
from passerelle.formats.mapping import MappingError

NAMES = st.text(min_size=1, max_size=12)


@given(NAMES, NAMES, NAMES, st.sampled_from(["", ",", "."]), st.sampled_from(["", "day", "serial"]))
def test_a_mapping_is_read_back_as_it_was_written(
    time: str, amount: str, account: str, mark: str, first: str
) -> None:
    said = LedgerMapping(time=time, amount=amount, account=account, decimal_mark=mark, first=first)
    assert read_mapping(written(said)) == said


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("[columns", "is no TOML", id="no-toml"),
        pytest.param("[colums]\ntime = 'a'", "unknown parts: colums", id="unknown-part"),
        pytest.param("[columns]\ntime = 'a'\nwhen = 'b'", "not known or no text: when", id="unknown-column"),
        pytest.param("[columns]\ntime = 3", "not known or no text: time", id="no-text"),
        pytest.param("[columns]\namount = 'a'", "no column of the time", id="no-time"),
        pytest.param("columns = 3", "is no table", id="no-table"),
        pytest.param("[columns]\ntime='a'\namount='b'", "neither both sides", id="no-sides"),
        pytest.param("[columns]\ntime='a'\n[values]\naccount='b'", "the amount", id="no-amount"),
        pytest.param("[file]\nheader='top'\n[columns]\ntime='a'", "header", id="header"),
        pytest.param("[file]\nencoding='rot13'\n[columns]\ntime='a'", "encoding", id="encoding"),
        pytest.param("[file]\ndelimiter='||'\n[columns]\ntime='a'", "delimiter", id="delimiter"),
        pytest.param("[columns]\ntime='a'\n[values]\ndates='year'", "dates", id="dates"),
        pytest.param("[columns]\ntime='a'\n[values]\ndecimal_mark=':'", "decimal_mark", id="mark"),
    ],
)
def test_a_mapping_that_cannot_be_used_says_why(text: str, reason: str) -> None:
    with pytest.raises(MappingError, match=reason):
        read_mapping(text)
