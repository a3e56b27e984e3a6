"""Ledgers are read in a process apart, like every foreign file; what it answers is checked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from passerelle.engines.intake_process import LONGEST_ANSWER, ReaderError
from passerelle.engines.ledger_worker import BAD, END, OUTLINE, PROBLEM, REFUSED, ROW
from passerelle.errors import PasserelleError
from passerelle.formats.ledger_form import LedgerForm
from passerelle.formats.ledger_row import BadRow, LedgerRow
from passerelle.formats.statement_check import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from passerelle.formats.ledger_mapping import LedgerMapping


class LedgerRefusedError(PasserelleError):
    """The file is no ledger that is read here, or breaks off; nothing was kept."""

    def __init__(self, why: str) -> None:
        super().__init__(f"{why.removesuffix('; what came before is kept')}; no ledger was kept")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The form of a file, and for a table its columns, some rows and a proposal of which is which."""

    form: LedgerForm
    header: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]
    proposal: dict[str, str]
    sheets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerReading:
    """Every row of the file: taken, explained, and what does not add up."""

    rows: tuple[LedgerRow, ...]
    bad: tuple[BadRow, ...]
    problems: tuple[Problem, ...]


def look(data: bytes, said: LedgerMapping | None = None) -> Look:
    """The beginning of the file, laid out as `said`; raises LedgerRefusedError where it is no ledger."""
    for kind, parts in _answers(data, {"look": True, "mapping": asdict(said) if said else None}):
        if kind == OUTLINE:
            form, header, samples, proposal, sheets = parts
            return Look(
                form=LedgerForm(form),
                header=tuple(header),
                samples=tuple(map(tuple, samples)),
                proposal={str(part): str(column) for part, column in proposal.items()},
                sheets=tuple(map(str, sheets)),
            )
    raise ReaderError


def read_ledger(data: bytes, mapping: LedgerMapping | None) -> LedgerReading:
    """Everything the file says; raises LedgerRefusedError where it breaks off."""
    rows: list[LedgerRow] = []
    bad: list[BadRow] = []
    problems: list[Problem] = []
    for kind, parts in _answers(data, {"look": False, "mapping": asdict(mapping) if mapping else None}):
        match kind:
            case str() if kind == ROW:
                rows.append(_row(parts[0]))
            case str() if kind == BAD:
                bad.append(BadRow(**parts[0]))
            case str() if kind == PROBLEM:
                problems.append(Problem(**parts[0]))
    return LedgerReading(rows=tuple(rows), bad=tuple(bad), problems=tuple(problems))


def _row(values: dict[str, Any]) -> LedgerRow:
    try:
        amount, time = Decimal(values["amount"]), datetime.fromisoformat(values["time"])
        return LedgerRow(**{**values, "amount": amount, "time": time})
    except (KeyError, TypeError, ValueError, InvalidOperation):
        raise ReaderError from None


def _answers(data: bytes, asked: dict[str, Any]) -> Iterator[tuple[str, list[Any]]]:
    with _in_memory(data) as file, _started(file) as child:
        assert child.stdin
        assert child.stdout
        child.stdin.write(json.dumps({**asked, "file": file}).encode())
        child.stdin.close()
        while (answer := child.stdout.readline(LONGEST_ANSWER)).endswith(b"\n"):
            kind, *parts = json.loads(answer)
            if kind == END:
                return
            if kind == REFUSED:
                raise LedgerRefusedError(str(parts[0]))
            yield kind, parts
        raise LedgerRefusedError("the reading process was stopped at its limits")


@contextmanager
def _in_memory(data: bytes) -> Iterator[int]:
    """A descriptor over the bytes that no path leads to."""
    file = os.memfd_create("ledger")
    try:
        with os.fdopen(os.dup(file), "wb") as written:
            written.write(data)
        os.lseek(file, 0, os.SEEK_SET)
        yield file
    finally:
        os.close(file)


@contextmanager
def _started(file: int) -> Iterator[subprocess.Popen[bytes]]:
    child = subprocess.Popen(
        [sys.executable, "-I", "-m", "passerelle.engines.ledger_worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # a traceback could hold values of the file
        pass_fds=[file],
        env={},
        cwd="/",
    )
    with child:
        try:
            yield child
        finally:
            child.kill()
