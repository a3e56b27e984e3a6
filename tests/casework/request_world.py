"""Unterland asks Oberland; each has its people, and an agreement with a clock joins them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.casework.test_sharing import Pair
from tests.simulator.env import SeededEnv

from passerelle.casework import cases, people
from passerelle.casework.access import open_access
from passerelle.casework.requesting import OtherSide, Terms, make, register
from passerelle.core.purpose import Purpose
from passerelle.core.request_channel import Channel
from passerelle.core.request_clock import Urgency
from passerelle.core.request_content import About, RequestContent, RequestPart, UrgencyReason
from passerelle.core.request_kind import RequestKind
from passerelle.core.role import Role
from passerelle.store.models import Request

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.simulator.node import Node

    from passerelle.casework.access import Access

PHONE = "+33612345678"
ASKED = RequestContent(
    kind=RequestKind.INFORMATION,
    urgency=Urgency.URGENT_DIRECT,
    urgent_because=UrgencyReason.LIFE_OR_LIMB,
    purpose=Purpose.GROUP_INVESTIGATION,
    offence="engines sold to a group",
    necessity="nothing less shows who pays",
    held_there="the number is of Oberland",
    parts=(RequestPart("1", "who uses the number"), RequestPart("2", "who pays for it")),
    about=(About("Person", "phone", PHONE),),
)
ORDER = replace(ASKED, kind=RequestKind.FREEZING, authority="Court of Unterland")


class Asked(Pair):
    """Oberland holds the number that Unterland will ask about."""

    def __init__(self, new_env: Callable[[int], SeededEnv]) -> None:
        super().__init__(new_env)
        self.person, _ = self.oberland.person("Ivo Marten", PHONE)
        self.people = {name: self.add(name, role) for name, role in CAST.items()}

    @property
    def env(self) -> SeededEnv:
        env = self.oberland.env
        assert isinstance(env, SeededEnv)
        return env

    def add(self, name: str, role: Role) -> str:
        officer = people.add_officer(self.oberland.env, name=name, role=role)
        cases.add_member(self.oberland.env, self.oberland.case, officer, why="requests")
        return officer

    def reads(self, name: str = "") -> Access:
        """Besa of Oberland, or another, at work in the case."""
        if not name:
            return self.oberland.access()
        return open_access(self.env, self.people[name], case=self.oberland.case, reason="the clock")

    def ask(self, content: RequestContent = ASKED) -> str:
        """The id of the request as Oberland has it."""
        other = OtherSide(node=self.oberland.id)
        env = self.unterland.env
        make(env, self.unterland.access(), content, other, Terms(agreement=self.agreement))
        self.network.heal()
        return self.newest(self.oberland)

    def comes_by_siena(self, content: RequestContent = ASKED, reference: str = "S-2026-7") -> str:
        """The id of a request that a person of Oberland registered."""
        other = OtherSide(name="Unterland", country="xu", channel=Channel.SIENA, reference=reference)
        terms = Terms(agreement=self.agreement)
        return register(self.env, self.reads(), content, other, terms, received=self.env.now())

    def newest(self, node: Node) -> str:
        return Request.objects.using(node.env.database).order_by("-receipt", "-id")[0].id


CAST = {
    "Claire": Role.MAGISTRATE,
    "Ana": Role.ANALYST,
    "Gerd": Role.SINGLE_POINT_OF_CONTACT,
}
