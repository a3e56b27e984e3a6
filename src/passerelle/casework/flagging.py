"""Red flags over the ledgers of a case: what may be asked, and who is met by protection first.

A flag becomes a question in the case. Where the account has a sign of control,
everything found about it goes to the identification queue instead, and the
case does not learn that there was anything (rule 25).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from passerelle.analysis.money.flag.flags import evaluate, not_applied
from passerelle.analysis.money.flag.movement import Channel, Movement, What
from passerelle.analysis.money.flag.place import Place, PlaceList
from passerelle.casework.identifying import Outcome
from passerelle.casework.journaling import record
from passerelle.casework.ledgers import LineView, lines_of
from passerelle.protection.indicators import parted
from passerelle.protocol.journal import Act
from passerelle.store.models import EmbarkationPlace, Identification, MoneyNote

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from passerelle.analysis.money.flag.rule import Flag, Rule
    from passerelle.casework.access import Access
    from passerelle.core.env import Env


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How many questions are new in the case, and which rules were not applied for want of what."""

    questions: int
    not_applied: Mapping[Rule, str]


def ask_red_flags(env: Env, access: Access) -> Asked:
    """Every rule was asked of this case's ledgers; what it found before is not asked again."""
    lines = lines_of(env, access)
    by_row = dict(enumerate(lines, 1))
    found = evaluate([_movement(number, line) for number, line in by_row.items()], places=places(env))
    with transaction.atomic(using=env.database):
        waiting = Identification.objects.using(env.database).filter(case=access.case, done_at=None)
        flags = [flag for flag in found.flags if not _looked_into(env, access, flag)]
        sides = parted(flags, waiting.values_list("subject", flat=True))
        questions = sum(_ask(env, access, flag, by_row) for flag in sides.open)
        _queue(env, access, sides.protected, by_row)
        # The line is the same whether anybody was queued or not: the journal of a case tells nothing.
        record(env, access, Act.COMBINATION, subjects=[access.case], reference="red flags")
    return Asked(questions=questions, not_applied=found.not_applied)


def needs(env: Env, access: Access) -> Mapping[Rule, str]:
    """The rules that cannot be asked of this case's ledgers, with what each would need."""
    lines = lines_of(env, access)
    return not_applied([_movement(number, line) for number, line in enumerate(lines, 1)], {}, places(env))


def places(env: Env) -> PlaceList:
    """The embarkation places of this node."""
    rows = EmbarkationPlace.objects.using(env.database).order_by("code", "since")
    return PlaceList.of(
        Place(code=row.code, reason=row.reason, since=row.since, until=row.until) for row in rows
    )


def add_place(env: Env, access: Access, *, code: str, reason: str, since: date, until: date) -> None:
    """The place is listed; raises PlaceRefusedError for a country or a place without a reason."""
    place = Place(code=code.strip(), reason=reason.strip(), since=since, until=until)
    with transaction.atomic(using=env.database):
        EmbarkationPlace.objects.using(env.database).create(
            code=place.code, reason=place.reason, since=since, until=until, by=access.officer, at=env.now()
        )
        record(env, access, Act.ALTERATION, reference="embarkation place")


def _looked_into(env: Env, access: Access, flag: Flag) -> bool:
    """A sign of control that a trained person found to be none; what else was found may then be asked."""
    if not flag.is_of_control:
        return False
    done = Identification.objects.using(env.database).filter(
        case=access.case, subject=flag.subject, outcome=Outcome.NO_SIGN
    )
    return any(sign["rule"] == flag.rule and sign["why"] == flag.why for row in done for sign in row.signs)


def _movement(number: int, line: LineView) -> Movement:
    return Movement(
        row=number,
        source=line.source,
        target=line.target,
        amount=line.amount,
        currency=line.currency,
        time=line.at,
        channel=Channel(line.channel) if line.channel in list(Channel) else Channel.UNKNOWN,
        paid_in=line.paid_in,
        paid_out=line.paid_out,
        what=What(line.what) if line.what in list(What) else What.UNKNOWN,
    )


def _lines(flag: Flag, by_row: Mapping[int, LineView]) -> list[list[str | int]]:
    return [[by_row[row].ledger, by_row[row].row] for row in flag.rows]


def _ask(env: Env, access: Access, flag: Flag, by_row: Mapping[int, LineView]) -> bool:
    """Whether the question is new."""
    lines, rule = _lines(flag, by_row), f"{flag.rule} v{flag.version}"
    known = MoneyNote.objects.using(env.database).filter(case=access.case, rule=rule)
    if any(row.lines == lines for row in known):
        return False
    MoneyNote.objects.using(env.database).create(
        id=env.new_id(),
        case=access.case,
        kind=MoneyNote.Kind.QUESTION,
        text=f"{flag.subject}: {flag.why}",
        lines=lines,
        rule=rule,
        by=access.officer,
        at=env.now(),
    )
    return True


def _queue(env: Env, access: Access, flags: Sequence[Flag], by_row: Mapping[int, LineView]) -> None:
    by_subject: dict[str, list[Flag]] = {}
    for flag in flags:
        by_subject.setdefault(flag.subject, []).append(flag)
    for subject, own in by_subject.items():
        signs = [
            {"rule": flag.rule, "version": flag.version, "why": flag.why, "transfers": len(flag.rows)}
            for flag in own
        ]
        held = Identification.objects.using(env.database).filter(case=access.case, subject=subject)
        if held.filter(done_at=None).exists() or any(row.signs == signs for row in held):
            held.filter(done_at=None).update(signs=signs)
            continue
        Identification.objects.using(env.database).create(
            id=env.new_id(),
            service=env.service,
            case=access.case,
            ledger=by_row[own[0].rows[0]].ledger,
            subject=subject,
            signs=signs,
            at=env.now(),
        )
        # What was asked in the case before this sign was seen is asked there no longer.
        MoneyNote.objects.using(env.database).filter(
            case=access.case, text__startswith=f"{subject}: "
        ).exclude(rule="").delete()
