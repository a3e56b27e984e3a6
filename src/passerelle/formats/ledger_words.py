"""What banks call the columns of their statements, in English, French and German."""

from __future__ import annotations

import re

# A word that stands earlier is believed before a later one.
WORDS: dict[str, tuple[str, ...]] = {
    "source": (
        "from", "payer", "debtor", "sender", "originator", "ordering", "from account", "source",
        "émetteur", "emetteur", "débiteur", "debiteur", "donneur", "auftraggeber", "zahlungspflichtiger",
    ),
    "target": (
        "to", "payee", "beneficiary", "creditor", "receiver", "counterparty account", "counterparty iban",
        "counterparty", "other account", "to account", "target", "partner iban", "recipient",
        "bénéficiaire", "beneficiaire", "créancier", "contrepartie", "compte contrepartie", "tiers",
        "empfänger", "begünstigter", "gegenkonto", "kontonummer gegenseite",
    ),
    "debit": (
        "debit", "débit", "debit amount", "paid out", "money out", "withdrawal", "withdrawals",
        "montant débit", "montant au débit", "belastung", "ausgabe", "ausgang", "lastschrift",
    ),
    "credit": (
        "credit", "crédit", "credit amount", "paid in", "money in", "deposit", "deposits",
        "montant crédit", "montant au crédit", "gutschrift", "einnahme", "eingang",
    ),
    "balance": ("balance", "running balance", "solde", "saldo", "kontostand"),
    "amount": ("amount", "sum", "montant", "somme", "value", "betrag", "umsatz"),
    "side": (
        "side", "dc", "d c", "cd", "crdr", "drcr", "d/c",
        "dr/cr", "cr/dr", "c/d", "debit/credit", "credit/debit", "sens", "soll/haben", "s/h",
        "direction", "credit debit indicator",
    ),
    "time": (
        "time", "date", "day", "when", "booked", "booking date", "posting date", "transaction date", "jour",
        "date opération", "date d'opération", "date comptable", "buchungstag", "buchungsdatum", "datum",
    ),
    "clock": ("hour", "time of day", "heure", "uhrzeit"),
    "currency": ("currency", "cur", "ccy", "devise", "monnaie", "währung", "waehrung"),
    "number": ("number", "no", "entry", "entry number", "n°", "nr", "numéro", "lfd nr"),
    "owner": ("own account", "account", "account number", "iban", "compte", "konto", "kontonummer"),
    "reference": ("reference", "ref", "transaction id", "référence", "reference number", "referenz"),
    "text": (
        "text", "description", "details", "remittance", "purpose", "narrative", "libellé", "motif",
        "verwendungszweck", "buchungstext", "memo",
    ),
    "channel": ("channel", "method", "mode", "canal"),
    "paid_in": ("place paid in", "branch", "agence"),
    "paid_out": ("place paid out", "payout", "lieu de retrait"),
    "what": ("category", "catégorie", "merchant"),
    "ledger": ("ledger", "book", "registre"),
}  # fmt: skip

_CODES = (
    "AED AFN ALL AMD AUD AZN BAM BDT BGN BHD BIF BRL BYN CAD CDF CHF CNY CZK DJF DKK DZD EGP ERN ETB EUR GBP "
    "GEL GHS GNF HKD HUF IDR ILS INR IQD IRR ISK JOD JPY KES KGS KRW KWD KZT LBP LKR LYD MAD MDL MGA MKD MMK "
    "MRU MXN MYR NAD NGN NOK NPR NZD OMR PHP PKR PLN QAR RON RSD RUB RWF SAR SDG SEK SGD SLE SOS SSP SYP THB "
    "TJS TMT TND TRY TZS UAH UGX USD UZS VND XAF XOF YER ZAR ZMW BTC ETH USDT"
)
CODES = frozenset(_CODES.split())
"""Currencies that the name of a column is searched for: three letters alone may be any word."""

EXACT_ALONE = frozenset(
    (
        "value",
        "no",
        "number",
        "entry",
        "account",
        "account number",
        "iban",
        "compte",
        "konto",
        "kontonummer",
        "nr",
    )
)
"""Words that say nothing inside a longer name: a value date is no amount, an account holder no account."""

NOTE = re.compile(r"[(\[][^)\]]*[)\]]")


def words_in(name: str) -> str:
    """The name of a column in small letters, without what stands in brackets or is a currency."""
    bare = NOTE.sub(" ", name).replace("_", " ").replace("€", " ").replace(":", " ")
    return " ".join(word.strip(".").casefold() for word in bare.split() if word not in CODES)
