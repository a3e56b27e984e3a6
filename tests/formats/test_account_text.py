from __future__ import annotations

import pytest

from passerelle.formats.account_text import Account, AccountKind, account_of


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("GB29 NWBK 6016 1331 9268 19", AccountKind.IBAN, "GB29NWBK60161331926819"),
        ("000-142 77", AccountKind.LOCAL, "00014277"),
        ("+33 6 12 34 56 78", AccountKind.PHONE, "+33612345678"),
        ("Broker: Quay  4", AccountKind.BROKER, "broker: quay 4"),
        ("  ", AccountKind.UNNAMED, ""),
    ],
    ids=str,
)
def test_an_account_has_a_kind_and_one_normal_form(text: str, kind: AccountKind, number: str) -> None:
    assert account_of(text) == Account(kind, number)


def test_a_wallet_is_known_by_its_check() -> None:
    assert account_of("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa").kind is AccountKind.WALLET
    assert account_of("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb").kind is AccountKind.LOCAL
