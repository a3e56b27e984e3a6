"""Amounts as people and machines write them, read exactly and never guessed.

With a point and a comma the last of them is the decimal mark. A lone mark that
is followed by three digits could be either, so it is refused unless the caller
names the decimal mark; a lone point is read as a machine writes it. Below zero
is what has a minus before or behind it, or stands in brackets.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

PLAIN = re.compile(r"[+-]?\d{1,30}(?:\.\d{1,18})?", re.ASCII)
SPACES = re.compile(r"[\s\u00a0\u202f'\u2019]")
GROUPED = r"\d{{1,3}}(?:{0}\d{{3}})+"
GROUPED_IN_TWOS = r"\d{{1,2}}(?:{0}\d{{2}})+{0}\d{{3}}"  # lakh and crore
MINUS = str.maketrans("\u2212\u2013\ufe63\uff0d", "----")
UNIT = r"[^\W\d_]{1,6}\.?|[€£$¥₣₤₦₪₫₱₴₹₺₽₾₿]"
WITH_UNIT = re.compile(
    rf"([+(-]?)\s*({UNIT})?\s*([+(-]?[\d][\d.,\s\u00a0\u202f'\u2019]*[)+-]?)\s*({UNIT})?\s*([)+-]?)"
)
SIGNS = {"cr": 1, "c": 1, "h": 1, "dr": -1, "d": -1, "s": -1, "db": -1}
"""Credit and debit, Haben and Soll, as they stand behind an amount."""
CURRENCIES = {
    "€": "EUR", "£": "GBP", "₣": "CHF", "₦": "NGN", "₪": "ILS", "₫": "VND", "₱": "PHP",
    "₴": "UAH", "₹": "INR", "₺": "TRY", "₽": "RUB", "₾": "GEL", "₿": "BTC", "$": "$", "¥": "¥",
}  # fmt: skip
SHARED = frozenset("$¥")
"""Signs that several currencies share are kept as they are."""
CODE = 3
NO_NUMBER = "the amount is no number, or its decimal mark is not clear"


@dataclass(frozen=True, slots=True)
class Money:
    """An amount, and the currency that stands with it; empty where none does."""

    amount: Decimal
    currency: str


def amount(text: str, mark: str = "") -> Decimal | str:
    """The amount, or the reason why it is none; `mark` is the decimal mark where it is known."""
    bare = SPACES.sub("", text)
    if not bare:
        return "the amount is missing"
    if mark != "," and PLAIN.fullmatch(bare):
        return Decimal(bare)
    plain = _plain(_signed(bare), mark)
    return NO_NUMBER if plain is None else Decimal(plain)


def money(text: str, mark: str = "") -> Money | str:
    """The amount with its currency or its word for debit and credit, or the reason why it is none."""
    bare = amount(text, mark)
    if not isinstance(bare, str):
        return Money(bare, "")
    found = WITH_UNIT.fullmatch(text.strip().translate(MINUS))
    if not found:
        return bare
    sign, *units, last = found[1], found[2] or "", found[4] or "", found[5]
    number = amount(f"{sign}{found[3]}{last}", mark)
    if isinstance(number, str):
        return number
    return _with_units(number, [one.rstrip(".") for one in units if one])


def _with_units(number: Decimal, units: list[str]) -> Money | str:
    currency = ""
    for unit in units:
        code = CURRENCIES.get(unit) or (unit.upper() if len(unit) == CODE and unit.isascii() else "")
        sign = SIGNS.get(unit.casefold())
        if sign:
            number = abs(number) * sign
        elif code and not currency:
            currency = code
        else:
            return NO_NUMBER
    return Money(number, currency)


def _signed(bare: str) -> str:
    """The same with its sign in front."""
    bare = bare.translate(MINUS)
    if bare.startswith("(") and bare.endswith(")"):
        return f"-{bare[1:-1]}"
    return f"{bare[-1]}{bare[:-1]}" if bare.endswith(("-", "+")) else bare


def _plain(bare: str, mark: str) -> str | None:
    mark = mark or _mark(bare)
    if not mark:
        return bare if PLAIN.fullmatch(bare) else None
    group = "." if mark == "," else ","
    whole, found, decimals = bare.partition(mark)
    if found and not re.fullmatch(r"\d{1,18}", decimals, re.ASCII):
        return None
    digits = whole.lstrip("+-")
    if len(whole) - len(digits) > 1:
        return None
    between = re.escape(group)
    grouped = f"{GROUPED.format(between)}|{GROUPED_IN_TWOS.format(between)}"
    if not re.fullmatch(rf"\d{{1,30}}|{grouped}", digits, re.ASCII):
        return None
    return whole.replace(group, "") + (f".{decimals}" if found else "")


def _mark(bare: str) -> str:
    point, comma = bare.rfind("."), bare.rfind(",")
    if point >= 0 and comma >= 0:
        return "." if point > comma else ","
    if comma >= 0 and bare.count(",") == 1 and len(bare) - comma - 1 != 3:  # noqa: PLR2004 - a group is three digits
        return ","
    if bare.count(".") > 1:
        return ","
    return "." if bare.count(",") > 1 or bare.count(".") == 1 else ""
