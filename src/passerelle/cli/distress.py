"""`passerelle distress …`: a call for people in distress; no other part of a node has to run."""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from passerelle.rescue.call import Call
    from passerelle.rescue.watch import Watch

TICK = 1.0
WORDS = {
    "position": "where: coordinates, a place, or what can be seen",
    "people": "how many, and who among them is weak",
    "state": "of the people and of the boat",
    "contact": "how to reach them or you",
    "languages": "that they speak",
    "text": "anything else",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    send = actions.add_parser("send", help="send a call at once; no field is needed")
    serve = actions.add_parser("serve", help="keep the one-page form open, and watch every call")
    acknowledge = actions.add_parser("acknowledge", help="say that a centre has a call in hand")
    key = actions.add_parser(
        "key", help="make the key of the log; its secret half goes to the rescue service"
    )
    log = actions.add_parser("log", help="open the log with its secret half")
    hold = actions.add_parser("hold", help="after a death: nothing since that day is erased")
    prune = actions.add_parser("prune", help="erase the days of the log that are old and held by nobody")
    for one in (send, serve, acknowledge, log, hold, prune):
        one.add_argument("folder", type=Path, metavar="FOLDER", help="that holds distress.toml")
    for name, words in WORDS.items():
        send.add_argument(f"--{name}", default="", metavar="WORDS", help=words)
    serve.add_argument("--listen", default="127.0.0.1", metavar="HOST")
    serve.add_argument("--port", type=int, default=8470)
    acknowledge.add_argument("number", metavar="NUMBER", help="of the call, as the page shows it")
    acknowledge.add_argument(
        "--by", required=True, metavar="CENTRE", help="and the name of its watch officer"
    )
    key.add_argument("file", type=Path, metavar="FILE", help="a new file for the secret half")
    log.add_argument("--key", type=Path, required=True, metavar="FILE", help="with the secret half")
    hold.add_argument("--since", required=True, metavar="DAY")
    hold.add_argument("--why", required=True, metavar="REASON")


def run(options: argparse.Namespace) -> int:
    """Zero when a centre has the call in hand; two when nobody answered within two minutes."""
    match options.action:
        case "send":
            return _send(options)
        case "serve":
            return _serve(options)
        case "acknowledge":
            return _acknowledge(options)
        case "key":
            return _key(options.file)
        case "log":
            return _log(options)
        case _:
            return _keeping(options)


def _watch(folder: Path) -> Watch:
    from passerelle.rescue.instant import now, token
    from passerelle.rescue.settings import settings
    from passerelle.rescue.watch import Watch

    found = settings(folder)
    for fault in found.faults:
        print(fault, file=sys.stderr)
    if found.unreached:
        print(f"no address: {', '.join(found.unreached)}", file=sys.stderr, flush=True)
    return Watch(folder, found, now, token)


def _send(options: argparse.Namespace) -> int:
    from passerelle.rescue.report import FIELDS, report

    watch = _watch(options.folder)
    call = watch.raised(report({name: getattr(options, name) for name in FIELDS}))
    print(f"{call.id[:8]} is going out", flush=True)
    while call.is_open and not call.escalated_at:
        time.sleep(TICK)
        watch.tick()
    watch.close()
    _say(watch, call)
    return 2 if call.is_open else 0


def _say(watch: Watch, call: Call) -> None:
    for way in call.ways:
        standing = "sent" if way.sent_at else way.fault or "trying"
        print(f"{way.centre or 'this machine'}, {way.channel}: {standing}")
    for fault in watch.faults:
        print(fault, file=sys.stderr)
    if not call.is_open:
        print(f"acknowledged by {call.acknowledged_by}")
        return
    print("nobody has acknowledged it: telephone now")
    for centre in watch.told(call):
        print(f"  {centre.name}  {centre.telephone or 'no number is set'}")


def _serve(options: argparse.Namespace) -> int:
    from passerelle.rescue.server import Server

    watch = _watch(options.folder)
    server = Server(options.listen, options.port, watch)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"distress: http://{options.listen}:{server.server_port}/", flush=True)
    told = 0
    try:
        while True:
            time.sleep(TICK)
            watch.tick()
            for fault in watch.faults[told:]:
                print(fault, file=sys.stderr, flush=True)
            told = len(watch.faults)
    except KeyboardInterrupt:
        server.shutdown()
        return 0


def _acknowledge(options: argparse.Namespace) -> int:
    found = sorted((options.folder / "open").glob(f"{_plain(options.number)}*.json"))
    if len(found) != 1:
        print("no open call, or more than one, has that number; nothing was done", file=sys.stderr)
        return 1
    found[0].with_suffix(".ack").write_text(options.by, encoding="utf-8")
    print("said; the watch takes it within a second")
    return 0


def _key(file: Path) -> int:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    key = X25519PrivateKey.generate()
    file.touch(mode=0o600, exist_ok=False)
    file.write_text(key.private_bytes_raw().hex(), encoding="utf-8")
    print("[log]")
    print(f'key = "{key.public_key().public_bytes_raw().hex()}"')
    return 0


def _log(options: argparse.Namespace) -> int:
    import json

    from passerelle.rescue.log import opened

    secret = bytes.fromhex(options.key.read_text("utf-8").strip())
    for line in opened(options.folder / "log", secret):
        print(json.dumps(line, ensure_ascii=False))
    return 0


def _keeping(options: argparse.Namespace) -> int:
    from datetime import date

    from passerelle.rescue import log
    from passerelle.rescue.instant import now
    from passerelle.rescue.settings import settings

    if options.action == "hold":
        log.held(options.folder / "log", date.fromisoformat(options.since), options.why, now())
        print(f"held since {options.since}")
        return 0
    gone = log.pruned(options.folder / "log", settings(options.folder).keep_days, now().date())
    print(f"{len(gone)} days erased")
    return 0


def _plain(number: str) -> str:
    return "".join(one for one in number if one in "0123456789abcdef") or "-"
