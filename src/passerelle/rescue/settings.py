"""What a node writes about rescue: who is reached how, and who may open the log.

Everything is optional, and what cannot be read is said and left aside: a fault
in this file never keeps a call from going out.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from importlib import resources
from typing import TYPE_CHECKING, Any

from passerelle.rescue.centre import Area, Centre

if TYPE_CHECKING:
    from pathlib import Path

NAME = "distress.toml"
CORNERS = 4
REACHED = ("https", "mail", "telephone")
SMTP_PORT = 25
KEPT_DAYS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How this node tells rescue centres."""

    sender: str = "a Passerelle node"
    centres: tuple[Centre, ...] = ()
    public: str = ""  # the address under which a centre can press "acknowledged"
    relay: tuple[str, int] | None = None  # of mail, on this machine or beside it
    mail_from: str = "distress@localhost"
    authority: str = ""  # a file of certificates, beside those of the machine
    log_key: str = ""  # the public half, in hexadecimal, of whoever may open the log
    keep_days: int = KEPT_DAYS
    faults: tuple[str, ...] = ()

    @property
    def unreached(self) -> tuple[str, ...]:
        """The names of the centres that no machine of ours can tell."""
        return tuple(one.name for one in self.centres if not one.reachable)


def settings(folder: Path) -> Settings:
    """What `distress.toml` of the folder says, on the table of names; the table alone when there is none."""
    table = tomllib.loads(resources.files(__package__).joinpath("centres.toml").read_text("utf-8"))
    known, _ = _centres(_rows(table), {})
    unread = f"{NAME} is absent or cannot be read: no rescue centre can be told by machine"
    try:
        said = tomllib.loads((folder / NAME).read_text("utf-8"))
    except (OSError, ValueError):
        return Settings(centres=tuple(known.values()), faults=(unread,))
    centres, faults = _centres(_rows(said), known)
    relay, log = _table(said, "relay"), _table(said, "log")
    return Settings(
        sender=_text(said, "sender", Settings().sender),
        centres=tuple(centres.values()),
        public=_text(said, "public").rstrip("/"),
        relay=(_text(relay, "host", "127.0.0.1"), _number(relay, "port", SMTP_PORT)) if relay else None,
        mail_from=_text(relay, "from", Settings().mail_from),
        authority=_text(said, "authority"),
        log_key=_text(log, "key"),
        keep_days=_number(log, "keep_days", KEPT_DAYS),
        faults=tuple(faults),
    )


def _centres(rows: list[dict[str, Any]], known: dict[str, Centre]) -> tuple[dict[str, Centre], list[str]]:
    centres, faults = dict(known), []
    for number, row in enumerate(rows, 1):
        name = _text(row, "name")
        if not name:
            faults.append(f"centre {number} of {NAME} has no name and is left aside")
            continue
        areas = tuple(Area(*corners) for corners in row.get("areas", ()) if _is_box(corners))
        reached = {key: _text(row, key) for key in REACHED if key in row}
        before = centres.get(name, Centre(name=name))
        centres[name] = replace(before, areas=areas or before.areas, **reached)
    return centres, faults


def _is_box(corners: object) -> bool:
    if not isinstance(corners, list) or len(corners) != CORNERS:
        return False
    return all(isinstance(one, int | float) and not isinstance(one, bool) for one in corners)


def _rows(table: dict[str, Any]) -> list[dict[str, Any]]:
    rows = table.get("centre", [])
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _table(table: dict[str, Any], name: str) -> dict[str, Any]:
    found = table.get(name)
    return found if isinstance(found, dict) else {}


def _text(table: dict[str, Any], name: str, otherwise: str = "") -> str:
    found = table.get(name)
    return found if isinstance(found, str) else otherwise


def _number(table: dict[str, Any], name: str, otherwise: int) -> int:
    found = table.get(name)
    return found if isinstance(found, int) and not isinstance(found, bool) else otherwise
