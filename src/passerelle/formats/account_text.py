"""What kind of account a ledger names, and its normal form, so that one account is one in every ledger.

A number that is none of these is a local one, of which only spaces, points and
dashes are left out: the same digits at two banks stay apart only by ledger.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from passerelle.core.values import crypto, iban, phone

BROKERS = ("broker:", "hawala:", "agent:")
SPACING = str.maketrans("", "", " .-\u00a0\u202f")


class AccountKind(StrEnum):
    """What holds the money."""

    IBAN = "iban"
    WALLET = "wallet"
    PHONE = "phone"  # mobile money
    BROKER = "broker"
    LOCAL = "local"
    UNNAMED = "unnamed"


@dataclass(frozen=True, slots=True)
class Account:
    """An account by its kind and its normal form."""

    kind: AccountKind
    number: str


def account_of(text: str) -> Account:
    """The account that the text names."""
    plain = " ".join(text.split())
    if not plain:
        return Account(AccountKind.UNNAMED, "")
    if plain.casefold().startswith(BROKERS):
        return Account(AccountKind.BROKER, plain.casefold())
    readings = ((AccountKind.IBAN, iban.normal), (AccountKind.WALLET, crypto.normal))
    for kind, normal in readings:
        if found := normal(plain):
            return Account(kind, found)
    if plain.startswith(("+", "00")) and (number := phone.normal(plain)):
        return Account(AccountKind.PHONE, number)
    return Account(AccountKind.LOCAL, plain.translate(SPACING).upper() or plain)
