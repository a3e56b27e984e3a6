"""Second part: the invented story, in the order of a day's work.

A seized phone holds one supplier and four passengers. Only the supplier may
be asked about; three services come to know the same network, each keeping its
own file; one fact is taken back; a support organisation answers as if it held
nothing; a third node checks the journal.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import timedelta
from importlib.resources import files
from typing import TYPE_CHECKING

from passerelle.cli.demo.world import DemoNode, Said, wait_for
from passerelle.errors import PasserelleError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from passerelle.cli.demo.narration import Narration
    from passerelle.cli.demo.tally import Tally
    from passerelle.core.draft import Draft
    from passerelle.core.marking import Marking
    from passerelle.core.role import Role

SAID = (
    Said(name="Oberland", kind="police", country="xo"),
    Said(name="Unterland", kind="customs", country="xu"),
    Said(name="Seeland", kind="fiu", country="xs"),
    Said(name="Haven", kind="victim-support", country="xh", regime="gdpr"),
    Said(name="Port-Lanterne", kind="police", country="xp"),
)
SECONDS = 30.0
REVIEW = timedelta(days=365)
SUPPLIER_PHONE = "+447700900417"


class AnswerDiffersError(PasserelleError):
    """A protected record showed in an answer: the demonstration must not be believed, nor the node used."""

    def __init__(self) -> None:
        super().__init__(
            "the answer with a protected record differs from the one without; stop using this version"
        )


@dataclass(slots=True, kw_only=True)
class Story:
    """The five nodes, the agreements between them, and where the entities are."""

    nodes: Mapping[str, DemoNode]
    narration: Narration
    tally: Tally
    agreements: dict[str, str]
    entities: dict[str, str]

    @property
    def oberland(self) -> DemoNode:
        """The police service that seized the phone."""
        return self.nodes["Oberland"]

    def settle(self) -> None:
        """Every message of every node has its receipt or its refusal."""
        from passerelle.casework.posting import still_pending

        wait_for(
            lambda: all(still_pending(one.env) == 0 for one in self.nodes.values()),
            "the receipts",
            seconds=SECONDS,
        )


def play(nodes: Mapping[str, DemoNode], narration: Narration, tally: Tally) -> None:
    """The story is told; the desk stays open on what it left."""
    narration.title("The story: a seized phone (all names, places and numbers are invented)")
    story = Story(nodes=nodes, narration=narration, tally=tally, agreements={}, entities={})
    _people_and_cases(story)
    _agree(story)
    _what_each_holds(story)
    _seized_phone(story)
    _hit_on_the_supplier(story)
    _release(story)
    _account(story)
    _haven(story)
    _recall(story)
    _verify(story)


def _people_and_cases(story: Story) -> None:
    from passerelle.core.purpose import Purpose
    from passerelle.core.role import Role

    for name, officer, role, reference, title, purpose in (
        (
            "Oberland",
            "Ana",
            Role.ANALYST,
            "OB-2026-014",
            "Engines before departures",
            Purpose.GROUP_INVESTIGATION,
        ),
        (
            "Unterland",
            "Besa",
            Role.LIAISON_OFFICER,
            "UN-2026-088",
            "Outboard engines",
            Purpose.GROUP_INVESTIGATION,
        ),
        (
            "Seeland",
            "Milo",
            Role.FINANCIAL_INVESTIGATOR,
            "SE-2026-031",
            "Cash accounts",
            Purpose.GROUP_INVESTIGATION,
        ),
        ("Haven", "Elif", Role.VICTIM_SUPPORT_WORKER, "HA-2026-007", "Assistance", Purpose.VICTIM_ASSISTANCE),
        (
            "Port-Lanterne",
            "Farid",
            Role.DATA_PROTECTION_OFFICER,
            "PL-2026-001",
            "Oversight",
            Purpose.OVERSIGHT,
        ),
    ):
        _staff(story.nodes[name], officer, role, reference, title, purpose)


def _staff(node: DemoNode, officer: str, role: Role, reference: str, title: str, purpose: str) -> None:
    from passerelle.casework import cases, people
    from passerelle.core.purpose import Purpose

    node.officers[officer] = people.add_officer(node.env, name=officer, role=role)
    marking = dataclasses.replace(_marking(node), purpose=Purpose(purpose))
    node.case = cases.open_case(
        node.env, node.officers[officer], reference=reference, title=title, marking=marking
    )


def _marking(node: DemoNode, **changes: object) -> Marking:
    from passerelle.core.classification import Classification
    from passerelle.core.grade import Grade
    from passerelle.core.handling import H0
    from passerelle.core.marking import AssertionKind, Marking
    from passerelle.core.purpose import Purpose
    from passerelle.core.subject import SubjectCategory

    base = Marking(
        owner=node.env.service,
        grade=Grade.of("B2"),
        handling=H0,
        classification=Classification.BASIC,
        assertion=AssertionKind.FACT,
        category=SubjectCategory.SUSPECT,
        purpose=Purpose.GROUP_INVESTIGATION,
        legal_basis=f"statute of {node.name}, article 12",
        agreement="",
        review=(node.env.now() + REVIEW).date(),
    )
    return dataclasses.replace(base, **changes)  # type: ignore[arg-type]


def _agree(story: Story) -> None:
    from passerelle.casework.agreements import add_agreement

    for name, parties in (
        ("zone", ("Oberland", "Unterland")),
        ("money", ("Oberland", "Seeland")),
        ("help", ("Oberland", "Haven")),
    ):
        text = files("passerelle.cli.demo").joinpath(f"agreements/{name}.toml").read_text(encoding="utf-8")
        for party in parties:
            text = text.replace(f"${party.upper()}", story.nodes[party].env.service)
        for party in parties:
            story.agreements[name] = add_agreement(
                story.nodes[party].env, None, text.encode(), signatures={}
            ).id


def _draft(name: str, schema: str, *facts: tuple[str, str]) -> Draft:
    from passerelle.core.draft import Draft, Fact

    return Draft(
        publisher_id=name, schema=schema, line=1, facts=tuple(Fact(prop, value) for prop, value in facts)
    )


def _record(
    node: DemoNode,
    officer: str,
    why: str,
    drafts: Iterable[Draft],
    known: Mapping[str, str] | None = None,
    **changes: object,
) -> Mapping[str, str]:
    from passerelle.casework.recording import record_statements

    report = record_statements(
        node.env,
        node.access(officer, why),
        drafts=list(drafts),
        marking=_marking(node, **changes),
        known=known,
        case=node.case,
    )
    return report.ids


def _what_each_holds(story: Story) -> None:
    from passerelle.core.handling import Handling, HandlingCode
    from passerelle.core.subject import SubjectCategory

    customs, why = story.nodes["Unterland"], "engines bought for cash"
    ids = _record(
        customs,
        "Besa",
        why,
        [
            _draft(
                "marrow",
                "Person",
                ("name", "J. Marrow"),
                ("phone", SUPPLIER_PHONE),
                ("position", "sells outboard engines for cash"),
            )
        ],
    )
    story.entities["customs-marrow"] = ids["marrow"]
    told = Handling(frozenset({HandlingCode.H2}))
    _record(
        customs, "Besa", why, [_draft("marrow", "Person", ("alias", "the boatman"))], known=ids, handling=told
    )
    _record(
        customs,
        "Besa",
        why,
        [
            _draft("account", "BankAccount", ("accountNumber", "UL-4471-0093")),
            _draft("own", "Ownership", ("owner", "marrow"), ("asset", "account")),
        ],
        known=ids,
        category=SubjectCategory.NOT_A_PERSON,
    )
    bank = story.nodes["Seeland"]
    held = _record(
        bank,
        "Milo",
        "cash paid in by many hands",
        [_draft("holder", "Person", ("name", "Joss Marrow"), ("phone", SUPPLIER_PHONE))],
    )
    story.entities["bank-holder"] = held["holder"]
    more = _record(
        bank,
        "Milo",
        "cash paid in by many hands",
        [
            _draft(
                "account", "BankAccount", ("accountNumber", "SL-0300-8812"), ("bankName", "Bank of Seeland")
            ),
            _draft("own", "Ownership", ("owner", "holder"), ("asset", "account")),
        ],
        known=held,
        category=SubjectCategory.NOT_A_PERSON,
    )
    story.entities["bank-account"] = more["account"]
    story.narration.step("Unterland (customs) and Seeland (financial intelligence) hold files of their own")


def _seized_phone(story: Story) -> None:
    """Ana's assessed list: one supplier, four passengers; who the passengers are is not kept."""
    from passerelle.casework.asking import AskingRefusedError, ask
    from passerelle.cli.demo.phone import contacts

    node = story.oberland
    supplier, passengers, withheld = contacts(node, _marking(node))
    story.entities["supplier"] = supplier
    story.narration.step("Oberland: a seized phone, five contacts: one supplier, four passengers")
    story.narration.detail(
        f"{withheld} values of the passengers were not kept: pseudonyms and fingerprints alone"
    )
    refused = 0
    for one in passengers:
        try:
            access = node.access("Ana", "who supplies the engines")
            ask(
                node.env,
                access,
                entities=[one],
                partner=story.nodes["Unterland"].env.node,
                agreement=story.agreements["zone"],
            )
        except AskingRefusedError as error:
            refused += 1
            story.tally.refusals[error.clause] += 1
    story.narration.detail(
        f"a question about each passenger was refused at Oberland's own node: {refused} of {len(passengers)}"
    )
    group = _record(
        node,
        "Ana",
        "called the night before each departure",
        [
            _draft("kestrel", "Organization", ("name", "Kestrel"), ("summary", "supplies engines and boats")),
            _draft(
                "member",
                "Membership",
                ("member", "supplier"),
                ("organization", "kestrel"),
                ("role", "supplier"),
            ),
        ],
        known={"supplier": supplier},
    )
    story.entities["group"] = group["kestrel"]


def _ask(story: Story, partner: str, agreement: str) -> str:
    from passerelle.casework.asking import ask

    node = story.oberland
    access = node.access("Ana", "who else knows the supplier of the engines")
    (question,) = ask(
        node.env,
        access,
        entities=[story.entities["supplier"]],
        partner=story.nodes[partner].env.node,
        agreement=story.agreements[agreement],
    )
    story.tally.questions += 1
    story.settle()
    return question


def _open_hits(story: Story, partner: str) -> int:
    from passerelle.casework.asking import open_conversation
    from passerelle.casework.inbox import Tab, inbox
    from passerelle.core.notice_kind import NoticeKind

    node = story.oberland
    access = node.access("Ana", "open the conversation about the supplier")
    rows = [
        row
        for row in inbox(node.env, access, Tab.SERVICE).rows
        if row.kind is NoticeKind.HIT and row.service == partner and not row.facts.get("opened")
    ]
    open_conversation(node.env, access, *(row.id for row in rows))
    story.tally.hits += len(rows)
    story.settle()
    return len(rows)


def _hit_on_the_supplier(story: Story) -> None:
    _ask(story, "Unterland", "zone")
    hits = _open_hits(story, "Unterland")
    story.narration.step(
        f"Oberland asks Unterland about the supplier alone: {hits} hit; Ana opens the conversation"
    )


def _release(story: Story) -> None:
    from passerelle.casework.sharing import preview, release
    from passerelle.core.decision import Permit, Refuse

    node, to = story.nodes["Unterland"], story.oberland.env.node
    access = node.access("Besa", "Oberland opened a hit on the supplier of engines")
    given = {
        "entities": [story.entities["customs-marrow"]],
        "agreement": story.agreements["zone"],
    }
    seen = preview(node.env, access, recipient=to, **given)  # type: ignore[arg-type]
    goes = [line for line in seen.lines if isinstance(line.decision, Permit)]
    stays = [line for line in seen.lines if isinstance(line.decision, Refuse)]
    story.narration.step(f"Unterland's preview: {len(goes)} facts go, {len(stays)} stay")
    for line in goes:
        assert isinstance(line.decision, Permit)
        story.narration.detail(f"goes   {line.schema}.{line.prop}: clause {line.decision.clause}")
    for line in stays:
        assert isinstance(line.decision, Refuse)
        story.tally.refusals[line.decision.clause] += 1
        story.narration.detail(
            f"stays  {line.schema}.{line.prop}: {line.decision.clause}. {line.decision.reason.sentence}"
        )
    story.entities["position-record"] = next(line.record for line in goes if line.prop == "position")
    sent = release(node.env, access, recipients=[to], **given)  # type: ignore[arg-type]
    story.tally.releases += sum(len(one.messages) for one in sent)
    story.settle()
    story.narration.step("released, received, and readable at Oberland with its owner, grade and handling")


def _account(story: Story) -> None:
    from passerelle.casework.sharing import release
    from passerelle.core.subject import SubjectCategory

    _ask(story, "Seeland", "money")
    hits = _open_hits(story, "Seeland")
    node = story.nodes["Seeland"]
    sent = release(
        node.env,
        node.access("Milo", "Oberland opened a hit on the holder of an account"),
        entities=[story.entities["bank-holder"], story.entities["bank-account"]],
        recipients=[story.oberland.env.node],
        agreement=story.agreements["money"],
    )
    story.tally.releases += sum(len(one.messages) for one in sent)
    story.settle()
    ids = {"group": story.entities["group"], "account": story.entities["bank-account"]}
    _record(
        story.oberland,
        "Ana",
        "Seeland's account takes the group's cash",
        [_draft("own", "Ownership", ("owner", "group"), ("asset", "account"), ("role", "collects fares"))],
        known=ids,
        category=SubjectCategory.NOT_A_PERSON,
    )
    story.narration.step(f"Seeland: {hits} hit; its account joins the group's file at Oberland")


def _haven(story: Story) -> None:
    """The same question before and after a victim's file names the supplier's number: the same bytes."""
    from passerelle.casework.asking import answer_view, repeat
    from passerelle.core.purpose import Purpose
    from passerelle.core.subject import SubjectCategory

    question = _ask(story, "Haven", "help")
    haven, node = story.nodes["Haven"], story.oberland
    _record(
        haven,
        "Elif",
        "a person who asked for help",
        [_draft("helped", "Person", ("name", "not told"), ("phone", SUPPLIER_PHONE))],
        category=SubjectCategory.VICTIM,
        purpose=Purpose.VICTIM_ASSISTANCE,
    )
    access = node.access("Ana", "who else knows the supplier of the engines")
    again = repeat(node.env, access, question)
    story.tally.questions += 1
    story.settle()
    before, after = (answer_view(node.env, access, one) for one in (question, again))
    same = bool(before.digest) and before.digest == after.digest
    story.narration.step("Haven (victim support) writes the supplier's number into a victim's file")
    verdict = "the same bytes, absent" if same else "DIFFERENT"
    digests = f"{before.digest[:16]}… and {after.digest[:16]}…"
    story.narration.detail(f"its answer to Oberland without and with that record: {digests}: {verdict}")
    if not same or after.hits:
        raise AnswerDiffersError


def _recall(story: Story) -> None:
    from passerelle.casework.sharing import recall, sharing_state

    node = story.nodes["Unterland"]
    access = node.access("Besa", "the seller was another person of that name")
    recall(node.env, access, story.entities["position-record"])
    story.settle()
    shares = sharing_state(node.env, access, story.entities["position-record"])
    confirmed = sum(one.recall_confirmed_at is not None for one in shares)
    story.tally.recalled += confirmed
    story.narration.step(f"Unterland takes one fact back: {confirmed} of {len(shares)} recipients confirmed")


def _verify(story: Story) -> None:
    from passerelle.cli.demo.witness import verified

    line = verified(story.oberland, story.nodes["Port-Lanterne"])
    story.narration.step(line)
