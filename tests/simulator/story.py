"""What people do on the nodes of a simulated world, as a number decides."""

from __future__ import annotations

import contextlib
import dataclasses
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from passerelle.casework import amending, asking, holding, sharing
from passerelle.core.retention import Hold
from passerelle.core.role import Role
from passerelle.store import convert, holds
from passerelle.store.models import Notice, Statement

if TYPE_CHECKING:
    from tests.simulator.chance import Chance
    from tests.simulator.network import Network
    from tests.simulator.node import Node

PHONE = "+3361234567"


@dataclass(slots=True)
class Story:
    network: Network
    chance: Chance
    agreement: str
    people: dict[str, list[str]] = field(default_factory=dict)  # node to its entities
    changes: int = 0

    def begin(self) -> None:
        for node in self.network.nodes.values():
            for number in range(1):
                entity, _ = node.person(f"Ivo Marten {number}", f"{PHONE}{number}")
                self.people.setdefault(node.id, []).append(entity)

    def act(self) -> None:
        node = self.chance.one(list(self.network.nodes.values()))
        changing = [self.correct, self.restrict, self.recall, self.hold]
        deed = self.chance.one([self.release, self.release, *changing, self.ask, self.open])
        deed(node)

    def release(self, node: Node) -> None:
        others = [one.id for one in self.network.nodes.values() if one is not node]
        sharing.release(
            node.env,
            node.access(),
            entities=[self.chance.one(self.people[node.id])],
            recipients=others,
            agreement=self.agreement,
        )

    def correct(self, node: Node) -> None:
        """A new version of one fact, which every partner that has the old one gets."""
        digit = self.chance.below(10)
        try:
            amending.correct(node.env, node.access(), self._phone(node), f"{PHONE}{digit}")
        except amending.UnchangedError:
            return

    def restrict(self, node: Node) -> None:
        """The same fact under an earlier review date, which every holder gets."""
        review = (node.env.at() + timedelta(days=300 - self.changes)).date()
        self.changes += 1
        amending.restrict(node.env, node.access(), self._phone(node), amending.Stricter(review=review))

    def _phone(self, node: Node) -> str:
        entity = self.chance.one(self.people[node.id])
        rows = Statement.objects.using(node.env.database).filter(entity=entity, prop="phone", state="live")
        return rows.get(arrived_from="").record

    def recall(self, node: Node) -> None:
        """A record goes back; a new one stands in its place, as a corrected fact does."""
        entity = self.chance.one(self.people[node.id])
        row = Statement.objects.using(node.env.database).get(
            entity=entity, prop="phone", state="live", arrived_from=""
        )
        try:
            sharing.recall(node.env, node.access(), row.record)
        except sharing.NotTheOwnerError:
            return
        Statement.objects.using(node.env.database).filter(id=row.id).update(state="superseded")
        fresh = dataclasses.replace(
            convert.statement_value(row), record=node.env.new_id(), version=1, salt=node.env.random(16)
        )
        convert.statement_row(fresh, recorded_at=node.env.now(), reference=False).save(
            using=node.env.database, force_insert=True
        )

    def hold(self, node: Node) -> None:
        """A magistrate says that a partner's person lies in a judicial file here, or no longer does."""
        access = dataclasses.replace(node.access(), role=Role.MAGISTRATE)
        standing = holds.current(node.env.database, node.env.now()).first()
        if standing is not None:
            holding.lift_hold(node.env, access, standing.id)
            return
        received = Statement.objects.using(node.env.database).exclude(arrived_from="")
        entities = sorted(set(received.values_list("entity", flat=True)))
        if entities:
            kind = Hold.JUDICIAL_FILE
            holding.set_hold(node.env, access, kind, entity=self.chance.one(entities))

    def ask(self, node: Node) -> None:
        others = [one.id for one in self.network.nodes.values() if one is not node]
        person, partner = self.chance.one(self.people[node.id]), self.chance.one(others)
        # After many changes nothing may be left that could be asked about.
        with contextlib.suppress(asking.AskingRefusedError):
            asking.ask(node.env, node.access(), entities=[person], partner=partner, agreement=self.agreement)

    def open(self, node: Node) -> None:
        hit = Notice.objects.using(node.env.database).filter(kind="hit").order_by("at", "id").first()
        if hit is not None:
            with contextlib.suppress(asking.AskingRefusedError):
                asking.open_conversation(node.env, node.access(), hit.id)
