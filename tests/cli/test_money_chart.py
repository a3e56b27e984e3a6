from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from defusedxml.ElementTree import fromstring

from passerelle.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

TABLE = """\
when,payer,payee,sum,cur
2031-03-04,A,B & C,100,EUR
2031-03-05,B & C,D,90,EUR
2031-03-06,D,A,5,EUR
2031-04-01,A,D,1,EUR
2031-03-05,X,Y,50,USD
"""
COLUMNS = ["--from", "payer", "--to", "payee", "--amount", "sum", "--time", "when", "--currency", "cur"]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "ledger.csv"
    path.write_text(TABLE, encoding="utf-8")
    return str(path)


def texts(capsys: pytest.CaptureFixture[str]) -> list[str]:
    picture = fromstring(capsys.readouterr().out)
    return [str(one.text) for one in picture.iter(f"{SVG}text")]


def test_the_picture_shows_streams_and_lists_what_comes_back(
    file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["money", "chart", file, *COLUMNS, "--threshold", "2"]) == 0
    shown = texts(capsys)
    assert {"A", "B & C", "D"} <= set(shown)
    assert "comes back: D → A: 5 in 1" in shown
    assert "below the threshold: 1 transfers, 1" in shown
    assert "4 transfers, 196 EUR" in shown
    assert not {"X", "Y"} & set(shown)


def test_a_period_and_a_currency_are_chosen(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["money", "chart", file, *COLUMNS]
    assert main([*asked, "--only", "usd"]) == 0
    assert "1 transfers, 50 USD" in texts(capsys)
    assert main([*asked, "--since", "2031-04-01", "--until", "2031-04-30"]) == 0
    assert "1 transfers, 1 EUR" in texts(capsys)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        pytest.param(["--since", "soon"], "a day is written", id="day"),
        pytest.param(["--threshold", "much"], "no number", id="sum"),
        pytest.param(["--threshold", "NaN"], "no number", id="nan"),
        pytest.param(["--threshold", "1000"], "above the threshold", id="too-high"),
        pytest.param(["--only", "CHF"], "no transfer is of this", id="currency"),
    ],
)
def test_what_cannot_be_drawn_is_explained(
    file: str, change: list[str], reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["money", "chart", file, *COLUMNS, *change]) == 1
    assert reason in capsys.readouterr().err
