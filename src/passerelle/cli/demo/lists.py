"""First part: three nodes hold public designation lists and ask each other what they share.

Lists name living people. Everything here is counted, and what is shown is a
list's own reference: never a name. Not for screening; a listing is not a
finding of guilt.
"""

from __future__ import annotations

from importlib.resources import files
from itertools import permutations
from typing import TYPE_CHECKING

from passerelle.cli.demo import holder
from passerelle.cli.demo.world import Said, signed_by, wait_for

if TYPE_CHECKING:
    from collections.abc import Mapping
    from multiprocessing.pool import Pool

    from passerelle.cli.demo.holder import Holder, Met
    from passerelle.cli.demo.narration import Narration
    from passerelle.cli.demo.tally import Tally
    from passerelle.cli.demo.world import DemoNode

# The registry's own numbers of the seven designated for trafficking in Libya, on either list.
SEVEN_UN = ("LYi.021", "LYi.022", "LYi.023", "LYi.024", "LYi.025", "LYi.026", "LYi.029")
SEVEN_OFAC = ("24004", "24310", "24311", "24312", "24313", "24314", "30526")
SEVEN = {"UN-list": SEVEN_UN, "OFAC-list": SEVEN_OFAC}
ANSWER_SECONDS = 120.0
SAID = tuple(
    Said(name=name, kind="international-body", country="xp") for name in ("UN-list", "OFAC-list", "UK-list")
)
FILES = {
    "UN-list": ("un_2026-01-28.xml.gz", "2026-01-28"),
    "OFAC-list": ("ofac_sdn_2024-05-03.csv.gz", "2024-05-03"),
    "UK-list": ("uk_conlist_2018-04-13.csv.gz", "2018-04-13"),
}
KEYS = {"UN-list": "$UN", "OFAC-list": "$OFAC", "UK-list": "$UK"}


def take_in(nodes: Mapping[str, DemoNode], pool: Pool, narration: Narration) -> list[Holder]:
    """Each of the three nodes holds its list, as published."""
    narration.title("Public lists: who is on two of them?")
    narration.detail("Not for screening; a listing is not a finding of guilt. By list reference only.")
    holders = []
    for one in pool.imap(holder.take_in, [_empty(nodes[said.name]) for said in SAID]):
        narration.step(f"{one.name}: {one.entities:,} entities of the list of {one.dated}")
        holders.append(one)
    return holders


def _empty(node: DemoNode) -> Holder:
    file, dated = FILES[node.name]
    env = node.env
    return holder.Holder(
        name=node.name, folder=env.folder.path, node=env.node, service=env.service, file=file, dated=dated
    )


def play(
    nodes: Mapping[str, DemoNode], holders: list[Holder], pool: Pool, narration: Narration, tally: Tally
) -> None:
    """The lists are compared both ways; the tally holds what came of it."""
    agreement = _agree([nodes[one.name] for one in holders])
    _ask([nodes[one.name] for one in holders], holders, pool, agreement, narration, tally)
    hits = dict(zip([one.name for one in holders], pool.map(holder.hits_of, holders), strict=True))
    tally.hits += sum(len(found) for of in hits.values() for found in of.values())
    narration.step(f"{tally.questions:,} questions, {tally.hits:,} hits: only the askers know which")
    narration.detail(
        "the agreement's budget: 50 questions of 50 keys a day to each partner; the rest must wait"
    )
    _converse([nodes[one.name] for one in holders], holders, pool, agreement, narration, tally)
    pairs = [
        (asker, other, hits[asker.name].get(other.name, set())) for asker, other in permutations(holders, 2)
    ]
    for (asker, partner, found), met in zip(pairs, pool.starmap(holder.met, pairs, chunksize=1), strict=True):
        _compared(asker, partner, len(found), met, narration, tally)


def _agree(nodes: list[DemoNode]) -> str:
    text = files("passerelle.cli.demo").joinpath("agreements/lists.toml").read_text(encoding="utf-8")
    for one in nodes:
        text = text.replace(KEYS[one.name], one.env.service)
    return signed_by(nodes, text.encode())


def _others(one: Holder, holders: list[Holder]) -> list[Holder]:
    return [other for other in holders if other.name != one.name]


def _ask(
    nodes: list[DemoNode],
    holders: list[Holder],
    pool: Pool,
    agreement: str,
    narration: Narration,
    tally: Tally,
) -> None:
    # Those designated for trafficking come first.
    orders = [(one, _others(one, holders), agreement, SEVEN.get(one.name, ())) for one in holders]
    tally.questions += sum(pool.starmap(holder.ask_partners, orders))
    total = tally.questions

    def settled() -> bool:
        waiting = sum(_pending(one) for one in nodes)
        narration.progress(total - waiting, total, "questions answered")
        return waiting == 0

    wait_for(settled, "the answers", seconds=ANSWER_SECONDS)


def _pending(node: DemoNode) -> int:
    from passerelle.casework.posting import still_pending

    return still_pending(node.env)


def _converse(
    nodes: list[DemoNode],
    holders: list[Holder],
    pool: Pool,
    agreement: str,
    narration: Narration,
    tally: Tally,
) -> None:
    """The askers open each conversation; the partners release what the agreement allows."""

    def idle() -> bool:
        return all(_pending(one) == 0 for one in nodes)

    opened = sum(pool.map(holder.open_all, holders))
    narration.step(f"{opened:,} messages open the conversations; now both sides know")
    wait_for(idle, "the opened hits", seconds=ANSWER_SECONDS)
    orders = [(one, _others(one, holders), agreement) for one in holders]
    sent = pool.starmap(holder.release_named, orders)
    tally.releases += sum(count for count, _ in sent)
    wait_for(idle, "the releases", seconds=ANSWER_SECONDS)
    statements = sum(number for _, number in sent)
    narration.step(
        f"{statements:,} statements released: names, birth dates and documents, as the agreement allows"
    )


def _compared(
    asker: Holder, partner: Holder, hits: int, met: Met, narration: Narration, tally: Tally
) -> None:
    """Which hits contradict, and which of the seven were found by this asker at this partner."""
    tally.contradicted += met.contradicted
    verdict = f"{met.contradicted:,} contradicted by birth date or document"
    narration.step(f"{asker.name} asked {partner.name}: {hits:,} hits, {verdict}")
    if {asker.name, partner.name} == set(SEVEN):
        own, theirs = SEVEN[asker.name], set(SEVEN[partner.name])
        found = [one for one in own if met.references.get(one, frozenset()) & theirs]
        missed = [one for one in own if one not in found]
        tally.traffickers.append({"pair": [asker.name, partner.name], "found": found, "missed": missed})
        narration.detail(
            f"of the seven designated for trafficking in Libya: found {', '.join(found) or 'none'}"
        )
        narration.detail(f"missed {', '.join(missed) or 'none'}")
