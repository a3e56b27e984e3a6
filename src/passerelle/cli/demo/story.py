"""Second part: the invented story, in the order of a day's work.

A seized phone holds one supplier and four passengers. Only the supplier may
be asked about; three services come to know the same network, each keeping its
own file; one fact is taken back; a support organisation answers as if it held
nothing; a third node checks the journal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.cli.demo.cast import SUPPLIER_PHONE, Story, agree, draft, marking_of, people_and_cases, record
from passerelle.cli.demo.holdings import what_each_holds
from passerelle.errors import PasserelleError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from passerelle.cli.demo.narration import Narration
    from passerelle.cli.demo.tally import Tally
    from passerelle.cli.demo.world import DemoNode


class AnswerDiffersError(PasserelleError):
    """A protected record showed in an answer: the demonstration must not be believed, nor the node used."""

    def __init__(self) -> None:
        super().__init__(
            "the answer with a protected record differs from the one without; stop using this version"
        )


def play(nodes: Mapping[str, DemoNode], narration: Narration, tally: Tally) -> None:
    """The story is told; the desk stays open on what it left."""
    narration.title("The story: a seized phone (all names, places and numbers are invented)")
    story = Story(nodes=nodes, narration=narration, tally=tally, agreements={}, entities={})
    people_and_cases(story)
    agree(story)
    what_each_holds(story)
    _seized_phone(story)
    _hit_on_the_supplier(story)
    _release(story)
    _account(story)
    _haven(story)
    _recall(story)
    _verify(story)


def _seized_phone(story: Story) -> None:
    """Ana's assessed list: one supplier, four passengers; who the passengers are is not kept."""
    from passerelle.casework.asking import AskingRefusedError, ask
    from passerelle.cli.demo.phone import contacts

    node = story.oberland
    supplier, passengers, withheld = contacts(node, marking_of(node))
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
    group = record(
        node,
        "Ana",
        "called the night before each departure",
        [
            draft("kestrel", "Organization", ("name", "Kestrel"), ("summary", "supplies engines and boats")),
            draft(
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
        for row in inbox(node.env, access, Tab.SERVICE, kind=NoticeKind.HIT).rows
        if row.service == partner and not row.facts.get("opened")
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
        "entities": [story.entities["customs-marrow"], story.entities["customs-account"]],
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
        node.access("Besa", "Oberland opened a hit on the holder of an account"),
        entities=[story.entities["bank-holder"], story.entities["bank-account"]],
        recipients=[story.oberland.env.node],
        agreement=story.agreements["money"],
    )
    story.tally.releases += sum(len(one.messages) for one in sent)
    story.settle()
    ids = {"group": story.entities["group"], "account": story.entities["bank-account"]}
    record(
        story.oberland,
        "Ana",
        "Seeland's account takes the group's cash",
        [draft("own", "Ownership", ("owner", "group"), ("asset", "account"), ("role", "collects fares"))],
        known=ids,
        category=SubjectCategory.NOT_A_PERSON,
    )
    story.narration.step(f"Seeland: {hits} hit; its account joins the group's file at Oberland")
    _judge(story)


def _judge(story: Story) -> None:
    """Ana judges that three services know one man; each fact keeps its owner, grade and handling."""
    from passerelle.casework.reading import entity_page
    from passerelle.casework.resolving import judge_pair
    from passerelle.matching.judgement import Verdict

    node = story.oberland
    access = node.access("Ana", "one number, one trade, two spellings of a name")
    for other in ("customs-marrow", "bank-holder"):
        judge_pair(
            node.env,
            access,
            story.entities["supplier"],
            story.entities[other],
            verdict=Verdict.SAME,
            reason=access.reason,
        )
    page = entity_page(node.env, access, story.entities["supplier"])
    told = ", ".join(page.owners)
    story.narration.step(f"one picture of the supplier at Oberland: {len(page.facts)} facts of {told}")


def _haven(story: Story) -> None:
    """The same question before and after a victim's file names the supplier's number: the same bytes."""
    from passerelle.casework.asked import answer_view
    from passerelle.casework.asking import repeat
    from passerelle.core.purpose import Purpose
    from passerelle.core.subject import SubjectCategory

    question = _ask(story, "Haven", "help")
    haven, node = story.nodes["Haven"], story.oberland
    record(
        haven,
        "Elif",
        "a person who asked for help",
        [draft("helped", "Person", ("name", "not told"), ("phone", SUPPLIER_PHONE))],
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
