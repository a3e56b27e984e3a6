"""A third node checks that a journal was not rewritten while the story went on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from passerelle.cli.demo.world import DemoNode


def first_look(watched: DemoNode, witness_node: DemoNode) -> int:
    """The size of the journal that the third node has seen, before the story."""
    from passerelle.casework.witnessing import own_head, witness

    return witness(witness_node.env, watched.env.node, own_head(watched.env), ()).size


def verified(watched: DemoNode, witness_node: DemoNode) -> str:
    """One sentence: what the third node saw before, what it sees now, and that one extends the other."""
    from passerelle.casework.auditing import Verified, WitnessedHead, verify_journal
    from passerelle.casework.witnessing import growth, own_head, seen, witness

    before = seen(witness_node.env, watched.env.node)
    assert before is not None
    now = witness(witness_node.env, watched.env.node, own_head(watched.env), growth(watched.env, before.size))
    whole = verify_journal(watched.env, WitnessedHead(now.size, now.root))
    verdict = "every entry verified" if isinstance(whole, Verified) else "DAMAGED"
    return (
        f"{witness_node.name} (a third node) checks {watched.name}'s journal: {before.size} entries before, "
        f"{now.size} now, the first part unchanged; {verdict}"
    )
