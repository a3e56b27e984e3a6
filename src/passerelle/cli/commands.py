"""The commands of `passerelle`, by name: the module that runs each, and what it does in one line.

A module is imported when its command runs, and not before. It has two
functions: `arguments(parser)` and `run(options) -> int`, the exit code.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """One command, and the rows of the permission table that it opens; without a row it does not start."""

    name: str
    module: str
    help: str
    ways: tuple[str, ...]


COMMANDS = (
    Command(
        "demo",
        "passerelle.cli.demo.command",
        "play the main job on this machine, and open the desk on it",
        ("demo",),
    ),
    Command(
        "node",
        "passerelle.cli.node",
        "set up a node, show its card, trust a partner",
        (
            "node init",
            "node card",
            "node trust",
            "node migrate",
            "node via",
            "node carry",
            "node rotate",
            "node confirm",
            "node revoke",
            "node restored",
            "node part",
            "node distrust",
            "node since",
        ),
    ),
    Command(
        "officer",
        "passerelle.cli.officer",
        "add an officer, print the link that signs one in, end an account",
        ("officer add", "officer link", "officer end", "officer resume"),
    ),
    Command(
        "case",
        "passerelle.cli.case",
        "open a case, name its members, close it",
        ("case open", "case member", "case leave", "case close"),
    ),
    Command(
        "distress",
        "passerelle.cli.distress",
        "send a call for people in distress to the rescue centres, at once",
        (
            "distress send",
            "distress serve",
            "distress acknowledge",
            "distress key",
            "distress log",
            "distress hold",
            "distress prune",
        ),
    ),
    Command("run", "passerelle.cli.run", "run a node: its desk, its gate and its outbox", ("run",)),
    Command(
        "agreement",
        "passerelle.cli.agreement",
        "take in an agreement, sign it, show who signed",
        ("agreement add", "agreement sign", "agreement show", "agreement list"),
    ),
    Command(
        "ask", "passerelle.cli.ask", "ask a partner whether it holds keys, without showing them", ("ask",)
    ),
    Command(
        "hits",
        "passerelle.cli.hits",
        "what came of the questions; open the conversation about a hit",
        ("hits",),
    ),
    Command("release", "passerelle.cli.release", "show what may go to a partner, and send it", ("release",)),
    Command(
        "explain", "passerelle.cli.explain", "why something was sent to a partner, or was not", ("explain",)
    ),
    Command(
        "recall", "passerelle.cli.recall", "take a record back from everybody who received it", ("recall",)
    ),
    Command(
        "correct",
        "passerelle.cli.correct",
        "say what a record says from now on, here and at every recipient",
        ("correct",),
    ),
    Command("owed", "passerelle.cli.owed", "tell every holder what newer files changed", ("owed",)),
    Command(
        "restrict",
        "passerelle.cli.restrict",
        "set stricter rules for a record, here and at every recipient",
        ("restrict",),
    ),
    Command(
        "envelope",
        "passerelle.cli.envelope",
        "carry sealed messages by hand, to and from a site that no line reaches",
        ("envelope export", "envelope import"),
    ),
    Command(
        "propose",
        "passerelle.cli.propose",
        "suggest a change to the owner of what you received",
        ("propose",),
    ),
    Command(
        "consent",
        "passerelle.cli.consent",
        "ask an owner to let records go on to a third service, and answer such a request",
        ("consent ask", "consent list", "consent give", "consent decline"),
    ),
    Command("feedback", "passerelle.cli.feedback", "say what came of it", ("feedback",)),
    Command(
        "request",
        "passerelle.cli.request",
        "requests and their clocks: list, make, register, answer, count",
        (
            "request list",
            "request show",
            "request register",
            "request make",
            "request give",
            "request step",
            "request answer",
            "request copy",
            "request statistics",
            "request contacts",
        ),
    ),
    Command(
        "judge",
        "passerelle.cli.judge",
        "judge whether two records are the same, or take that back",
        ("judge show", "judge pair", "judge undo"),
    ),
    Command(
        "hold",
        "passerelle.cli.hold",
        "say why something may not be erased yet, or that it may be now",
        ("hold set", "hold lift"),
    ),
    Command(
        "permission",
        "passerelle.cli.permission",
        "permit one item for one recipient, confirm it, take it back",
        ("permission give", "permission confirm", "permission revoke"),
    ),
    Command(
        "journal",
        "passerelle.cli.journal",
        "verify the journal of what happened to personal data",
        ("journal verify",),
    ),
    Command(
        "document",
        "passerelle.cli.document",
        "check a travel document; nothing is kept",
        ("document check", "document chip", "document barcode"),
    ),
    Command(
        "trust",
        "passerelle.cli.trust",
        "import the lists by which chips and barcodes are verified",
        ("trust add", "trust withdraw", "trust list"),
    ),
    Command(
        "declared",
        "passerelle.cli.declared",
        "declare stolen and lost document numbers, look them up, ask a partner",
        (
            "declared add",
            "declared look",
            "declared ask",
            "declared contest",
            "declared decide",
            "declared withdraw",
            "declared objections",
        ),
    ),
    Command(
        "series",
        "passerelle.cli.series",
        "what examined documents share; propose and confirm series of one workshop",
        (
            "series features",
            "series compare",
            "series record",
            "series propose",
            "series confirm",
            "series undo",
        ),
    ),
    Command(
        "intake",
        "passerelle.cli.intake",
        "read lists and tables; every record is taken or explained",
        ("intake", "intake store"),
    ),
    Command(
        "compare",
        "passerelle.cli.compare",
        "compare pairs of names, each with its reasons; nothing is kept",
        ("compare",),
    ),
    Command(
        "link",
        "passerelle.cli.link",
        "which records of two files are the same, and why",
        ("link",),
    ),
    Command(
        "screen",
        "passerelle.cli.screen",
        "find which names of a table stand on a list; nothing is kept",
        ("screen",),
    ),
    Command(
        "money",
        "passerelle.cli.money",
        "read statements, find patterns with their paths, trace payments, draw and report them",
        ("money patterns", "money read", "money map", "money chart", "money report", "money trace"),
    ),
)
