"""First part: three nodes hold public designation lists and ask each other what they share.

Lists name living people. Everything here is counted, and what is shown is a
list's own reference: never a name. Not for screening; a listing is not a
finding of guilt.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from importlib.resources import files
from typing import TYPE_CHECKING

from passerelle.cli.demo.world import DemoNode, Said, signed_by, wait_for

if TYPE_CHECKING:
    from pathlib import Path

    from passerelle.cli.demo.narration import Narration
    from passerelle.cli.demo.tally import Tally

# The registry's own numbers of the seven designated for trafficking in Libya, on either list.
SEVEN_UN = ("LYi.021", "LYi.022", "LYi.023", "LYi.024", "LYi.025", "LYi.026", "LYi.029")
SEVEN_OFAC = ("24004", "24310", "24311", "24312", "24313", "24314", "30526")
OFFICER = "Besa"
REASON = "demonstration: which listed subjects do two lists share"
ENTITIES_IN_ONE_GO = 30
ANSWER_SECONDS = 120.0
REVIEW = timedelta(days=365)
SAID = tuple(
    Said(name=name, kind="international-body", country="xp") for name in ("UN-list", "OFAC-list", "UK-list")
)
FILES = {
    "UN-list": ("un_2026-01-28.xml.gz", "2026-01-28"),
    "OFAC-list": ("ofac_sdn_2024-05-03.csv.gz", "2024-05-03"),
    "UK-list": ("uk_conlist_2018-04-13.csv.gz", "2018-04-13"),
}
KEYS = {"UN-list": "$UN", "OFAC-list": "$OFAC", "UK-list": "$UK"}


@dataclass(slots=True, kw_only=True)
class Holder:
    """A node and what its list became: the publisher's reference of each entity."""

    node: DemoNode
    references: dict[str, str] = field(default_factory=dict)  # entity id to list reference
    entities: int = 0

    @property
    def name(self) -> str:
        """The node's name."""
        return self.node.name


def take_in(nodes: dict[str, DemoNode], narration: Narration) -> list[Holder]:
    """Each of the three nodes holds its list, as published."""
    narration.title("Public lists: who is on two of them?")
    narration.detail("Not for screening; a listing is not a finding of guilt. By list reference only.")
    holders = [Holder(node=nodes[one.name]) for one in SAID]
    with ThreadPoolExecutor(len(holders)) as pool:
        list(pool.map(_take_in, holders))
    for one in holders:
        narration.step(f"{one.name}: {one.entities:,} entities of the list of {FILES[one.name][1]}")
    return holders


def play(holders: list[Holder], narration: Narration, tally: Tally) -> None:
    """The lists are compared both ways; the tally holds what came of it."""
    agreement = _agree(holders)
    _ask(holders, agreement, narration, tally)
    hits = {one.name: _hits(one) for one in holders}
    tally.hits += sum(len(found) for of in hits.values() for found in of.values())
    narration.step(f"{tally.questions:,} questions, {tally.hits:,} hits: only the askers know which")
    narration.detail(
        "the agreement's budget: 50 questions of 50 keys a day to each partner; the rest must wait"
    )
    _converse(holders, agreement, narration, tally)
    for asker in holders:
        for partner in holders:
            if asker is not partner:
                _compare(asker, partner, hits[asker.name].get(partner.name, set()), narration, tally)


def _agree(holders: list[Holder]) -> str:
    text = files("passerelle.cli.demo").joinpath("agreements/lists.toml").read_text(encoding="utf-8")
    for one in holders:
        text = text.replace(KEYS[one.name], one.node.env.service)
    return signed_by([one.node for one in holders], text.encode())


def _take_in(holder: Holder) -> None:
    from passerelle.casework import cases, people
    from passerelle.casework.recording import intake
    from passerelle.core.classification import Classification
    from passerelle.core.grade import Grade
    from passerelle.core.handling import H0
    from passerelle.core.marking import AssertionKind, Marking
    from passerelle.core.purpose import Purpose
    from passerelle.core.role import Role
    from passerelle.core.subject import SubjectCategory
    from passerelle.engines.intake_process import read_file

    node, (name, dated) = holder.node, FILES[holder.name]
    env = node.env
    node.officers[OFFICER] = people.add_officer(env, name=OFFICER, role=Role.LIAISON_OFFICER)
    marking = Marking(
        owner=env.service,
        grade=Grade.of("X4"),
        handling=H0,
        classification=Classification.BASIC,
        assertion=AssertionKind.FACT,
        category=SubjectCategory.DESIGNATED,
        purpose=Purpose.PUBLIC_LISTING,
        legal_basis=f"published list of {dated}",
        agreement="",
        review=(env.now() + REVIEW).date(),
    )
    node.case = cases.open_case(
        env, node.officers[OFFICER], reference=f"LIST-{dated}", title="Published list", marking=marking
    )
    report = intake(
        env,
        node.access(OFFICER, REASON),
        drafts=read_file(_bundled(name)),
        dataset=name.removesuffix(".gz"),
        marking=marking,
        dated=dated,
    )
    holder.entities = report.entities
    holder.references = {
        entity: publisher for publisher, entity in report.ids.items() if "." not in _tail(publisher)
    }


def _tail(publisher_id: str) -> str:
    """What follows a list's own number: documents and listings bear it with a suffix."""
    return publisher_id.partition(".")[2].lstrip("0123456789")


def _bundled(name: str) -> Path:
    from pathlib import Path

    return Path(str(files("passerelle.cli.demo_data").joinpath(name)))


def _ask(holders: list[Holder], agreement: str, narration: Narration, tally: Tally) -> None:
    with ThreadPoolExecutor(len(holders)) as pool:
        counts = pool.map(lambda one: _ask_partners(one, holders, agreement), holders)
        tally.questions += sum(counts)
    total = tally.questions

    def settled() -> bool:
        waiting = sum(_unanswered(one) for one in holders)
        narration.progress(total - waiting, total, "questions answered")
        return waiting == 0

    wait_for(settled, "the answers", seconds=ANSWER_SECONDS)


def _ask_partners(asker: Holder, holders: list[Holder], agreement: str) -> int:
    from passerelle.casework.asking import AskingRefusedError, ask, askable_among
    from passerelle.core.refusal_reason import RefusalReason

    env = asker.node.env
    entities = sorted(askable_among(env, asker.references), key=lambda one: _urgency(asker.references[one]))
    asked = 0
    for partner in holders:
        if partner is asker:
            continue
        for at in range(0, len(entities), ENTITIES_IN_ONE_GO):
            portion = entities[at : at + ENTITIES_IN_ONE_GO]
            access = asker.node.access(OFFICER, REASON)
            try:
                asked += len(
                    ask(env, access, entities=portion, partner=partner.node.env.node, agreement=agreement)
                )
            except AskingRefusedError as error:
                if error.reason is not RefusalReason.BUDGET_SPENT:
                    raise
                # The rest of the list waits for another day: the agreement's budget is spent.
                break
    return asked


def _urgency(reference: str) -> tuple[bool, str]:
    """Those designated for trafficking first: the budget of a day does not reach through a whole list."""
    return (reference not in {*SEVEN_UN, *SEVEN_OFAC}, reference)


def _unanswered(holder: Holder) -> int:
    from passerelle.casework.asked import unanswered

    return unanswered(holder.node.env, holder.node.access(OFFICER, REASON))


def _hits(holder: Holder) -> dict[str, set[str]]:
    """Which of the asker's own entities each partner holds."""
    from passerelle.casework.asked import questions

    found: dict[str, set[str]] = {}
    for view in questions(holder.node.env, holder.node.access(OFFICER, REASON)):
        found.setdefault(view.partner, set()).update(hit.entity for hit in view.hits)
    return found


def _converse(holders: list[Holder], agreement: str, narration: Narration, tally: Tally) -> None:
    """The askers open each conversation; the partners release what the agreement allows."""
    with ThreadPoolExecutor(len(holders)) as pool:
        opened = sum(pool.map(_open_all, holders))
    narration.step(f"{opened:,} messages open the conversations; now both sides know")
    wait_for(lambda: all(_idle(one) for one in holders), "the opened hits", seconds=ANSWER_SECONDS)
    with ThreadPoolExecutor(len(holders)) as pool:
        sent = list(pool.map(lambda one: _release_named(one, holders, agreement), holders))
    tally.releases += sum(count for count, _ in sent)
    wait_for(lambda: all(_idle(one) for one in holders), "the releases", seconds=ANSWER_SECONDS)
    statements = sum(number for _, number in sent)
    narration.step(
        f"{statements:,} statements released: names, birth dates and documents, as the agreement allows"
    )


def _idle(holder: Holder) -> bool:
    from passerelle.casework.posting import still_pending

    return still_pending(holder.node.env) == 0


def _open_all(holder: Holder) -> int:
    from passerelle.casework.asking import open_conversation
    from passerelle.casework.inbox import Outcome, Tab, decide_notices, inbox
    from passerelle.core.notice_kind import NoticeKind

    env, opened = holder.node.env, 0
    access = holder.node.access(OFFICER, REASON)
    why = "opened to compare the two entries"
    while rows := [row.id for row in inbox(env, access, Tab.SERVICE, kind=NoticeKind.HIT).rows]:
        opened += len(open_conversation(env, access, *rows))
        decide_notices(env, access, rows, outcome=Outcome.CONFIRMED, reason=why)
    return opened


def _release_named(holder: Holder, holders: list[Holder], agreement: str) -> tuple[int, int]:
    from passerelle.casework.inbox import Outcome, Tab, decide_notices, inbox
    from passerelle.casework.sharing import release
    from passerelle.core.notice_kind import NoticeKind

    env, access = holder.node.env, holder.node.access(OFFICER, "a partner named a key that we hold")
    named: dict[str, set[str]] = {}
    why = "released under the agreement"
    while rows := inbox(env, access, Tab.SERVICE, kind=NoticeKind.OPENED).rows:
        for row in rows:
            named.setdefault(row.facts["node"], set()).add(row.entity)
        decide_notices(env, access, [row.id for row in rows], outcome=Outcome.CONFIRMED, reason=why)
    messages = statements = 0
    for partner in holders:
        entities = sorted(named.get(partner.node.env.node, set()) - {""})
        if entities:
            for sent in release(
                env, access, entities=entities, recipients=[partner.node.env.node], agreement=agreement
            ):
                messages += len(sent.messages)
                statements += sent.statements
    return messages, statements


def _compare(asker: Holder, partner: Holder, hits: set[str], narration: Narration, tally: Tally) -> None:
    """Which hits contradict, and which of the seven were found by this asker at this partner."""
    from passerelle.casework.comparing import candidates_of

    access = asker.node.access(OFFICER, "compare the entries of a hit")
    contradicted, met = 0, {}
    for entity, candidates in candidates_of(asker.node.env, access, hits).items():
        found = [one for one in candidates if one.entity in partner.references]
        met[entity] = {partner.references[one.entity] for one in found}
        contradicted += bool(found) and all(one.comparison.contradicts for one in found)
    tally.contradicted += contradicted
    verdict = f"{contradicted:,} contradicted by birth date or document"
    narration.step(f"{asker.name} asked {partner.name}: {len(hits):,} hits, {verdict}")
    pair = {asker.name, partner.name}
    if pair == {"UN-list", "OFAC-list"}:
        _seven(asker, partner, met, narration, tally)


def _seven(
    asker: Holder, partner: Holder, met: dict[str, set[str]], narration: Narration, tally: Tally
) -> None:
    own, theirs = (SEVEN_UN, SEVEN_OFAC) if asker.name == "UN-list" else (SEVEN_OFAC, SEVEN_UN)
    entity_of = {reference: entity for entity, reference in asker.references.items()}
    found = [one for one in own if met.get(entity_of.get(one, ""), set()) & set(theirs)]
    missed = [one for one in own if one not in found]
    tally.traffickers.append({"pair": [asker.name, partner.name], "found": found, "missed": missed})
    narration.detail(f"of the seven designated for trafficking in Libya: found {', '.join(found) or 'none'}")
    narration.detail(f"missed {', '.join(missed) or 'none'}")
