from __future__ import annotations

import subprocess
import sys

import pytest

from passerelle.matching.name.comparison import compare_readings
from passerelle.matching.screening.screening import UNSURE, Screening, _Question
from passerelle.matching.screening.segment import NameRow, build

# One name each, and how others may write it; the search must come near the comparison in all of them.
WRITTEN = {
    "Besa Strakova": ["STRAKOVA Besa", "Besa Strakoba", "Bessa Strakva", "B. Strakova", "Беса Стракова"],
    "Karim Salman Haddad": [
        "Karim Haddad",
        "كريم سلمان حداد",
        "Karim bin Salman Haddad",
        "Karirn Salman Hadad",
    ],
    "Sergei Viktorovich Brandl": ["Сергей Брандл", "Sergei V. Brandl", "Brandl Sergey Viktorovitch"],
    "William Thornton Lindov": ["Bill Lindov", "Wi11iam Thornton Lindov", "Lindov William"],
    "Mohammad Reza Nouri": ["محمد رضا نوری", "Mohammed Reza Nuri", "Nouri Mohamad"],
    "Ana Strakovich Delmar": ["Ana Stra kovich Delmar", "Anna Strakovic Delmar"],
    "Brandl Shipping Ltd": ["Brandl Shiping Limited", "BRANDL SHIPPING"],
    "Gebremedhin Wolde": ["ገብረመድህን ወልደ", "Gebre Medhin Wolde"],
}
NAMES = list(WRITTEN)
CASES = [(name, number) for number, names in enumerate(WRITTEN.values()) for name in names]
SEGMENT = build([NameRow(str(n), name, "") for n, name in enumerate(NAMES)])
SCREENING = Screening([SEGMENT])
LOW = 0.3
ASK = f"""
import sys
sys.modules["numba"] = None
from passerelle.matching.screening.screening import Screening
from passerelle.matching.screening.segment import NameRow, build
known = Screening([build([NameRow(str(n), name, "") for n, name in enumerate({NAMES!r})])])
print([[(hit.id, hit.score) for hit in known.hits(name)] for name, _ in {CASES!r}])
"""


@pytest.mark.parametrize(("asked", "row"), CASES, ids=[name for name, _ in CASES])
def test_the_likely_score_is_close_to_the_comparison(asked: str, row: int) -> None:
    question = _Question(asked, "", "", LOW)
    rough = dict(SCREENING._parts[0]._rows(question))
    other = SEGMENT.reading(row)
    exact = compare_readings(question.beside(other), other).score
    assert abs(rough[row] - exact) <= UNSURE


def test_whoever_has_the_name_is_found_and_nobody_else() -> None:
    assert [[hit.id for hit in SCREENING.hits(asked)] for asked, _ in CASES] == [[str(n)] for _, n in CASES]


@pytest.mark.processes
def test_without_a_compiler_the_hits_are_the_same() -> None:
    run = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True, check=True)
    said = [[(hit.id, hit.score) for hit in SCREENING.hits(name)] for name, _ in CASES]
    assert run.stdout.strip() == str(said)


def test_a_rare_date_is_not_lost_among_very_many_namesakes() -> None:
    rows = [NameRow(str(n), "Ana Lindova", "Person", f"19{n % 90 + 10}-01-02") for n in range(300)]
    rows.append(NameRow("it", "Ana Lindova", "Person", "1980-05-03"))
    assert Screening([build(rows)]).hits("Ana Lindova", "1980-05-03")[0].id == "it"
