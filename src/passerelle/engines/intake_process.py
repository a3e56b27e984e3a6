"""Foreign files are read in a process apart, so that a file that attacks its reader finds nothing there.

The child gets open descriptors, an empty environment and no path; what it
sends back is checked like any foreign input. What it drops, and what remains
where the kernel does not permit all of it, is in `engines.confinement`.
"""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from passerelle.core.draft import Draft, Explained, Fact
from passerelle.core.subject import SubjectCategory
from passerelle.engines.intake_worker import DRAFT, DROPPED, END, EXPLAINED
from passerelle.errors import PasserelleError
from passerelle.formats.mapping import read_mapping
from passerelle.formats.reading import check

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedReader
    from pathlib import Path

LONGEST_ANSWER = 64 * 1024 * 1024
COMPANIONS = ("alt", "add")
GZIPPED = ".gz"


class IntakeFileError(PasserelleError):
    """The file cannot be opened; nothing was read."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the file cannot be opened: {reason}; nothing was read")


class ReaderError(PasserelleError):
    """The reading process answered what no reader answers; its file is not to be trusted."""

    def __init__(self) -> None:
        super().__init__(
            "the reading process answered out of order; what came before is kept, report the file"
        )


def read_file(
    path: Path,
    format: str = "",  # noqa: A002 - the word users know
    mapping: str = "",
    *,
    recognise: bool = False,
) -> Iterator[Draft | Explained]:
    """Every record of the file, taken or explained; `mapping` is the text of a mapping file.

    With `recognise`, a table without a mapping is read by the names of its columns, and a list is
    read as the list it is, whatever mapping is given.
    """
    check(format, read_mapping(mapping) if mapping else None)
    with ExitStack() as stack:
        files = {"source": stack.enter_context(_open(path))}
        for part in COMPANIONS:
            beside = None if mapping and not recognise else companion(path, part)
            if beside:
                files[part] = stack.enter_context(_open(beside))
        child = stack.enter_context(_start(files))
        stack.callback(child.kill)
        numbers = {part: file.fileno() for part, file in files.items()}
        asked = {"files": numbers, "format": format, "mapping": mapping, "recognise": recognise}
        yield from _answers(child, json.dumps(asked))


def companion(path: Path, part: str) -> Path | None:
    """OFAC's ALT or ADD file of an SDN file, where it lies beside it, named alike; either may be gzipped."""
    plain = path.name.removesuffix(GZIPPED)
    for word in ("sdn", "SDN"):
        if word in plain:
            name = plain.replace(word, part if word.islower() else part.upper(), 1)
            beside = [path.with_name(name), path.with_name(name + GZIPPED)]
            # The one that is packed as its list is comes first.
            order = beside[::-1] if path.name.endswith(GZIPPED) else beside
            return next((one for one in order if one.is_file()), None)
    return None


def _open(path: Path) -> BufferedReader:
    try:
        if not path.is_file():
            raise IntakeFileError("it is absent or no regular file")
        return path.open("rb")
    except OSError as error:
        raise IntakeFileError(error.strerror or "the system refused") from None


def _start(files: dict[str, BufferedReader]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        # -I: neither the caller's folder nor its environment decides what is imported.
        [sys.executable, "-I", "-m", "passerelle.engines.intake_worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # a traceback could hold values of the file
        pass_fds=[file.fileno() for file in files.values()],
        env={},
        cwd="/",
    )


def _answers(child: subprocess.Popen[bytes], asked: str) -> Iterator[Draft | Explained]:
    assert child.stdin
    assert child.stdout
    line = 0
    try:
        child.stdin.write(asked.encode())
        child.stdin.close()
    except BrokenPipeError:
        # The child is gone already; its silence is explained below.
        line = 0
    # A last line without its end was cut off with the child.
    while (answer := child.stdout.readline(LONGEST_ANSWER)).endswith(b"\n"):
        kind, *parts = _parsed(answer)
        if kind == END:
            return
        if kind != DROPPED:
            item = _item(kind, parts)
            line = item.line
            yield item
    child.wait()
    yield Explained(
        line, "the reading process was stopped at its limits after this line; what came before is kept"
    )


def _parsed(answer: bytes) -> list[Any]:
    try:
        parts = json.loads(answer)
    except ValueError:
        raise ReaderError from None
    if not isinstance(parts, list) or not parts:
        raise ReaderError
    return parts


def _item(kind: object, parts: list[Any]) -> Draft | Explained:
    try:
        if kind == EXPLAINED:
            line, reason, part = parts
            return Explained(int(line), str(reason), str(part))
        if kind != DRAFT:
            raise ReaderError
        publisher_id, schema, line, facts, records, left, category = parts
        return Draft(
            publisher_id=str(publisher_id),
            schema=str(schema),
            line=int(line),
            facts=tuple(Fact(*map(str, fact)) for fact in facts),
            records=int(records),
            left=tuple(map(str, left)),
            category=SubjectCategory(category) if category else None,
        )
    except (TypeError, ValueError):
        raise ReaderError from None
