"""A node of the invented world: its own row, its partners, an agreement, an officer with a case."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tests.casework.world import marking, state
from tests.simulator.env import SeededEnv

from passerelle.casework import cases, people
from passerelle.casework.access import Access, open_access
from passerelle.casework.agreements import add_agreement
from passerelle.casework.answer_key import answer_key
from passerelle.casework.key_digest import key_digest
from passerelle.casework.partners import (
    PartnerFile,
    keep_own,
    own_file,
    sign_partner_file,
    trust,
)
from passerelle.casework.witnessing import answered, cosign, showings
from passerelle.config.env import RealEnv
from passerelle.core.agreement_text import read_agreement
from passerelle.core.party import Regime, ServiceKind
from passerelle.core.role import Role
from passerelle.matching.match_key import keys_of
from passerelle.protocol.card import CertifiedCard, NodeCard
from passerelle.protocol.keys import fingerprint
from passerelle.protocol.question import key_prefix
from passerelle.store.models import MatchKey

if TYPE_CHECKING:
    from passerelle.core.agreement import Agreement
    from passerelle.core.marking import Marking
    from passerelle.core.statement import Statement

World = SeededEnv | RealEnv
ISSUED = datetime(2026, 1, 5, 12, tzinfo=UTC)
COUNTRIES = {"Oberland": "xo", "Unterland": "xu", "Seeland": "xs", "Haven": "xh", "Bank": "xs"}
KINDS = {
    "Oberland": ServiceKind.POLICE,
    "Unterland": ServiceKind.CUSTOMS,
    "Seeland": ServiceKind.FIU,
    "Haven": ServiceKind.VICTIM_SUPPORT,
    "Bank": ServiceKind.BANK,
}
TERMS = """
format = "passerelle-agreement/1"
title = "Cooperation between {parties}"
source = "invented for tests"
zone = "Etc/UTC"
from = 2026-01-01
to = {until}
purposes = ["group-investigation"]
categories = ["suspect", "convicted", "not-a-person"]
schemata = ["LegalEntity", "Asset", "Interval"]
onward = "with-consent"
refusals = ["not-available", "harms-inquiry"]
{party}
[deadlines]
urgent_direct_hours = 8
urgent_indirect_days = 3
other_days = 7

[questions]
keys = {keys}
per_day = {per_day}
bucket_bits = 4
names = "1"
reveals = "who asks, the case reference, how many keys, and 4 bits of each key"

[[clause]]
number = "1"
effect = "permit"
text = "Who a suspect is."

[[clause]]
number = "2"
effect = "forbid"
text = "Accounts stay home."
schemata = ["BankAccount"]
"""


@dataclass(frozen=True, slots=True)
class Node:
    """One node, the officer who acts on it, and that officer's case."""

    env: World
    name: str
    officer: str
    case: str

    @property
    def id(self) -> str:
        return self.env.node

    def access(self, reason: str = "who supplies the engines") -> Access:
        return open_access(self.env, self.officer, case=self.case, reason=reason)

    def person(self, name: str, phone: str, **changes: object) -> tuple[str, list[Statement]]:
        """A person with a name and a phone, askable when the marking is a suspect's."""
        mark = marking(self.env, **changes)
        entity = self.env.new_id()
        facts = [("name", name), ("phone", phone)]
        statements = [state(self.env, entity, "Person", prop, value, mark) for prop, value in facts]
        self.index(entity, "Person", facts, mark)
        return entity, statements

    def index(self, entity: str, schema: str, facts: list[tuple[str, str]], mark: Marking) -> None:
        askable = mark.category.may_be_asked_about
        secret = answer_key(self.env)
        for key in sorted(keys_of(schema, facts)):
            text = str(key).encode()
            MatchKey.objects.using(self.env.database).create(
                digest=key_digest(str(key)),
                kind=key.kind,
                entity=entity,
                askable=askable,
                bucket=key_prefix(text) if askable else None,
                masked=secret.entry(text) if askable else None,
            )


def make_node(env: SeededEnv, name: str) -> Node:
    certificate = f"certificate of {name}".encode()
    card = NodeCard(
        service=env.service,
        node=env.node,
        serial=1,
        issued_at=ISSUED,
        address=f"https://{name.lower()}.example:8443",
        signing_key=env.sign_public,
        sealing_key=env.sealing.public,
        oprf_key=answer_key(env).pair.public,
        certificate=hashlib.sha256(certificate).digest(),
    )
    file = PartnerFile(
        card=CertifiedCard.certify(card, env.sign, env.sign_public),
        certificate=certificate,
        service_name=name,
        node_name=name,
        kind=KINDS[name.partition(" ")[0]],
        country=COUNTRIES[name.partition(" ")[0]],
        regime=Regime.LED,
    )
    keep_own(env, sign_partner_file(env.sign, file))
    officer = people.add_officer(env, name="Besa", role=Role.LIAISON_OFFICER)
    return Node(env=env, name=name, officer=officer, case=open_a_case(env, officer, name))


def open_a_case(env: World, officer: str, name: str) -> str:
    reference = f"{name[:2].upper()}-2026-014"
    return cases.open_case(env, officer, reference=reference, title="Engines", marking=marking(env))


def introduce(*nodes: Node, both: bool = True) -> None:
    """Each trusts each, the fingerprints having been read out; or the first alone trusts the others."""
    for one in nodes if both else nodes[:1]:
        for other in nodes:
            if one is not other:
                digits = fingerprint(other.env.sign_public)
                trust(one.env, None, own_file(other.env), fingerprint_read=digits)


def agree(
    *nodes: Node,
    keys: int = 50,
    per_day: int = 40,
    until: str = '"open"',
    terms: str = TERMS,
    only_held_by: Node | None = None,
) -> Agreement:
    """An agreement between all of them, held by each and signed by each with its own key."""
    party = "".join(f'\n[[party]]\nname = "{one.name}"\nservice = "{one.env.service}"\n' for one in nodes)
    text = terms.format(
        parties=" and ".join(one.name for one in nodes), party=party, keys=keys, per_day=per_day, until=until
    )
    found = read_agreement(text.encode())
    signatures = {one.env.service: one.env.sign(found.signed_bytes).hex() for one in nodes}
    for one in nodes if only_held_by is None else (only_held_by,):
        add_agreement(one.env, None, text.encode(), signatures=signatures)
    return found


def witness_each_other(*nodes: Node) -> None:
    """Each shows each the head of its journal, as a running node does every minute."""
    known = {one.id: one for one in nodes}
    for node in nodes:
        for showing in showings(node.env):
            body: bytes | None = showing.body
            while body is not None and showing.node in known:
                reply = cosign(known[showing.node].env, node.id, body)
                body = answered(node.env, replace(showing, body=body), reply)
