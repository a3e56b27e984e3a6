"""From a ledger to a unit abroad: an account is asked about, and a bank is never asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.casework.ledger_world import IBAN, MAPPING, table
from tests.casework.world import marking, state
from tests.simulator.chance import Chance
from tests.simulator.env import SeededEnv
from tests.simulator.network import Network
from tests.simulator.node import Node, agree, introduce, make_node

from passerelle.casework import asking, ledgers
from passerelle.casework.choosing import choose
from passerelle.core.asking import Attribution
from passerelle.core.party import ServiceKind
from passerelle.core.refusal_reason import RefusalReason
from passerelle.core.subject import SubjectCategory
from passerelle.store.models import AskedQuestion, MatchKey, Notice, Service, Statement

NewEnv = Callable[[int], SeededEnv]
ACCOUNT = IBAN.replace(" ", "")


def chosen(node: Node, category: SubjectCategory, attribution: Attribution | None) -> str:
    """The entity of the account that the collector paid, taken from a ledger of the case."""
    access = node.access()
    ledger = ledgers.keep_exhibit(node.env, access, name="March", data=table(), category=category)
    ledgers.read_lines(node.env, access, ledger, MAPPING)
    choose(node.env, access, ledger, [10], attribution=attribution)
    return str(Statement.objects.using(node.env.database).get(prop="iban").entity)


def attribution(node: Node) -> Attribution:
    return Attribution(group=node.env.new_id(), reason="nine people paid into it", by=node.officer)


def test_a_unit_holds_the_account_and_only_the_asker_learns_it(new_env: NewEnv) -> None:
    oberland, seeland = make_node(new_env(1), "Oberland"), make_node(new_env(3), "Seeland")
    introduce(oberland, seeland)
    agreement = agree(oberland, seeland).id
    mine = chosen(oberland, SubjectCategory.NOT_A_PERSON, attribution(oberland))
    held = replace(marking(seeland.env), category=SubjectCategory.SUSPECT)
    theirs = seeland.env.new_id()
    state(seeland.env, theirs, "BankAccount", "iban", ACCOUNT, held)
    seeland.index(theirs, "BankAccount", [("iban", ACCOUNT)], held)
    network = Network({one.id: one for one in (oberland, seeland)}, Chance("1"))
    asking.ask(oberland.env, oberland.access(), entities=[mine], partner=seeland.id, agreement=agreement)
    network.heal()
    assert [one.entity for one in Notice.objects.using(oberland.env.database).filter(kind="hit")] == [mine]
    assert not Notice.objects.using(seeland.env.database).filter(kind="hit").exists()


def test_an_account_that_nobody_attributed_is_not_asked_about(new_env: NewEnv) -> None:
    oberland = make_node(new_env(1), "Oberland")
    mine = chosen(oberland, SubjectCategory.CONTACT, None)
    keys = MatchKey.objects.using(oberland.env.database).filter(entity=mine)
    assert keys.exists()
    assert not keys.filter(askable=True).exists()


def test_a_bank_is_never_asked(new_env: NewEnv) -> None:
    oberland, bank = make_node(new_env(1), "Oberland"), make_node(new_env(3), "Seeland")
    introduce(oberland, bank)
    agreement = agree(oberland, bank).id
    Service.objects.using(oberland.env.database).filter(id=bank.env.service).update(kind=ServiceKind.BANK)
    mine = chosen(oberland, SubjectCategory.NOT_A_PERSON, attribution(oberland))
    with pytest.raises(asking.AskingRefusedError) as refused:
        asking.ask(oberland.env, oberland.access(), entities=[mine], partner=bank.id, agreement=agreement)
    assert refused.value.reason is RefusalReason.NOT_ASKABLE
    assert not AskedQuestion.objects.using(oberland.env.database).exists()
