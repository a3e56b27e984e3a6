"""The forms a ledger comes in, told by the bytes, and every one read into the same rows.

Balances, doubled entries and missing pages are reported beside the rows, and
nothing is mended.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from passerelle.errors import PasserelleError
from passerelle.formats import camt053, goaml, ledger_table, mt940, ofx
from passerelle.formats.ledger_row import LedgerRow
from passerelle.formats.source import opened
from passerelle.formats.statement_check import Problem, doubled, problems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from passerelle.formats.ledger_mapping import LedgerMapping
    from passerelle.formats.ledger_row import BadRow
    from passerelle.formats.source import Source

HEAD = 4096
LARGEST = 512 * 1024 * 1024
LARGEST_TABLE = 4 << 30
MT940 = re.compile(rb"^:20:.*^:(?:25P?|60[FM]):", re.MULTILINE | re.DOTALL)


class LedgerForm(StrEnum):
    """What a ledger is written in."""

    TABLE = "table"
    CAMT053 = "camt.053"
    MT940 = "MT940"
    OFX = "OFX"
    GOAML = "goAML"


class MappingRequiredError(PasserelleError):
    """A table came without saying which column is which; nothing was read."""

    def __init__(self) -> None:
        super().__init__("say which column of the table is which; nothing was read")


def form_of(head: bytes) -> LedgerForm:
    """The form that the first bytes show; what is no known form is taken for a table."""
    text = head[:HEAD]
    if b"camt.053" in text or b"BkToCstmrStmt" in text:
        return LedgerForm.CAMT053
    if b"OFXHEADER" in text or b"<OFX>" in text.upper():
        return LedgerForm.OFX
    if b"<report" in text and (b"<rentity_id" in text or b"<submission_code" in text):
        return LedgerForm.GOAML
    # At the beginning of a line alone: a table of times of day holds such figures too.
    if MT940.search(text):
        return LedgerForm.MT940
    return LedgerForm.TABLE


def read(
    source: Source, form: LedgerForm | None, mapping: LedgerMapping | None
) -> Iterator[LedgerRow | BadRow | Problem]:
    """Every row, taken or explained, then what does not add up; the form is looked for where none is said."""
    content = opened(source, LARGEST)
    known = form or form_of(content.head(HEAD))
    match known:
        case LedgerForm.TABLE:
            if mapping is None:
                raise MappingRequiredError
            yield from ledger_table.checked(content, mapping)
        case LedgerForm.GOAML:
            yield from _checked(goaml.read(content))
        case LedgerForm.CAMT053 | LedgerForm.MT940 | LedgerForm.OFX:
            reader = {LedgerForm.CAMT053: camt053, LedgerForm.MT940: mt940, LedgerForm.OFX: ofx}[known]
            statements = list(reader.read(content))
            for statement in statements:
                yield from statement.rows
                yield from statement.bad
            yield from problems(statements)


def _checked(rows: Iterator[LedgerRow | BadRow]) -> Iterator[LedgerRow | BadRow | Problem]:
    """The rows, then those that come twice: these forms state no balance of a page."""
    taken: list[LedgerRow] = []
    for row in rows:
        if isinstance(row, LedgerRow):
            taken.append(row)
        yield row
    yield from doubled(taken, "of the file")
