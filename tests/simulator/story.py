"""What people do on the nodes of a simulated world, as a number decides."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from passerelle.casework import asking, sharing
from passerelle.store import convert
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

    def begin(self) -> None:
        for node in self.network.nodes.values():
            for number in range(1):
                entity, _ = node.person(f"Ivo Marten {number}", f"{PHONE}{number}")
                self.people.setdefault(node.id, []).append(entity)

    def act(self) -> None:
        node = self.chance.one(list(self.network.nodes.values()))
        deed = self.chance.one([self.release, self.release, self.correct, self.recall, self.ask, self.open])
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
        """A new version of one fact, released again to whoever is a partner."""
        entity = self.chance.one(self.people[node.id])
        rows = Statement.objects.using(node.env.database).filter(entity=entity, prop="phone", state="live")
        row = rows.get(arrived_from="")
        old = convert.statement_value(row)
        new = dataclasses.replace(old, version=old.version + 1, salt=node.env.random(16))
        rows.filter(id=row.id).update(state="superseded")
        convert.statement_row(new, recorded_at=node.env.now(), reference=False).save(
            using=node.env.database, force_insert=True
        )
        self.release(node)

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

    def ask(self, node: Node) -> None:
        others = [one.id for one in self.network.nodes.values() if one is not node]
        asking.ask(
            node.env,
            node.access(),
            entities=[self.chance.one(self.people[node.id])],
            partner=self.chance.one(others),
            agreement=self.agreement,
        )

    def open(self, node: Node) -> None:
        hit = Notice.objects.using(node.env.database).filter(kind="hit").order_by("at", "id").first()
        if hit is not None:
            asking.open_conversation(node.env, node.access(), hit.id)
