"""Rule 1 through the store: canaries of everybody protected are sown, and every way out is searched."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator

import pytest
from django.apps import apps
from tests.casework.world import marking, state
from tests.simulator.chance import Chance
from tests.simulator.env import SeededEnv
from tests.simulator.network import Network
from tests.simulator.node import Node, agree, introduce, make_node

from passerelle.casework import asked, asking, comparing, sharing
from passerelle.casework.inbox import Tab, inbox
from passerelle.casework.reading import captions, entity_page
from passerelle.casework.recording import record_statements
from passerelle.casework.searching import search
from passerelle.core.draft import Draft, Fact
from passerelle.core.protective import ProtectiveKind
from passerelle.core.subject import PROTECTED, SubjectCategory
from passerelle.errors import PasserelleError
from passerelle.store import journal, protection

NewEnv = Callable[[int], SeededEnv]
NAME, PHONE = "Canaria Sorvento", "+33612345678"
CANARIES = ("Canaria", "Sorvento", PHONE, PHONE.removeprefix("+33"), "canaria", "sorvento")
SHIELDING = [kind for kind in ProtectiveKind if kind.shields_identity]
SUSPECT = SubjectCategory.SUSPECT


class Field:
    """Oberland holds the canary beside an ordinary supplier; Unterland is its partner."""

    def __init__(self, new_env: NewEnv) -> None:
        self.oberland = make_node(new_env(1), "Oberland")
        self.unterland = make_node(new_env(2), "Unterland")
        introduce(self.oberland, self.unterland)
        self.agreement = agree(self.oberland, self.unterland).id
        self.network = Network({one.id: one for one in (self.oberland, self.unterland)}, Chance("1"))
        self.supplier, _ = self.oberland.person("Ivo Marten", "+33612345600")
        self.unterland.person(NAME, PHONE)

    def sow(self, category: SubjectCategory) -> str:
        """The canary's facts are in the table as if nothing had refused them at write."""
        entity, _ = self.oberland.person(NAME, PHONE, category=category)
        return entity

    def tie(self, schema: str, first: tuple[str, str], second: tuple[str, str]) -> str:
        env, link = self.oberland.env, self.oberland.env.new_id()
        for prop, value in (first, second):
            state(env, link, schema, prop, value, marking(env))
        return link

    def outputs(self, entity: str, logged: pytest.LogCaptureFixture) -> Iterator[str]:
        """Everything that a person or a partner could be shown about it."""
        env, access, to = self.oberland.env, self.oberland.access(), self.unterland.id
        under = {"agreement": self.agreement}
        both = [entity, self.supplier]
        for read in (
            lambda: [entity_page(env, access, one) for one in both],
            lambda: entity_page(env, access, entity),
            lambda: captions(env, access, both),
            lambda: [search(env, access, text).found for text in (NAME, PHONE)],
            lambda: [inbox(env, access, tab) for tab in Tab],
            lambda: [comparing.candidates(env, access, one) for one in both],
            lambda: sharing.preview(env, access, entities=both, recipient=to, **under),
            lambda: sharing.release(env, access, entities=both, recipients=[to], **under),
            lambda: asking.ask(env, access, entities=[self.supplier], partner=to, **under),
            lambda: asking.ask(env, access, entities=[entity], partner=to, **under),
            lambda: asked.questions(env, access),
        ):
            try:
                yield repr(read())
            except PasserelleError as error:
                yield str(error)
            self.network.heal()
        yield logged.text
        yield from (wire.decode("latin-1") for wire in self.network.wires)
        yield from self._kept_of_it()
        yield from self._at_the_partner()

    def _kept_of_it(self) -> Iterator[str]:
        database = self.oberland.env.database
        size = journal.head(database).size
        yield from (journal.leaf(database, at).decode() for at in range(size))
        for name in ("Notice", "Outbox", "Disclosure", "AskedKey", "AskedQuestion"):
            yield repr(list(apps.get_model("store", name).objects.using(database).values()))

    def _at_the_partner(self) -> Iterator[str]:
        database = self.unterland.env.database
        for name in ("Notice", "Inbox", "Quarantine", "ReceivedQuestion"):
            yield repr(list(apps.get_model("store", name).objects.using(database).values()))
        yield repr(
            list(
                apps.get_model("store", "Statement").objects.using(database).exclude(arrived_from="").values()
            )
        )


@pytest.fixture
def sown(new_env: NewEnv, caplog: pytest.LogCaptureFixture) -> Field:
    caplog.set_level(logging.DEBUG)
    return Field(new_env)


def leaks(said: Iterator[str]) -> list[str]:
    """The canaries in what was said; the values that were typed in by the test itself are no output."""
    return sorted({canary for text in said for canary in CANARIES if canary in text})


def test_a_planted_leak_is_found(sown: Field, caplog: pytest.LogCaptureFixture) -> None:
    """The positive control: an ordinary suspect shows in what is read and in what is sent."""
    entity = sown.sow(SUSPECT)
    said = list(sown.outputs(entity, caplog))
    assert {"Canaria", "Sorvento", PHONE} <= set(leaks(iter(said)))
    assert any("Canaria" in wire.decode("latin-1") for wire in sown.network.wires)


@pytest.mark.parametrize("category", sorted(PROTECTED))
def test_nobody_of_a_protected_category_shows_anywhere(
    category: SubjectCategory, sown: Field, caplog: pytest.LogCaptureFixture
) -> None:
    entity = sown.sow(category)
    sown.tie("UnknownLink", ("subject", sown.supplier), ("object", entity))
    assert leaks(sown.outputs(entity, caplog)) == []


@pytest.mark.parametrize("kind", SHIELDING)
def test_nobody_in_a_protective_state_shows_anywhere(
    kind: ProtectiveKind, sown: Field, caplog: pytest.LogCaptureFixture
) -> None:
    """A suspect role lifts nothing: the state holds whatever else was said of the person."""
    entity = sown.sow(SUSPECT)
    env = sown.oberland.env
    protection.protect(env.database, [entity], kind=kind, since=env.now(), by=sown.oberland.officer)
    assert leaks(sown.outputs(entity, caplog)) == []


def test_no_relative_of_a_protected_person_shows_anywhere(
    sown: Field, caplog: pytest.LogCaptureFixture
) -> None:
    victim, _ = sown.oberland.person("Nela Brod", "+33612345601", category=SubjectCategory.VICTIM)
    relative = sown.sow(SUSPECT)
    sown.tie("Family", ("person", victim), ("relative", relative))
    assert leaks(sown.outputs(relative, caplog)) == []


@pytest.mark.parametrize("category", sorted(PROTECTED))
def test_what_identifies_the_protected_is_in_no_table_after_a_real_write(
    category: SubjectCategory, sown: Field, caplog: pytest.LogCaptureFixture
) -> None:
    node: Node = sown.oberland
    facts = (Fact("name", NAME), Fact("phone", PHONE), Fact("summary", "was given a phone"))
    draft = Draft(publisher_id="one", schema="Person", line=1, facts=facts)
    mark = marking(node.env, category=category)
    report = record_statements(node.env, node.access(), drafts=[draft], marking=mark, case=node.case)
    assert leaks(sown.outputs(report.ids["one"], caplog)) == []
    for model in apps.get_app_config("store").get_models():
        rows = repr(list(model.objects.using(node.env.database).values()))
        assert leaks(iter([rows])) == [], model.__name__
