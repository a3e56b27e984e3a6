"""Which column of a table is probably which: a proposal for a person, who corrects it.

The proposal rests on the names of the columns, in English and in French, and
nothing of the rows decides it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.core.draft import Explained
from passerelle.formats import ledger_table
from passerelle.formats.unreadable import UnreadableError

if TYPE_CHECKING:
    from passerelle.formats.source import Source

SAMPLES = 5
WORDS: dict[str, tuple[str, ...]] = {
    "source": (
        "from",
        "payer",
        "debtor",
        "sender",
        "originator",
        "ordering",
        "émetteur",
        "emetteur",
        "débiteur",
        "donneur",
    ),
    "target": (
        "to",
        "payee",
        "beneficiary",
        "creditor",
        "receiver",
        "counterparty",
        "bénéficiaire",
        "beneficiaire",
        "créancier",
        "contrepartie",
    ),
    "debit": ("debit", "débit", "paid out", "withdrawal"),
    "credit": ("credit", "crédit", "paid in", "deposit"),
    "amount": ("amount", "sum", "montant", "somme", "value"),
    "time": ("time", "date", "when", "booked", "jour"),
    "currency": ("currency", "cur", "ccy", "devise", "monnaie"),
    "reference": ("reference", "ref", "transaction id", "référence"),
    "text": ("text", "description", "details", "remittance", "purpose", "narrative", "libellé", "motif"),
    "channel": ("channel", "method", "mode", "canal"),
    "paid_in": ("place paid in", "branch", "agence"),
    "paid_out": ("place paid out", "payout", "lieu de retrait"),
    "what": ("category", "catégorie", "merchant"),
    "ledger": ("ledger", "book", "registre"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The first row of a table, a few more, and a proposal of column by part of the mapping."""

    header: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]
    proposal: dict[str, str]


def outline(source: Source) -> Outline:
    """The table's beginning; raises UnreadableError where it is no table."""
    rows = ledger_table.beginning(source, SAMPLES + 1)
    if not rows or isinstance(rows[0], Explained):
        raise UnreadableError(1, "no table begins here")
    header = tuple(cell.strip() for cell in rows[0].cells)
    samples = tuple(tuple(row.cells) for row in rows[1:] if not isinstance(row, Explained))
    return Outline(header=header, samples=samples, proposal=proposed(header))


def proposed(header: tuple[str, ...]) -> dict[str, str]:
    """For each part of a mapping the column whose name says it best; none is given twice."""
    free, found = list(header), dict[str, str]()
    for exact in (True, False):
        for part, words in WORDS.items():
            if part in found:
                continue
            column = next((name for word in words for name in free if _says(name, word, exact=exact)), None)
            if column:
                found[part] = column
                free.remove(column)
    return found


def _says(name: str, word: str, *, exact: bool) -> bool:
    plain = " ".join(name.casefold().replace("_", " ").split())
    return plain == word if exact else word in plain.split() or (" " in word and word in plain)
