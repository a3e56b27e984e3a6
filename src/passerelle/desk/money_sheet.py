"""The selection of money as a paper in its reader's language: sums, legend, transfers, sources, handling."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as say

from passerelle.core.marking import combine
from passerelle.desk.words.money import GROUPINGS
from passerelle.desk.words.rule import CATEGORIES
from passerelle.formats.paper import Paper, PaperTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from passerelle.casework.ledgers import LedgerView, LineView
    from passerelle.casework.money_flow import MoneyView
    from passerelle.core.marking import Marking

MOST_LINES = 5_000


def sheet(reference: str, view: MoneyView, lines: Sequence[LineView], held: Sequence[LedgerView]) -> Paper:
    """The paper of these transfers and the ledgers that they stand in; the same ones give the same paper."""
    used = {line.ledger for line in lines}
    sources = [one for one in held if one.id in used] or list(held)
    return Paper(
        title=say("Money: who paid whom"),
        language=get_language() or "en",
        reference=reference,
        handling=_handling([one.marking for one in sources]),
        on=max(one.recorded_at for one in sources).date(),
        facts=_facts(view),
        legend=_legend(),
        tables=[*_streams(view), _months(view), _lines(lines, sources), _sources(sources)],
    )


def _handling(markings: Sequence[Marking]) -> str:
    """What holds for the whole: the union of codes, the highest classification, the worst grade (rule 3)."""
    whole = reduce(lambda one, other: combine(one, other, owner=one.owner), markings)
    texts = "; ".join(whole.handling.texts)
    return " · ".join(filter(None, [str(whole.classification), str(whole.handling), texts, str(whole.grade)]))


def _facts(view: MoneyView) -> dict[str, str]:
    wanted = view.wanted
    dash = "\u2013"
    period = f"{wanted.since or dash} / {wanted.until or dash}"
    picked = " → ".join(filter(None, (view.picked, view.picked_to))) or say("everything")
    return {
        say("Period"): period,
        say("Selection"): say("the transfers of one question") if wanted.note else picked,
        say("By"): str(GROUPINGS[wanted.grouping]),
        say("Least sum"): format(wanted.threshold, "f"),
        say("Transfers"): str(view.count),
        say("Sum"): f"{view.total} {view.currency}",
    }


def _legend() -> list[str]:
    return [
        say("A pattern is a question and never a finding. Amounts of different currencies are never added."),
        say("What comes back flows against the order of the picture, in which little money flows back."),
        say("Times are in UTC. Each transfer names its ledger by number and the line of the file."),
    ]


def _streams(view: MoneyView) -> list[PaperTable]:
    header = (say("Who pays"), say("Who is paid"), say("Amount"), say("Transfers"))
    widths = ("1fr", "1fr", "auto", "auto")
    return [
        PaperTable(
            title=title,
            header=header,
            widths=widths,
            rows=[(one.source, one.target, format(one.amount, "f"), str(one.transfers)) for one in streams],
        )
        for title, streams in (
            (say("Who paid whom"), view.forward),
            (say("What comes back"), view.returns),
        )
    ]


def _months(view: MoneyView) -> PaperTable:
    return PaperTable(
        title=say("By month"),
        header=(say("Month"), say("Amount"), say("Transfers")),
        widths=("auto", "auto", "auto"),
        rows=[
            (one.name, format(one.amount, "f"), str(one.transfers)) for one in view.months if one.is_inside
        ],
    )


def _lines(lines: Sequence[LineView], sources: Sequence[LedgerView]) -> PaperTable:
    number = {one.id: str(place) for place, one in enumerate(sources, 1)}
    title = say("Transfers")
    if len(lines) > MOST_LINES:
        title = say("Transfers: the first %(shown)s of %(total)s; the table has all") % {
            "shown": MOST_LINES,
            "total": len(lines),
        }
    return PaperTable(
        title=title,
        header=(
            say("Date"),
            say("Who pays"),
            say("Who is paid"),
            say("Amount"),
            say("As given"),
            say("Ledger"),
            say("Line"),
        ),
        widths=("auto", "1fr", "1fr", "auto", "auto", "auto", "auto"),
        rows=[
            (
                f"{one.at:%Y-%m-%d %H:%M}",
                one.source or "?",
                one.target or "?",
                f"{one.amount} {one.currency}",
                one.amount_given,
                number[one.ledger],
                str(one.line),
            )
            for one in lines[:MOST_LINES]
        ],
    )


def _sources(sources: Sequence[LedgerView]) -> PaperTable:
    return PaperTable(
        title=say("Sources"),
        header=("", say("Ledger"), "SHA-256", say("Handling"), say("Grade"), say("Category"), say("Kept on")),
        widths=("auto", "1fr", "auto", "auto", "auto", "auto", "auto"),
        rows=[
            (
                str(place),
                f"{one.name} ({one.form})",
                f"{one.digest[:32]}\u200b{one.digest[32:]}",
                str(one.marking.handling),
                str(one.marking.grade),
                str(CATEGORIES[one.marking.category]),
                f"{one.recorded_at:%Y-%m-%d}",
            )
            for place, one in enumerate(sources, 1)
        ],
    )
