"""Calls on their way: sent at once by every way, tried again, escalated, kept until acknowledged.

Sending comes first. The disk and the log are written after the first try has
begun, and a fault of either is told and delays nothing.
"""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from passerelle.rescue import letter, log
from passerelle.rescue.call import PATIENCE, Call, Way, call_of
from passerelle.rescue.centre import Centre, competent
from passerelle.rescue.channel import Failed, Sent, by_https, by_mail, on_paper

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from passerelle.rescue.report import Report
    from passerelle.rescue.settings import Settings

HANDS = 16
REMEMBERED = 500
PAPER = "paper"
EVERYBODY = ""


@dataclass(slots=True)
class Watch:
    """The calls of one folder, and the hands that send them."""

    folder: Path
    settings: Settings
    now: Callable[[], datetime]
    token: Callable[[], str]
    calls: dict[str, Call] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    _unreadable: set[str] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _disk: threading.Lock = field(default_factory=threading.Lock)
    _hands: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(HANDS))

    def raised(self, report: Report) -> Call:
        """A new call, which is already going out by every way; nothing was asked about it first."""
        call = Call(id=self.token(), key=self.token(), report=report, raised_at=self.now())
        call.ways = _ways(competent(self.settings.centres, report.point))
        with self._lock:
            self.calls[call.id] = call
        for way in call.ways:
            self._hands.submit(self._try, call, way)
        self._kept(call, "raised")
        self._forget()
        return call

    def acknowledged(self, call_id: str, key: str, who: str) -> bool:
        """Whether somebody who holds the call's key now has it in hand."""
        call = self.calls.get(call_id)
        if call is None or call.key != key:
            return False
        self._end(call, who)
        return True

    def tick(self) -> list[Future[None]]:
        """What is due was tried again, what nobody acknowledged in time is escalated to everybody."""
        at = self.now()
        left = self._left_behind(at)
        with self._lock:
            self.calls.update(left)
            waiting = [one for one in self.calls.values() if one.is_open]
            late = [one for one in waiting if one.is_late(at)]
            for call in late:
                self._escalate(call, at)
            due = [(call, way) for call in waiting for way in call.ways if way.due(at)]
        tries = [self._hands.submit(self._try, call, way) for call, way in due]
        for call in late:
            self._kept(call, "escalated")
        for call in waiting:
            self._read_acknowledgement(call)
        return tries

    def told(self, call: Call) -> tuple[Centre, ...]:
        """The centres that this call goes to, and those near it that only a person can telephone."""
        names = {way.centre for way in call.ways}
        names |= {one.name for one in competent(self.settings.centres, call.report.point)}
        return tuple(one for one in self.settings.centres if one.name in names)

    def close(self) -> None:
        """The hands finish what they hold."""
        self._hands.shutdown(wait=True)

    def _try(self, call: Call, way: Way) -> None:
        with self._lock:
            if way.sent_at is not None:
                return
            way.tried_at = self.now()
        match self._sent(call, way):
            case Sent(who):
                way.sent_at, way.fault = self.now(), ""
                if who:
                    self._end(call, who)
            case Failed(why):
                way.fault = why

    def _sent(self, call: Call, way: Way) -> Sent | Failed:
        if way.channel == PAPER:
            name = f"{call.id}-{len(call.escalated_at)}"
            return on_paper(self.folder / "printed", name, letter.text(self.settings, call, self.told(call)))
        centre = next((one for one in self.settings.centres if one.name == way.centre), None)
        if centre is None:
            return Failed("the centre is no longer in the table")
        if way.channel == "https":
            return by_https(self.settings, centre, letter.body(self.settings, call))
        text = letter.text(self.settings, call, self.told(call))
        return by_mail(self.settings, centre, letter.subject(call), text)

    def _escalate(self, call: Call, at: datetime) -> None:
        call.escalated_at.append(at)
        known = {(way.centre, way.channel) for way in call.ways}
        call.ways += [one for one in _ways(self.settings.centres) if (one.centre, one.channel) not in known]
        for way in call.ways:
            way.sent_at = way.tried_at = None

    def _end(self, call: Call, who: str) -> None:
        with self._lock:
            first = call.is_open
            call.acknowledge(who, self.now())
        if first:
            self._kept(call, "acknowledged")

    def _kept(self, call: Call, what: str) -> None:
        # A lock of its own: a disk that hangs holds up no sending.
        with self._disk:
            try:
                self._on_disk(call)
            except OSError as error:
                self.faults.append(f"a call could not be kept on the disk ({type(error).__name__})")
            try:
                log.written(self.folder / "log", self.settings.log_key, call, what, self.now())
            except (OSError, ValueError, ImportError) as error:
                self.faults.append(f"the log could not be written ({type(error).__name__})")

    def _on_disk(self, call: Call) -> None:
        place = self.folder / "open"
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = place / f"{call.id}.json"
        if not call.is_open:
            file.unlink(missing_ok=True)
            file.with_suffix(".ack").unlink(missing_ok=True)
            return
        new = file.with_suffix(".new")
        new.touch(mode=0o600)
        new.write_text(call.to_json(), encoding="utf-8")
        new.replace(file)

    def _left_behind(self, at: datetime) -> dict[str, Call]:
        # By a process that is no more: its calls are still nobody's.
        found = {}
        for file in sorted((self.folder / "open").glob("*.json")):
            if file.stem in self.calls or file.stem in self._unreadable:
                continue
            try:
                call = call_of(file.read_text("utf-8"))
            except (OSError, ValueError, TypeError, KeyError):
                self._unreadable.add(file.stem)
                self.faults.append("an open call on the disk cannot be read; it is left where it is")
                continue
            if at >= call.raised_at + PATIENCE:
                found[call.id] = call
        return found

    def _read_acknowledgement(self, call: Call) -> None:
        # A person of the node was told by telephone, and says so with a command.
        try:
            who = (self.folder / "open" / f"{call.id}.ack").read_text("utf-8").strip()
        except OSError:
            return
        self._end(call, who or "by telephone")

    def _forget(self) -> None:
        with self._lock:
            done = [one.id for one in self.calls.values() if not one.is_open]
            for call_id in done[:-REMEMBERED]:
                del self.calls[call_id]


def _ways(centres: tuple[Centre, ...]) -> list[Way]:
    ways = [Way(centre=one.name, channel="https") for one in centres if one.https]
    ways += [Way(centre=one.name, channel="mail") for one in centres if one.mail]
    return [*ways, Way(centre=EVERYBODY, channel=PAPER)]
