"""`passerelle intake FILE…`: what the files say, counted; without a node nothing is stored."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from passerelle.casework.counting import Count
from passerelle.cli import intake_store
from passerelle.cli.given_file import given_file
from passerelle.core.draft import Explained
from passerelle.core.subject import SubjectCategory
from passerelle.engines.intake_process import read_file
from passerelle.errors import PasserelleError
from passerelle.formats import ftm_json
from passerelle.formats.reading import FORMATS

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator

    from passerelle.core.draft import Draft

SHOWN_REASONS = 10
PROGRESS_EVERY = 500
LONGEST_MAPPING = 1_000_000
WITH_A_NODE = "what a node holds leaves it by a release alone; give --ftm without --node"


class MappingFileError(PasserelleError):
    """The mapping file is no text; nothing was taken."""

    def __init__(self) -> None:
        super().__init__("the mapping file is not UTF-8; nothing was taken, save it as UTF-8")


class FtmFileError(PasserelleError):
    """The file of FollowTheMoney lines cannot be written; nothing was read."""

    def __init__(self, why: str) -> None:
        super().__init__(f"the file for FollowTheMoney lines: {why}; nothing was read")


@dataclass(slots=True)
class Tally:
    """What was found in one file."""

    file: str
    count: Count
    failure: str = ""  # why the file could not be read at all

    @property
    def taken(self) -> int:
        """Records that were taken."""
        return self.count.taken

    @property
    def explained(self) -> int:
        """Records that were not taken."""
        return len(self.count.explained) + bool(self.failure)

    @property
    def errors(self) -> list[dict[str, str | int]]:
        """Each record that was not taken, with its file, its line and the reason."""
        said = [self._error(one) for one in self.count.explained]
        return said + ([self._error(Explained(0, self.failure))] if self.failure else [])

    def _error(self, one: Explained) -> dict[str, str | int]:
        file = f"{self.file} ({one.part})" if one.part else self.file
        return {"file": file, "line": one.line, "reason": one.reason}


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("files", nargs="+", metavar="FILE", type=Path, help="a file, plain or gzipped")
    parser.add_argument(
        "--format", default="", choices=FORMATS, help="the format, where it is not to be recognised"
    )
    parser.add_argument(
        "--mapping",
        type=Path,
        metavar="FILE",
        help="a TOML file that maps the columns of a table, plain or gzipped",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument(
        "--ftm",
        type=Path,
        metavar="FILE",
        help="write what is taken as FollowTheMoney lines, into a new file",
    )
    intake_store.arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Zero when anything was taken."""
    if options.node and options.ftm:
        raise FtmFileError(WITH_A_NODE)
    if options.node:
        return intake_store.run(options, read_mapping_file(options.mapping))
    with _written(options.ftm) as keep:
        tallies = [_read(path, options, keep) for path in options.files]
    if options.json:
        print(json.dumps(summary(tallies)))
    else:
        _print(tallies)
    return 0 if any(tally.taken for tally in tallies) else 1


def summary(tallies: list[Tally]) -> dict[str, object]:
    """The counts of all the files together, and every record that was not taken."""
    taken, explained = sum(t.taken for t in tallies), sum(t.explained for t in tallies)
    return {
        "records": taken + explained,
        "taken": taken,
        "explained": explained,
        "entities": sum(len(t.count.entities) for t in tallies),
        "statements": sum(t.count.statements for t in tallies),
        "errors": [error for t in tallies for error in t.errors],
    }


def read_mapping_file(path: Path | None) -> str:
    """The text of the mapping file; nothing where none is given."""
    if path is None:
        return ""
    try:
        return given_file(path, "the mapping file", longest=LONGEST_MAPPING).decode("utf-8")
    except UnicodeDecodeError:
        raise MappingFileError from None


@contextmanager
def _written(path: Path | None) -> Iterator[Callable[[Draft], None] | None]:
    """What writes a draft as a line of a new file; nothing where no file is named."""
    if path is None:
        yield None
        return
    try:
        file = path.open("xb")
    except OSError as error:
        raise FtmFileError(f"it cannot be created: {error.strerror or 'the system refused'}") from None
    with file:
        yield lambda draft: file.writelines(ftm_json.write([draft]))


def _read(path: Path, options: argparse.Namespace, keep: Callable[[Draft], None] | None) -> Tally:
    category = SubjectCategory(options.category) if options.category else None
    # Whom rule 1 shields is known at the end of the file, where it is about protected persons at all.
    hold = bool(options.mapping or (category and category.is_protected))
    tally = Tally(str(path), Count(category=category, hold=hold, keep=keep))
    progress = _progress(path) if sys.stderr.isatty() and not options.json else None
    try:
        for number, item in enumerate(read_file(path, options.format, read_mapping_file(options.mapping))):
            tally.count.add(item)
            if progress and number % PROGRESS_EVERY == 0:
                progress(number)
    except PasserelleError as error:
        tally.failure = str(error)
    tally.count.close()
    if progress:
        print("\r\033[K", end="", file=sys.stderr)
    return tally


def _progress(path: Path) -> Callable[[int], None]:
    def show(number: int) -> None:
        print(f"\r\033[K{path.name}: {number} read", end="", file=sys.stderr, flush=True)

    return show


def _print(tallies: list[Tally]) -> None:
    print(f"{'records':>9} {'taken':>9} {'explained':>9} {'entities':>9} {'statements':>10}  file")
    for tally in tallies:
        records = tally.taken + tally.explained
        print(
            f"{records:>9} {tally.taken:>9} {tally.explained:>9} {len(tally.count.entities):>9} "
            f"{tally.count.statements:>10}  {tally.file}"
        )
    for tally in tallies:
        _print_errors(tally)
        for reason, count in tally.count.notes.most_common(SHOWN_REASONS):
            print(f"{count:>9} x left out of a record that was taken: {reason}")


def _print_errors(tally: Tally) -> None:
    files: dict[str, dict[str, list[int]]] = {}
    for error in tally.errors:
        reasons = files.setdefault(str(error["file"]), {})
        reasons.setdefault(str(error["reason"]), []).append(int(error["line"]))
    for file, reasons in files.items():
        print(f"\n{file}: not taken")
        for reason, lines in list(reasons.items())[:SHOWN_REASONS]:
            print(f"{len(lines):>9} x {reason} (first at line {lines[0]})")
        if len(reasons) > SHOWN_REASONS:
            print(f"{len(reasons) - SHOWN_REASONS:>9} more reasons; --json lists every record")
