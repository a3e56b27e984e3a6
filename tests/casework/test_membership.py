from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from tests.simulator.chance import Chance
from tests.simulator.env import SeededEnv
from tests.simulator.network import Network
from tests.simulator.node import TERMS, Node, agree, introduce, make_node

from passerelle.casework import sharing
from passerelle.casework.membership import categories_for, joined_with
from passerelle.core.decision import Decision, Permit, Refuse
from passerelle.core.purpose import Purpose
from passerelle.core.refusal_reason import RefusalReason
from passerelle.core.subject import SubjectCategory
from passerelle.store.models import Outbox, Statement

if TYPE_CHECKING:
    from passerelle.core.agreement import Agreement

NewEnv = Callable[[int], SeededEnv]
CENTRE = (
    TERMS.replace('agreement/1"\n', 'agreement/1"\nkind = "joint-centre"\n')
    + """
[[joining]]
member = "Seeland"
from = 2026-02-01
purposes = ["group-investigation"]
assessment = "Invented assessment of rights"
published = 2026-01-15
agreed = [{voices}]

[[withholding]]
member = "Oberland"
from = 2026-02-01
to = "open"
categories = ["convicted"]
"""
)


class Centre:
    """Oberland and Unterland made it; Seeland came in with the voices given."""

    def __init__(self, new_env: NewEnv, voices: str) -> None:
        self.nodes = tuple(
            make_node(new_env(number), name)
            for number, name in enumerate(("Oberland", "Unterland", "Seeland"), start=1)
        )
        introduce(*self.nodes)
        terms = CENTRE.replace("{voices}", voices)
        self.agreement: Agreement = agree(*self.nodes, terms=terms)
        self.network = Network({one.id: one for one in self.nodes}, Chance("1"))

    def decisions(self, to: Node, entity: str) -> set[Decision]:
        sender = self.nodes[0]
        found = sharing.preview(
            sender.env, sender.access(), entities=[entity], recipient=to.id, agreement=self.agreement.id
        )
        return {line.decision for line in found.lines}


@pytest.fixture
def joined(new_env: NewEnv) -> Centre:
    return Centre(new_env, '"Oberland", "Unterland"')


@pytest.fixture
def outside(new_env: NewEnv) -> Centre:
    return Centre(new_env, '"Oberland"')


def test_who_joined_with_every_voice_receives(joined: Centre) -> None:
    oberland, _, seeland = joined.nodes
    entity, _ = oberland.person("Ivo Marten", "+999100200300")
    sharing.release(
        oberland.env,
        oberland.access(),
        entities=[entity],
        recipients=[seeland.id],
        agreement=joined.agreement.id,
    )
    joined.network.heal()
    assert Statement.objects.using(seeland.env.database).filter(entity=entity).count() == 2
    assert joined_with(oberland.env, joined.agreement, seeland.id).purposes == joined.agreement.purposes


def test_who_lacks_a_voice_is_sent_nothing_and_answered_nothing(outside: Centre) -> None:
    oberland, unterland, seeland = outside.nodes
    entity, _ = oberland.person("Ivo Marten", "+999100200300")
    refused = Refuse(RefusalReason.NOT_A_MEMBER, "joining", outside.agreement.id)
    assert outside.decisions(seeland, entity) == {refused}
    assert all(isinstance(one, Permit) for one in outside.decisions(unterland, entity))
    assert joined_with(oberland.env, outside.agreement, seeland.id).purposes == frozenset()
    assert joined_with(oberland.env, outside.agreement, unterland.id).purposes == outside.agreement.purposes
    assert not Outbox.objects.using(oberland.env.database).filter(recipient=seeland.id).exists()


def test_what_a_member_keeps_back_is_neither_sent_nor_met_by_a_question(joined: Centre) -> None:
    oberland, unterland, seeland = joined.nodes
    entity, _ = oberland.person("Ivo Marten", "+999100200300", category=SubjectCategory.CONVICTED)
    kept = Refuse(RefusalReason.WITHHELD, "withholding", joined.agreement.id)
    assert joined.decisions(unterland, entity) == joined.decisions(seeland, entity) == {kept}
    asked = (joined.agreement, seeland.id, Purpose.GROUP_INVESTIGATION)
    assert SubjectCategory.CONVICTED not in categories_for(oberland.env, *asked)
    assert SubjectCategory.SUSPECT in categories_for(oberland.env, *asked)
    assert SubjectCategory.CONVICTED in categories_for(
        unterland.env, joined.agreement, oberland.id, Purpose.GROUP_INVESTIGATION
    )


def test_an_agreement_that_is_no_centre_stays_whole(new_env: NewEnv) -> None:
    nodes = tuple(make_node(new_env(n), name) for n, name in ((1, "Oberland"), (2, "Unterland")))
    introduce(*nodes)
    plain = agree(*nodes)
    assert joined_with(nodes[0].env, plain, nodes[1].id) is plain
    asked = (plain, nodes[1].id, Purpose.GROUP_INVESTIGATION)
    assert categories_for(nodes[0].env, *asked) == plain.categories
