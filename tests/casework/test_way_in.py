from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.simulator.chance import Chance
from tests.simulator.env import SeededEnv
from tests.simulator.network import Network
from tests.simulator.node import KINDS, agree, introduce, make_node

from passerelle.casework import asking
from passerelle.core.party import ServiceKind
from passerelle.core.permission_row import EntryKind
from passerelle.core.way_in import way_in
from passerelle.protocol.messages.kind import Kind
from passerelle.store.models import Notice, Outbox, ReceivedQuestion

NewEnv = Callable[[int], SeededEnv]


@pytest.mark.parametrize("kind", ServiceKind)
def test_a_question_is_taken_only_from_those_who_inquire(
    kind: ServiceKind, new_env: NewEnv, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(KINDS, "Oberland", kind)
    mine, theirs = make_node(new_env(1), "Oberland"), make_node(new_env(2), "Unterland")
    introduce(mine, theirs)
    agreement = agree(mine, theirs).id
    entity, _ = mine.person("Ivo Marten", "+33612345678")
    theirs.person("Ivo Marten", "+33612345678")
    asking.ask(mine.env, mine.access(), entities=[entity], partner=theirs.id, agreement=agreement)
    Network({one.id: one for one in (mine, theirs)}, Chance("1")).heal()
    posted = Outbox.objects.using(mine.env.database).get(kind="question")
    taken = kind in way_in(EntryKind.MESSAGE, Kind.QUESTION).services
    assert posted.outcome == ("answered" if taken else "kind-not-yours")
    assert ReceivedQuestion.objects.using(theirs.env.database).exists() is taken
    assert Notice.objects.using(mine.env.database).filter(kind="hit").exists() is taken
