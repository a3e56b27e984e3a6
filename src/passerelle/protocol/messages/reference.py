"""How one message names another, and how records are named on the wire."""

from __future__ import annotations

import re

MESSAGE_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}\|\d{1,16}\|\d{1,16}\|[0-9a-f]{64}", re.ASCII)
RECORD = re.compile(r"[0-9a-f]{32}")
DIGEST = re.compile(r"[0-9a-f]{64}")


def _matching(pattern: re.Pattern[str], text: str) -> str:
    if not pattern.fullmatch(text):
        raise ValueError("not of the expected form")
    return text


def message_reference(text: str) -> str:
    """A message id: sender, incarnation, sequence, SHA-256 of its wire form; ValueError for anything else."""
    return _matching(MESSAGE_ID, text)


def record(text: str) -> str:
    """A record's id, 32 hexadecimal characters; ValueError for anything else."""
    return _matching(RECORD, text)


def digest(text: str) -> str:
    """A SHA-256, 64 hexadecimal characters; ValueError for anything else."""
    return _matching(DIGEST, text)
