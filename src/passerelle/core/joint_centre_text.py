"""The TOML tables of a joint centre become its value; each name in them is a party's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.core.joint_centre import Joining, JointCentre, Withholding
from passerelle.core.purpose import Purpose
from passerelle.core.subject import SubjectCategory

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from passerelle.core.agreement import AgreementParty
    from passerelle.core.toml_table import TomlTable

LEAST_FOUNDERS = 2


def read_joint_centre(table: TomlTable, zone: ZoneInfo, parties: tuple[AgreementParty, ...]) -> JointCentre:
    """The centre that this agreement makes or keeps; raises the table's error."""
    names = frozenset(one.name for one in parties)
    if len(names) != len(parties):
        raise table.error("party", "in a joint centre each party has a name of its own")
    joinings = tuple(_joining(one, zone, names) for one in table.tables("joining", required=False))
    if len(names - {one.member for one in joinings}) < LEAST_FOUNDERS:
        raise table.error("joining", "a joint centre is made by two parties at least, which no joining names")
    withheld = tuple(_withholding(one, zone, names) for one in table.tables("withholding", required=False))
    return JointCentre(parties, joinings, withheld)


def _joining(table: TomlTable, zone: ZoneInfo, names: frozenset[str]) -> Joining:
    joining = Joining(
        member=_name(table, table.text_of("member"), names),
        since=table.instant("from", zone),
        purposes=table.words("purposes", Purpose, required=True),
        assessment=table.text_of("assessment"),
        published=table.instant("published", zone),
        agreed=frozenset(_name(table, one, names) for one in table.texts("agreed")),
    )
    table.close()
    return joining


def _withholding(table: TomlTable, zone: ZoneInfo, names: frozenset[str]) -> Withholding:
    withholding = Withholding(
        member=_name(table, table.text_of("member"), names),
        since=table.instant("from", zone),
        until=table.last_instant("to", zone),
        categories=table.words("categories", SubjectCategory, required=True),
        recipients=frozenset(_name(table, one, names) for one in table.texts("recipients")),
        purposes=table.words("purposes", Purpose),
    )
    table.close()
    return withholding


def _name(table: TomlTable, name: str, names: frozenset[str]) -> str:
    if name not in names:
        raise table.error("member", f"{name[:40]!r} is the name of no party of this agreement")
    return name
