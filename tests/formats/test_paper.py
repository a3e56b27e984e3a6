from __future__ import annotations

from datetime import date

from passerelle.formats.paper import Paper, PaperTable, source


def test_nothing_of_a_file_is_read_as_markup() -> None:
    evil = '"); #read("x")\\\n$'
    table = PaperTable(title=evil, header=[evil], widths=["1fr"], rows=[[evil]])
    paper = Paper(
        title=evil,
        language="en",
        reference=evil,
        handling=evil,
        on=date(2031, 3, 4),
        facts={evil: evil},
        legend=[evil],
        tables=[table],
    )
    text = source(paper)
    held = '"\\"); #read(\\"x\\")\\\\ $"'
    assert text.count(held) == 10
    assert "#read(" not in text.replace(held, "")
