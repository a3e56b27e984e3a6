"""What is written for a bank or a partner says what it has to and no more, and leaves by the one door."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from tests.casework.ledger_world import MAPPING, table
from tests.casework.world import marking, state
from tests.simulator.chance import Chance
from tests.simulator.network import Network
from tests.simulator.node import TERMS, agree, introduce, make_node

from passerelle.casework import cases, ledgers, people, sharing
from passerelle.casework.access import AbsentError, open_access
from passerelle.casework.freezing import ask_freeze, decide_freeze
from passerelle.casework.money_paper import PaperRefusedError, write_order, write_report, write_typology
from passerelle.core.decision import Permit, Refuse
from passerelle.core.freeze import FreezeKind
from passerelle.core.refusal_reason import RefusalReason
from passerelle.core.role import Role
from passerelle.core.subject import SubjectCategory
from passerelle.store.models import Statement

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.simulator.env import SeededEnv

ACCOUNT = "GB29NWBK60161331926819"
WITH_PAPERS = TERMS.replace(
    '"LegalEntity"', '"LegalEntity", "BankAccount", "Typology", "MoneyOrder", "MoneyReport"'
).partition('[[clause]]\nnumber = "2"')[0]


class Desk:
    """Oberland with a freeze asked in its case, and a bank that signed with it."""

    def __init__(self, new_env: Callable[[int], SeededEnv]) -> None:
        self.oberland = make_node(new_env(1), "Oberland")
        self.bank = make_node(new_env(2), "Bank")
        introduce(self.oberland, self.bank)
        self.agreement = agree(self.oberland, self.bank, terms=WITH_PAPERS).id
        self.network = Network({one.id: one for one in (self.oberland, self.bank)}, Chance("1"))

    def ask(self) -> str:
        return ask_freeze(
            self.oberland.env,
            self.oberland.access(),
            kind=FreezeKind.FREEZING,
            account=ACCOUNT,
            bank="Bank of Port-Lanterne",
            amount=Decimal(20_000),
            currency="EUR",
            legal_basis="Code of Oberland, article 40",
            hours=72,
            reason="nine people paid a collector",
        )

    def decide(self, freeze: str) -> None:
        env = self.oberland.env
        claire = people.add_officer(env, name="Claire", role=Role.MAGISTRATE)
        cases.add_member(env, self.oberland.access().case, claire, why="money")
        magistrate = open_access(env, claire, case=self.oberland.access().case, reason="the account")
        decide_freeze(env, magistrate, freeze)

    def decisions(self, entity: str) -> dict[str, object]:
        found = sharing.preview(
            self.oberland.env,
            self.oberland.access(),
            entities=[entity],
            recipient=self.bank.id,
            agreement=self.agreement,
        )
        return {line.prop: line.decision for line in found.lines}


@pytest.fixture
def desk(new_env: Callable[[int], SeededEnv]) -> Desk:
    return Desk(new_env)


def test_an_order_is_written_once_and_only_after_somebody_decided(desk: Desk) -> None:
    env, freeze = desk.oberland.env, desk.ask()
    with pytest.raises(PaperRefusedError, match="decision"):
        write_order(env, desk.oberland.access(), freeze)
    desk.decide(freeze)
    order = write_order(env, desk.oberland.access(), freeze)
    assert write_order(env, desk.oberland.access(), freeze) == order
    with pytest.raises(AbsentError):
        write_order(env, desk.oberland.access(), "0" * 32)


def test_a_bank_gets_the_order_with_its_last_hour_and_nothing_of_the_case(desk: Desk) -> None:
    freeze = desk.ask()
    desk.decide(freeze)
    order = write_order(desk.oberland.env, desk.oberland.access(), freeze)
    sharing.release(
        desk.oberland.env,
        desk.oberland.access(),
        entities=[order],
        recipients=[desk.bank.id],
        agreement=desk.agreement,
    )
    desk.network.heal()
    there = Statement.objects.using(desk.bank.env.database).filter(entity=order)
    told = dict(there.values_list("prop", "value"))
    assert (told["account"], told["amount"], told["authority"]) == (ACCOUNT, "20000", "Oberland")
    assert told["heldUntil"].startswith("2026-03-05T")
    assert set(there.values_list("schema", flat=True)) == {"MoneyOrder"}
    assert not any("nine people" in value for value in told.values())


def test_a_typology_goes_to_a_bank_and_an_account_or_a_suspect_never(desk: Desk) -> None:
    env = desk.oberland.env
    typology = write_typology(
        env,
        desk.oberland.access(),
        name="Collector of fares",
        version="1",
        indicators=["many pay one account within days, and the sum leaves at once", " "],
    )
    assert all(isinstance(one, Permit) for one in desk.decisions(typology).values())
    account = env.new_id()
    state(env, account, "BankAccount", "iban", ACCOUNT, marking(env))
    assert desk.decisions(account) == {
        "iban": Refuse(RefusalReason.OTHER_REGIME, "Directive 2016/680 article 2")
    }
    with pytest.raises(PaperRefusedError):
        write_typology(env, desk.oberland.access(), name="Empty", version="1", indicators=[" "])


def test_a_report_tells_sums_of_one_account_and_no_other_side(desk: Desk) -> None:
    env, access = desk.oberland.env, desk.oberland.access()
    ledger = ledgers.keep_exhibit(env, access, name="March", data=table(), category=SubjectCategory.SUSPECT)
    ledgers.read_lines(env, access, ledger, MAPPING)
    report = write_report(
        env, access, account="COLLECTOR", category=SubjectCategory.SUSPECT, finding="Fares are collected."
    )
    facts = Statement.objects.using(env.database).filter(entity=report).values_list("prop", "value")
    assert sorted(facts) == [
        ("account", "COLLECTOR"),
        ("endDate", "2026-03-12"),
        ("finding", "Fares are collected."),
        ("paid", "20000.00 EUR"),
        ("received", "23000.00 EUR"),
        ("startDate", "2026-03-01"),
        ("transfers", "11"),
    ]
    with pytest.raises(AbsentError):
        write_report(env, access, account="NOBODY", category=SubjectCategory.SUSPECT, finding="x")
    with pytest.raises(PaperRefusedError, match="protection"):
        write_report(env, access, account="COLLECTOR", category=SubjectCategory.VICTIM, finding="x")
