"""What Unterland and Seeland hold before anybody asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.cli.demo.cast import SUPPLIER_PHONE, draft, record

if TYPE_CHECKING:
    from passerelle.cli.demo.cast import Story


def what_each_holds(story: Story) -> None:
    """Customs know a seller of engines; the financial intelligence unit knows an account."""
    _customs(story)
    _bank(story)
    story.narration.step("Unterland (customs) and Seeland (financial intelligence) hold files of their own")


def _customs(story: Story) -> None:
    from passerelle.core.classification import Classification
    from passerelle.core.subject import SubjectCategory

    node, why = story.nodes["Unterland"], "engines bought for cash"
    seller = (
        ("name", "J. Marrow"),
        ("phone", SUPPLIER_PHONE),
        ("position", "sells outboard engines for cash"),
    )
    ids = record(node, "Besa", why, [draft("marrow", "Person", *seller)])
    alias = [draft("marrow", "Person", ("alias", "the boatman"))]
    record(node, "Besa", why, alias, ids, classification=Classification.RESTRICTED)
    account = draft("account", "BankAccount", ("accountNumber", "UL-4471-0093"))
    more = record(node, "Besa", why, [account], category=SubjectCategory.NOT_A_PERSON)
    story.entities["customs-marrow"], story.entities["customs-account"] = ids["marrow"], more["account"]


def _bank(story: Story) -> None:
    from passerelle.core.subject import SubjectCategory

    node, why = story.nodes["Seeland"], "cash paid in by many hands"
    holder = draft("holder", "Person", ("name", "Joss Marrow"), ("phone", SUPPLIER_PHONE))
    ids = record(node, "Besa", why, [holder])
    drafts = [
        draft("account", "BankAccount", ("accountNumber", "SL-0300-8812"), ("bankName", "Bank of Seeland")),
        draft("own", "Ownership", ("owner", "holder"), ("asset", "account")),
    ]
    more = record(node, "Besa", why, drafts, ids, category=SubjectCategory.NOT_A_PERSON)
    story.entities["bank-holder"], story.entities["bank-account"] = ids["holder"], more["account"]
