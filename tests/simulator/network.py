"""The network between simulated nodes: it loses, repeats, delays and cuts, as a number decides.

Every step is written to a history, so that two runs can be compared.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from tests.simulator.env import CrashError

from passerelle.casework.arrival import UnprovenError, handle
from passerelle.casework.posting import Failure, Post, due, lost
from passerelle.casework.settling import settle
from passerelle.store import journal
from passerelle.store.models import Outbox

if TYPE_CHECKING:
    from tests.simulator.chance import Chance
    from tests.simulator.node import Node

    from passerelle.protocol.journal import Frontier

ROUND = timedelta(seconds=40)
ROOM = 32


@dataclass(frozen=True, slots=True)
class Faults:
    """How many in a hundred messages meet each fate; the rest get through."""

    request_lost: int = 0
    reply_lost: int = 0
    repeated: int = 0
    delayed: int = 0
    crashed: int = 0


Cut = Callable[[str, str], bool]  # whether nothing gets from the first node to the second now


def open_line(_sender: str, _recipient: str) -> bool:
    return False


NONE = Faults()
ROUGH = Faults(request_lost=15, reply_lost=15, repeated=15, delayed=15, crashed=15)


@dataclass(slots=True)
class Network:
    nodes: dict[str, Node]
    chance: Chance
    faults: Faults = NONE
    history: list[tuple[str, ...]] = field(default_factory=list)
    heads: dict[str, list[Frontier]] = field(default_factory=dict)
    wires: list[bytes] = field(default_factory=list)  # what a listener on the line would see
    waiting: list[tuple[Node, Post]] = field(default_factory=list)
    cut: Cut = open_line

    def round(self) -> None:
        """Every node posts once what is due; then time passes."""
        late, self.waiting = self.waiting, []
        order = list(self.nodes.values())
        self.chance.shuffle(order)
        posts = late + [(node, post) for node in order for post in due(node.env, frozenset(), ROOM)]
        self.chance.shuffle(posts)
        for node, post in posts:
            self._carry(node, post)
        for node in self.nodes.values():
            node.env.advance(ROUND)
            self.heads.setdefault(node.id, []).append(journal.head(node.env.database))

    def heal(self, most: int = 200) -> int:
        """Rounds without faults until nothing is pending; the number it took."""
        self.cut = open_line
        self.faults = NONE
        for number in range(most):
            if not self.waiting and not self.pending():
                return number
            self.round()
        raise AssertionError(f"{self.pending()} messages are still pending after {most} rounds")

    def pending(self) -> int:
        return sum(
            Outbox.objects.using(node.env.database).filter(state=Outbox.State.PENDING).count()
            for node in self.nodes.values()
        )

    def _carry(self, node: Node, post: Post) -> None:
        faults, chance = self.faults, self.chance
        if self.cut(node.id, post.recipient):
            self._note("cut", node, post)
            lost(node.env, post, Failure.UNREACHABLE)
            return
        if chance.in_a_hundred(faults.delayed):
            self._note("delayed", node, post)
            self.waiting.append((node, post))
            return
        if chance.in_a_hundred(faults.request_lost):
            self._note("request lost", node, post)
            lost(node.env, post, Failure.UNREACHABLE)
            return
        if chance.in_a_hundred(faults.repeated):
            self._note("repeated", node, post)
            self._deliver(post)
        reply = self._deliver(post)
        if reply is None:
            lost(node.env, post, Failure.UNANSWERED)
        elif self.cut(post.recipient, node.id):
            self._note("reply cut", node, post)
            lost(node.env, post, Failure.UNREACHABLE)
        elif chance.in_a_hundred(faults.reply_lost):
            self._note("reply lost", node, post)
            lost(node.env, post, Failure.UNREACHABLE)
        else:
            self._settle(node, post, reply)

    def _deliver(self, post: Post) -> bytes | None:
        node = self.nodes[post.recipient]
        self.wires.append(post.wire)
        sender = post.id.partition("|")[0]
        if self.chance.in_a_hundred(self.faults.crashed):
            node.env.crash_after(self.chance.below(12))
        try:
            reply = handle(node.env, sender, post.wire)
        except CrashError:
            self._note("crashed", node, post)
            return None
        except UnprovenError:
            self._note("unproven", node, post)
            return None
        finally:
            node.env.recover()
        self.wires.append(reply)
        self._note(f"handled {hashlib.sha256(reply).hexdigest()}", node, post)
        return reply

    def _settle(self, node: Node, post: Post, reply: bytes) -> None:
        if self.chance.in_a_hundred(self.faults.crashed):
            node.env.crash_after(self.chance.below(12))
        try:
            settle(node.env, post, reply)
            self._note("settled", node, post)
        except CrashError:
            self._note("crashed on the reply", node, post)
        finally:
            node.env.recover()

    def _note(self, what: str, node: Node, post: Post) -> None:
        self.history.append((what, node.name, post.id, node.env.at().isoformat()))
