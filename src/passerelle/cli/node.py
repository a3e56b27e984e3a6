"""`passerelle node …`: set up a node, show its card, trust a partner's, bring its tables up to date."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from passerelle.cli import acting
from passerelle.cli.given_file import given_file
from passerelle.core.party import Regime, ServiceKind
from passerelle.errors import PasserelleError

if TYPE_CHECKING:
    import argparse

    from passerelle.casework.access import Access
    from passerelle.config.env import RealEnv

DESK_PORT = 8440
GATE_PORT = 8441
POSTGRESQL_PORT = 5432
LONGEST_CARD_FILE = 131_072
CHECKLIST = """
Node {name} stands in {folder}. What to do next:
  1. Hand your card to a partner:        passerelle node card {folder} > {slug}.card
  2. Read them your fingerprint aloud:   {fingerprint}
  3. Trust theirs, as they read it:      passerelle node trust {folder} THEIRS.card --fingerprint "…"
  4. Keep a copy of {folder}/keys in a safe: without it nothing sealed to this node opens again.
  5. Name its administrator:             passerelle officer add {folder} NAME --role administrator
  6. Start it:                           passerelle run {folder}
  7. Print a link to sign in with:       passerelle officer link {folder} NAME --as NAME --why "…"
  8. Check the journal at any time:      passerelle journal verify {folder}
"""


class DatabaseUrlError(PasserelleError):
    """The database's address cannot be read; it is not repeated, since it may hold a password."""

    def __init__(self) -> None:
        super().__init__("the database is given as postgresql://USER@HOST:PORT/NAME; nothing was written")


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    _init_arguments(actions.add_parser("init", help="make a new node, with keys of its own"))
    for name, text in (
        ("card", "print the card to hand to partners"),
        ("migrate", "bring the node's tables up to this version"),
    ):
        _folder(actions.add_parser(name, help=text))
    trust = actions.add_parser("trust", help="trust a partner whose fingerprint was read aloud")
    acting.administration_arguments(trust)
    trust.add_argument("card", type=Path, metavar="CARDFILE")
    trust.add_argument("--fingerprint", required=True, help="the digits that the partner read to you")
    via = actions.add_parser("via", help="reach a partner through a hub, or directly again")
    acting.administration_arguments(via)
    via.add_argument("node", metavar="NODE", help="name or id of the partner's node")
    via.add_argument("--through", default="", metavar="HUB", help="the hub; without it, directly")
    carry = actions.add_parser("carry", help="relay sealed envelopes between partners, unread")
    acting.administration_arguments(carry)
    carry.add_argument("node", metavar="NODE", help="name or id of a node to relay for")
    carry.add_argument("--stop", action="store_true", help="relay for it no longer")
    rotate = actions.add_parser("rotate", help="a fresh key, for sealing or for questions; partners are told")
    acting.administration_arguments(rotate)
    rotate.add_argument(
        "--questions",
        action="store_true",
        help="the key that answers oblivious questions; taken up again where it stopped",
    )
    rotate.add_argument(
        "--signing",
        action="store_true",
        help="the service's signing key; the key of now hands over to it, and people compare it",
    )
    rotate.add_argument(
        "--forget", action="store_true", help="erase the earlier keys instead, once nothing is under way"
    )
    restored = actions.add_parser("restored", help="say that the node was restored from a backup")
    acting.administration_arguments(restored)
    confirm = actions.add_parser("confirm", help="a partner's new signing key, whose digits were read aloud")
    acting.administration_arguments(confirm)
    confirm.add_argument("node", metavar="NODE", help="name or id of the partner's node")
    confirm.add_argument("--fingerprint", required=True, help="the digits that the partner read to you")
    revoke = actions.add_parser("revoke", help="tell every partner that keys are not to be believed")
    acting.administration_arguments(revoke)
    revoke.add_argument("node", metavar="NODE", help="name or id of the partner's node, or of your own")
    revoke.add_argument("--reason", required=True, choices=("compromised", "left", "expelled"))
    revoke.add_argument(
        "--since", required=True, type=datetime.fromisoformat, help="like 2026-11-22T09:00+00:00"
    )
    for name, text in (
        ("part", "recall all that a partner has, erase all that it released, before it leaves"),
        ("distrust", "a partner is a stranger from now on"),
        ("since", "what a partner signed from an instant on, after its key was stolen"),
    ):
        one = actions.add_parser(name, help=text)
        acting.administration_arguments(one)
        one.add_argument("node", metavar="NODE", help="name or id of the partner's node")
        if name == "since":
            one.add_argument("instant", type=datetime.fromisoformat, help="like 2026-11-22T09:00+00:00")


def _init_arguments(parser: argparse.ArgumentParser) -> None:
    _folder(parser)
    parser.add_argument("--name", required=True, help="as partners will see it")
    parser.add_argument("--kind", required=True, choices=[str(kind) for kind in ServiceKind])
    parser.add_argument("--country", required=True, help="two letters")
    parser.add_argument("--regime", default=str(Regime.LED), choices=[str(regime) for regime in Regime])
    parser.add_argument("--desk-port", type=int, default=DESK_PORT)
    parser.add_argument("--gate-port", type=int, default=GATE_PORT)
    parser.add_argument(
        "--database",
        default="",
        metavar="URL",
        help="postgresql://…; without it an SQLite file in the folder",
    )


def _folder(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="the node's folder")


def run(options: argparse.Namespace) -> int:
    """Zero when it was done."""
    actions = {
        "init": _init,
        "card": _card,
        "trust": _trust,
        "migrate": _migrate,
        "via": _via,
        "carry": _carry,
        "rotate": _rotate,
        "confirm": _confirm,
        "revoke": _revoke,
        "restored": _restored,
        "part": _part,
        "distrust": _distrust,
        "since": _since,
    }
    return actions[options.action](options)


def _init(options: argparse.Namespace) -> int:
    from passerelle.config.env import clock
    from passerelle.config.node import Founding, create

    said = Founding(
        name=options.name,
        kind=options.kind,
        country=options.country.lower(),
        regime=options.regime,
        desk_port=options.desk_port,
        gate_port=options.gate_port,
        database=database_fields(options.database),
    )
    create(options.folder, said, now=clock())
    env = _stand(options.folder)
    slug = "".join(sign if sign.isalnum() else "-" for sign in options.name.lower())
    facts = {"name": options.name, "folder": options.folder, "slug": slug, "fingerprint": _fingerprint(env)}
    print(CHECKLIST.format(**facts))
    return 0


def _stand(folder: Path) -> RealEnv:
    """The node's tables are of this version, and it stands in them."""
    from passerelle.config.opening import migrate, open_node

    env = open_node(folder)
    migrate(env)
    from passerelle.config.presence import present_node

    present_node(env)
    return env


def _fingerprint(env: RealEnv) -> str:
    from passerelle.protocol.keys import fingerprint

    return fingerprint(env.sign_public)


def _card(options: argparse.Namespace) -> int:
    from passerelle.config.opening import open_node

    env = open_node(options.folder)
    from passerelle.casework.partners import own_file

    print(own_file(env).decode())
    return 0


def _trust(options: argparse.Namespace) -> int:
    env, access = acting.administer(options, "node trust")
    from passerelle.casework.partners import trust

    data = given_file(options.card, "the card file", longest=LONGEST_CARD_FILE)
    node = trust(env, access, data, fingerprint_read=options.fingerprint)
    print(f"trusted: node {node}")
    return 0


def _via(options: argparse.Namespace) -> int:
    env, access = _administered(options)
    from passerelle.casework.relaying import go_through

    go_through(env, access, options.node, options.through)
    print(f"{options.node}: {'through ' + options.through if options.through else 'directly'}")
    return 0


def _carry(options: argparse.Namespace) -> int:
    env, access = _administered(options)
    from passerelle.casework.relaying import carry_for

    carry_for(env, access, options.node, carried=not options.stop)
    print(f"{options.node}: {'not relayed for any more' if options.stop else 'relayed for'}")
    return 0


def _rotate(options: argparse.Namespace) -> int:
    env, access = _administered(options)
    if options.questions:
        return _rotate_questions(env, access, forget=options.forget)
    if options.signing:
        return _rotate_signing(env, access)
    from passerelle.casework.presentation import journal_rotation
    from passerelle.config.node import forget_seals, rotate_seal

    if options.forget:
        journal_rotation(env, access, "earlier sealing keys erased")
        print(f"{forget_seals(env.folder)} earlier keys erased; start the node anew")
        return 0
    from passerelle.casework.partners import own
    from passerelle.config.env import RealEnv
    from passerelle.config.presence import present_node

    journal_rotation(env, access, "sealing key rotated")
    kept = rotate_seal(env.folder)
    present_node(RealEnv(env.folder, env.database), address=own(env).address)
    print(f"partners are told; {kept} earlier keys still open what is under way; start the node anew")
    return 0


def _rotate_questions(env: RealEnv, access: Access, *, forget: bool) -> int:
    from passerelle.casework.partners import own
    from passerelle.casework.rotating import end_former, rotate
    from passerelle.config.presence import present_node

    if forget:
        print(f"key {end_former(env, access)} for questions erased; who asks with it is refused")
        return 0
    number = rotate(env, access, lambda done: print(f"{done} entities have the new form", flush=True))
    present_node(env, address=own(env).address)
    print(f"key {number} answers questions; partners are told, and the one before answers until --forget")
    return 0


def _rotate_signing(env: RealEnv, access: Access) -> int:
    from passerelle.casework.partners import own
    from passerelle.config.presence import rotate_sign

    rotate_sign(env, access, address=own(env).address)
    print("partners are told; they release nothing to you until you read them your new fingerprint:")
    print(own(env).card.fingerprint)
    print("start the node anew")
    return 0


def _confirm(options: argparse.Namespace) -> int:
    env, access = _administered(options)
    from passerelle.casework.key_changes import confirm_key

    confirm_key(env, access, options.node, options.fingerprint)
    print("the partner's key is confirmed")
    return 0


def _revoke(options: argparse.Namespace) -> int:
    env, access = _administered(options)
    from passerelle.casework.revoking import revoke
    from passerelle.protocol.messages import RevocationReason

    since = options.since if options.since.tzinfo else options.since.replace(tzinfo=UTC)
    told = revoke(env, access, options.node, RevocationReason(options.reason), since)
    print(f"{told} partners are told, before everything else that waits for them")
    return 0


def _restored(options: argparse.Namespace) -> int:
    env, access = _administered(options)
    from passerelle.casework.restoring import announce
    from passerelle.config.node import raise_incarnation

    env.folder = raise_incarnation(env.folder)
    told = announce(env, access)
    print(
        f"incarnation {env.incarnation}: {told} partners will send again what was lost; start the node anew"
    )
    return 0


def _part(options: argparse.Namespace) -> int:
    env, access = _administered(options)
    from passerelle.casework.parting import part

    done = part(env, access, options.node)
    print(f"{done.recalled} records recalled, {done.erased} of its statements gone")
    return 0


def _distrust(options: argparse.Namespace) -> int:
    env, access = _administered(options)
    from passerelle.casework.parting import distrust

    print(f"a stranger from now on; {distrust(env, access, options.node)} messages for it stay unsent")
    return 0


def _since(options: argparse.Namespace) -> int:
    env, access = _administered(options)
    from passerelle.casework.parting import came_since

    since = options.instant if options.instant.tzinfo else options.instant.replace(tzinfo=UTC)
    for one in came_since(env, access, options.node, since):
        print(f"{one.received_at:%Y-%m-%d %H:%M:%S} {one.kind} {one.id}")
    return 0


def _administered(options: argparse.Namespace) -> tuple[RealEnv, Access]:
    env, access = acting.administer(options, f"node {options.action}")
    if access is None:
        raise acting.ActingError("Add an administrator first, and name them with --as.")
    return env, access


def _migrate(options: argparse.Namespace) -> int:
    _stand(options.folder)
    print("the node's tables are of this version")
    return 0


def database_fields(url: str) -> dict[str, str | int]:
    """What node.toml keeps of a database's address; empty for the SQLite file."""
    if not url:
        return {}
    try:
        parts = urlsplit(url)
        port = parts.port or POSTGRESQL_PORT
    except ValueError:
        raise DatabaseUrlError from None
    name = parts.path.removeprefix("/")
    if parts.scheme not in {"postgresql", "postgres"} or not (parts.hostname and parts.username and name):
        raise DatabaseUrlError
    fields: dict[str, str | int] = {
        "host": parts.hostname,
        "port": port,
        "user": unquote(parts.username),
        "name": name,
    }
    return fields | ({"password": unquote(parts.password)} if parts.password else {})
