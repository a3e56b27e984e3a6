"""Amounts as people and machines write them, read exactly and never guessed.

With a point and a comma the last of them is the decimal mark. A lone mark that
is followed by three digits could be either, so it is refused unless the caller
names the decimal mark; a lone point is read as a machine writes it.
"""

from __future__ import annotations

import re
from decimal import Decimal

PLAIN = re.compile(r"[+-]?\d{1,30}(?:\.\d{1,18})?", re.ASCII)
SPACES = re.compile(r"[\s\u00a0\u202f'\u2019]")
GROUPED = r"\d{{1,3}}(?:{0}\d{{3}})+"


def amount(text: str, mark: str = "") -> Decimal | str:
    """The amount, or the reason why it is none; `mark` is the decimal mark where it is known."""
    bare = SPACES.sub("", text)
    if not bare:
        return "the amount is missing"
    if mark != "," and PLAIN.fullmatch(bare):
        return Decimal(bare)
    plain = _plain(bare, mark)
    if plain is None:
        return "the amount is no number, or its decimal mark is not clear"
    return Decimal(plain)


def _plain(bare: str, mark: str) -> str | None:
    mark = mark or _mark(bare)
    if not mark:
        return None
    group = "." if mark == "," else ","
    whole, found, decimals = bare.partition(mark)
    if found and not re.fullmatch(r"\d{1,18}", decimals, re.ASCII):
        return None
    digits = whole.lstrip("+-")
    if len(whole) - len(digits) > 1:
        return None
    if not re.fullmatch(rf"\d{{1,30}}|{GROUPED.format(re.escape(group))}", digits, re.ASCII):
        return None
    return whole.replace(group, "") + (f".{decimals}" if found else "")


def _mark(bare: str) -> str:
    point, comma = bare.rfind("."), bare.rfind(",")
    if point >= 0 and comma >= 0:
        return "." if point > comma else ","
    if comma >= 0 and bare.count(",") == 1 and len(bare) - comma - 1 != 3:  # noqa: PLR2004 - a group is three digits
        return ","
    return "." if bare.count(",") > 1 or bare.count(".") == 1 else ""
