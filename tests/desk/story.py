"""The invented story, as the node of Oberland holds it after its messages came and went."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from tests.casework.request_world import ASKED
from tests.casework.world import marking, state
from tests.simulator.chance import Chance
from tests.simulator.network import Network
from tests.simulator.node import COUNTRIES, Node, agree, introduce, make_node

from passerelle.casework import asking, cases, declaring, exhibits, objecting, people, sharing, workshops
from passerelle.casework.exhibits import Taking
from passerelle.casework.requesting import OtherSide, Terms, make
from passerelle.core.declaration import Declaration, Declared
from passerelle.core.grade import Grade
from passerelle.core.handling import Handling, HandlingCode
from passerelle.core.marking import AssertionKind, Marking
from passerelle.core.objection import Ground
from passerelle.core.role import Role
from passerelle.core.subject import SubjectCategory
from passerelle.documents.workshop.examination import Examination
from passerelle.store.models import Exhibit, Notice, Request, Statement

if TYPE_CHECKING:
    from tests.simulator.env import SeededEnv

H2 = Handling(frozenset({HandlingCode.H0, HandlingCode.H2}))
PHONE = "+33612345678"
PLATE = ("imitation", "stamp-made", "fibres-printed", "font-other")
PRESS = ("alteration", "laminate-lifted", "hologram-foil", "photo-replaced")
NewEnv = Callable[[int], "SeededEnv"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Where its parts are; Besa is the officer of Oberland."""

    oberland: Node
    unterland: Node
    farid: str
    group: str
    supplier: str
    hit: str
    phone_record: str
    agreement: str

    @property
    def env(self) -> SeededEnv:
        return self.oberland.env

    @property
    def namesake(self) -> str:
        """A person whom a partner released, of the supplier's name."""
        there = Statement.objects.using(self.env.database).exclude(arrived_from="")
        return str(there.filter(schema="Person", prop="name")[0].entity)

    @property
    def request(self) -> str:
        """A request of Unterland about the supplier's number, which it made when this was first asked."""
        there = Request.objects.using(self.env.database)
        if not there.exists():
            other, terms = OtherSide(node=self.oberland.id), Terms(agreement=self.agreement)
            network = Network({one.id: one for one in (self.oberland, self.unterland)}, Chance("2"))
            make(self.unterland.env, self.unterland.access(), ASKED, other, terms)
            network.heal()
        return there.order_by("receipt")[0].id

    def share_a_phone(self) -> None:
        """The supplier and the namesake hold one number, so that each is the other's candidate."""
        own = marking(self.env)
        state(self.env, self.namesake, "Person", "phone", PHONE, own, case=self.case)
        self.oberland.index(self.namesake, "Person", [("phone", PHONE)], own)

    @property
    def case(self) -> str:
        return self.oberland.case

    @property
    def exhibit(self) -> str:
        """Its id; "" before documents were examined."""
        return Exhibit.objects.using(self.env.database).values_list("id", flat=True).first() or ""

    def examine_documents(self) -> None:
        """Two series of examined documents, one confirmed; an exhibit that is given; a number objected to."""
        env, access = self.env, self.oberland.access()
        for features in (PLATE, PLATE, PRESS, PRESS):
            one = Examination(id="", document_type="P", issuer="xo", features=frozenset(features))
            workshops.examine(env, access, one)
        first, *_ = workshops.proposed(env, access)
        workshops.confirm(env, access, first.members, supplier=self.supplier)
        rules = replace(cases.case_marking(env, access), category=SubjectCategory.NOT_A_PERSON)
        page = Taking(title="Data page", media_type="image/png", origin="handed in at the port")
        exhibits.hand_over(env, access, exhibits.take(env, access, b"a page", page, rules), to="Ana")
        today = env.now().date()
        lost = Declaration(
            issuer=COUNTRIES["Oberland"],
            document_type="P",
            first="OB1000001",
            declared=Declared.LOST,
            since=today,
            review=today + timedelta(days=90),
            redress="the registry of Oberland",
            report="Port-Lanterne, 7/2026",
        )
        objecting.contest(env, access, declaring.declare(env, access, lost), Ground.MISTAKE)


def tell(new_env: NewEnv) -> Story:
    """Three nodes, a hit, a conversation, a release each way."""
    names = ("Oberland", "Unterland", "Seeland")
    oberland, unterland, seeland = nodes = [make_node(new_env(i), name) for i, name in enumerate(names, 1)]
    introduce(*nodes)
    agreement = agree(*nodes).id
    network = Network({one.id: one for one in nodes}, Chance("1"))
    ana = people.add_officer(oberland.env, name="Ana", role=Role.ANALYST)
    cases.add_member(oberland.env, oberland.case, ana, why="analysis")
    farid = people.add_officer(oberland.env, name="Farid", role=Role.DATA_PROTECTION_OFFICER)
    group, supplier, phone_record = _files(oberland, seeland)
    _messages(network, oberland, unterland, seeland, supplier, agreement)
    hit = Notice.objects.using(oberland.env.database).filter(kind="hit")[0].id
    return Story(
        oberland=oberland,
        unterland=unterland,
        farid=farid,
        group=group,
        supplier=supplier,
        hit=hit,
        phone_record=phone_record,
        agreement=agreement,
    )


def _files(oberland: Node, seeland: Node) -> tuple[str, str, str]:
    own = marking(oberland.env)
    env, case, group, supplier = oberland.env, oberland.case, oberland.env.new_id(), oberland.env.new_id()
    thing = replace(own, category=SubjectCategory.NOT_A_PERSON)
    summary = "Sells engines and boats on credit; collects at two places on the quay."
    guess = replace(thing, assertion=AssertionKind.ASSESSMENT, grade=Grade.of("B3"))
    state(env, group, "Organization", "name", "Lantern Quay group", thing, case=case)
    state(env, group, "Organization", "summary", summary, guess, case=case)
    link = env.new_id()
    state(env, link, "Membership", "member", supplier, own, case=case)
    state(env, link, "Membership", "organization", group, own, case=case)
    state(env, link, "Membership", "role", "supplies engines", own, case=case)
    record = _supplier(oberland, supplier, own)
    _money(oberland, seeland, group, own)
    return group, supplier, record


def _supplier(oberland: Node, supplier: str, own: Marking) -> str:
    guess = replace(own, assertion=AssertionKind.ASSESSMENT, grade=Grade.of("C4"))
    facts = {
        "name": ("K. Tallow", own),
        "alias": ("نموذج", replace(own, grade=Grade.of("C3"))),
        "weakAlias": ("Образец", replace(own, grade=Grade.of("X4"))),
        "birthDate": ("1979-04-12", replace(own, grade=Grade.of("B3"))),
        "phone": (PHONE, own),
        "passportNumber": ("SPEC123456", replace(own, handling=H2)),
        "address": ("Quay 4, Port-Lanterne", replace(own, category=SubjectCategory.CONTACT)),
        "notes": ("Delivers at night, always with the same van.", guess),
    }
    made = {
        name: state(oberland.env, supplier, "Person", name, value, mark)
        for name, (value, mark) in facts.items()
    }
    oberland.index(supplier, "Person", [("name", "K. Tallow"), ("phone", PHONE)], own)
    return made["phone"].record


def _money(oberland: Node, seeland: Node, group: str, own: Marking) -> None:
    env, account, holding = oberland.env, oberland.env.new_id(), oberland.env.new_id()
    mark = replace(
        own,
        category=SubjectCategory.NOT_A_PERSON,
        owner=seeland.env.service,
        handling=H2,
        grade=Grade.of("A2"),
    )
    made = [
        state(env, account, "BankAccount", "accountNumber", "SPECIMEN 000142", mark),
        state(env, account, "BankAccount", "name", "Account 000142", mark),
        state(env, holding, "Ownership", "asset", account, mark),
        state(env, holding, "Ownership", "owner", group, mark),
        state(env, holding, "Ownership", "summary", "collects cash deposits", mark),
    ]
    Statement.objects.using(env.database).filter(id__in=[one.id for one in made]).update(
        arrived_from=seeland.id
    )


def _messages(
    network: Network, oberland: Node, unterland: Node, seeland: Node, supplier: str, agreement: str
) -> None:
    theirs, _ = unterland.person("Tallow K.", PHONE)
    account_holder, _ = seeland.person("K. Tallow", "+33612345699")
    release = [([supplier], oberland, unterland), ([account_holder], seeland, oberland)]
    for entities, sender, recipient in release:
        sharing.release(
            sender.env, sender.access(), entities=entities, recipients=[recipient.id], agreement=agreement
        )
    for entity, asker, asked in ((supplier, oberland, unterland), (theirs, unterland, oberland)):
        asking.ask(asker.env, asker.access(), entities=[entity], partner=asked.id, agreement=agreement)
    network.heal()
    there = Notice.objects.using(unterland.env.database).filter(kind="hit")[0]
    asking.open_conversation(unterland.env, unterland.access(), there.id)
    network.heal()
