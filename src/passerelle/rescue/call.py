"""One call: what was said, whom it went to by which way, and who acknowledged it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from passerelle.rescue.report import Report

PATIENCE = timedelta(minutes=2)  # acknowledged or escalated within (rule 18)
RETRIED = timedelta(seconds=15)


@dataclass(slots=True, kw_only=True)
class Way:
    """One way to one centre, and what came of the last try."""

    centre: str
    channel: str
    tried_at: datetime | None = None
    sent_at: datetime | None = None
    fault: str = ""

    def due(self, at: datetime) -> bool:
        """Whether it has not gone out yet and may be tried again."""
        return self.sent_at is None and (self.tried_at is None or at >= self.tried_at + RETRIED)


@dataclass(slots=True, kw_only=True)
class Call:
    """A call from its first word to its acknowledgement; nothing of it is compared with any other."""

    id: str
    key: str  # whoever holds it may acknowledge
    report: Report
    raised_at: datetime
    escalated_at: list[datetime] = field(default_factory=list)
    ways: list[Way] = field(default_factory=list)
    acknowledged_at: datetime | None = None
    acknowledged_by: str = ""

    @property
    def is_open(self) -> bool:
        """Whether nobody has acknowledged it yet."""
        return self.acknowledged_at is None

    def is_late(self, at: datetime) -> bool:
        """Whether two minutes passed without an acknowledgement since it was raised or last escalated."""
        return self.is_open and at >= max([self.raised_at, *self.escalated_at]) + PATIENCE

    def acknowledge(self, who: str, at: datetime) -> None:
        """The first acknowledgement stands, with its hour and whoever gave it."""
        if self.is_open:
            self.acknowledged_at, self.acknowledged_by = at, who

    def to_json(self) -> str:
        """The call as text, for the disk of this process alone."""
        return json.dumps(_plain(self), ensure_ascii=False)


def call_of(text: str) -> Call:
    """The call that this text holds; raises ValueError, TypeError or KeyError when it holds none."""
    said = json.loads(text)
    ways = [
        Way(
            centre=one["centre"],
            channel=one["channel"],
            tried_at=_instant(one["tried_at"]),
            sent_at=_instant(one["sent_at"]),
            fault=one["fault"],
        )
        for one in said["ways"]
    ]
    return Call(
        id=said["id"],
        key=said["key"],
        report=Report(**said["report"]),
        raised_at=datetime.fromisoformat(said["raised_at"]),
        escalated_at=[datetime.fromisoformat(one) for one in said["escalated_at"]],
        ways=ways,
        acknowledged_at=_instant(said["acknowledged_at"]),
        acknowledged_by=said["acknowledged_by"],
    )


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, Call | Way | Report):
        return {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}
    return value


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
