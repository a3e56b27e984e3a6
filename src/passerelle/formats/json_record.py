"""Objects of a JSON-lines file, each with its line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from passerelle.core.draft import Explained
from passerelle.formats.lines import Lines
from passerelle.formats.unreadable import UnreadableLineError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from passerelle.formats.source import Source

BLANK = " \t\r\n"  # white space as RFC 8259 section 2 has it


def _no_number(word: str) -> object:
    """RFC 8259 section 6 has no Infinity and no NaN; Python's reader would take them."""
    raise ValueError(word)


DECODER = json.JSONDecoder(parse_constant=_no_number)


def objects(source: Source) -> Iterator[tuple[int, dict[str, Any]] | Explained]:
    """Every line that is one JSON object, or why it is none; blank lines are no records."""
    lines = Lines(source)
    while True:
        try:
            line = next(lines)
        except StopIteration:
            return
        except UnreadableLineError as error:
            yield Explained(error.line, error.reason)
            continue
        text = line.strip(BLANK)
        if text:
            yield _object(lines.number, text)


def _object(number: int, line: str) -> tuple[int, dict[str, Any]] | Explained:
    try:
        value, end = DECODER.raw_decode(line)
    except ValueError:
        return Explained(number, "the line is not JSON, or is cut short")
    except RecursionError:
        return Explained(number, "the JSON is nested too deeply")
    if end != len(line):
        return Explained(number, "the line is not JSON, or is cut short")
    if not isinstance(value, dict):
        return Explained(number, "the line is JSON, and no object")
    return number, value
