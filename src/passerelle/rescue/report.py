"""What somebody says about people in distress: six fields, none of them needed.

There is no field for a nationality, a status, a name list or intelligence, so
none can be asked for (rule 18). What is written is sent as written.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from passerelle.rescue.position import Position, position

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST = 4_000
CUT = " [cut]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One call for help; each field is as somebody wrote it, or empty."""

    position: str = ""
    people: str = ""
    state: str = ""
    contact: str = ""
    languages: str = ""
    text: str = ""

    @property
    def point(self) -> Position | None:
        """The point of the position, when it can be read."""
        return position(self.position)

    def fields(self) -> dict[str, str]:
        """The six fields by name."""
        return asdict(self)


FIELDS = tuple(Report.__dataclass_fields__)


def report(said: Mapping[str, str]) -> Report:
    """The report of what was said: unknown fields are left out, what is too long is cut and says so."""
    return Report(**{name: _bounded(said.get(name, "")) for name in FIELDS})


def _bounded(value: str) -> str:
    plain = "".join(one if one.isprintable() or one == "\n" else " " for one in value.replace("\r\n", "\n"))
    plain = plain.strip()
    return plain if len(plain) <= LONGEST else plain[:LONGEST] + CUT
