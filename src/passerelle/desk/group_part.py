"""The parts of a group's file, and which links belong to each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from passerelle.casework.reading import EntityPage, LinkView


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the file: its title, its kinds of entity, and the words when there is none."""

    title: Promise
    icon: str
    none: Promise
    schemata: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part with the links that a reader sees in it."""

    title: Promise
    icon: str
    none: Promise
    links: tuple[LinkView, ...]


PARTS = (
    Part(
        title=_("Members and roles"),
        icon="users",
        none=_("No member recorded"),
        schemata=frozenset({"Membership", "Role", "Directorship", "Employment", "Representation"}),
    ),
    Part(
        title=_("Routes"),
        icon="route",
        none=_("No route recorded"),
        schemata=frozenset({"Route", "Leg", "Crossing", "HoldingPlace", "Trip"}),
    ),
    Part(
        title=_("Methods"),
        icon="network",
        none=_("No method recorded"),
        schemata=frozenset({"Method", "Advert", "Equipment", "ForgedDocument", "Phone", "UserAccount"}),
    ),
    Part(
        title=_("Money"),
        icon="wallet",
        none=_("No money recorded"),
        schemata=frozenset({"Payment", "Debt", "BankAccount", "CryptoWallet", "Ownership", "Escrow"}),
    ),
    Part(
        title=_("Documents"),
        icon="file-text",
        none=_("No document recorded"),
        schemata=frozenset({"Document", "Documentation", "Passport", "Identification", "Sanction"}),
    ),
)
OTHER = (_("Other links"), "link", _("No other link recorded"))


def parts_of(page: EntityPage) -> tuple[Section, ...]:
    """Each part in order, empty ones too; what fits none stands at the end, when there is any."""
    sections = [_section(part, page) for part in PARTS]
    known = frozenset[str]().union(*(part.schemata for part in PARTS))
    rest = tuple(link for link in page.links if not known & {link.schema, link.other_schema})
    if rest:
        title, icon, none = OTHER
        sections.append(Section(title=title, icon=icon, none=none, links=rest))
    return tuple(sections)


def _section(part: Part, page: EntityPage) -> Section:
    earlier = frozenset[str]().union(*(one.schemata for one in PARTS[: PARTS.index(part)]))
    links = tuple(
        link
        for link in page.links
        if part.schemata & {link.schema, link.other_schema} and not earlier & {link.schema, link.other_schema}
    )
    return Section(title=part.title, icon=part.icon, none=part.none, links=links)
