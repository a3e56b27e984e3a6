"""Red flags over the ledgers of a case: what may be asked, and who is met by protection first.

A flag becomes a question in the case. Where the account has a sign of control,
everything found about it goes to the identification queue instead, and the
case does not learn that there was anything (rule 25).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from passerelle.analysis.money.flag.flags import evaluate, lacking
from passerelle.analysis.money.flag.movement import Channel, Movement, What
from passerelle.analysis.money.flag.place import Place, PlaceList
from passerelle.analysis.money.flag.rule import Rule
from passerelle.casework.identifying import Outcome, hidden_subjects
from passerelle.casework.journaling import record
from passerelle.casework.ledgers import LineView, lines_of, seen_ledgers
from passerelle.casework.money_facts import holders_of, legs_of, line_facts
from passerelle.casework.money_notes import ask_once
from passerelle.protection.indicators import parted
from passerelle.protocol.journal import Act
from passerelle.store.models import EmbarkationPlace, Identification, LedgerLine, MoneyNote

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from passerelle.analysis.money.flag.flags import Input
    from passerelle.analysis.money.flag.rule import Flag
    from passerelle.casework.access import Access
    from passerelle.core.env import Env
    from passerelle.store.models import LineFact


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How many questions are new in the case, and which rules were not applied for want of what."""

    questions: int
    not_applied: Mapping[Rule, tuple[Input, ...]]


def ask_red_flags(env: Env, access: Access) -> Asked:
    """Every rule was asked of this case's ledgers; what it found before is not asked again."""
    lines = lines_of(env, access)
    by_row = dict(enumerate(lines, 1))
    ledgers = sorted({line.ledger for line in lines})
    facts = line_facts(env, ledgers)
    found = evaluate(
        [_movement(number, line, facts.get((line.ledger, line.row))) for number, line in by_row.items()],
        holders=holders_of(env, ledgers),
        places=places(env),
        legs=legs_of(env, ledgers),
    )
    with transaction.atomic(using=env.database):
        flags = [flag for flag in found.flags if not _looked_into(env, access, flag)]
        sides = parted(flags, hidden_subjects(env, access.case))
        questions = sum(_ask(env, access, flag, by_row) for flag in sides.open)
        _queue(env, access, sides.protected, by_row)
        # The line is the same whether anybody was queued or not: the journal of a case tells nothing.
        record(env, access, Act.COMBINATION, subjects=[access.case], reference="red flags")
    return Asked(questions=questions, not_applied=found.not_applied)


def rules_lacking(env: Env, access: Access) -> Mapping[Rule, tuple[Input, ...]]:
    """The rules that cannot be asked of this case's ledgers, with what each would need."""
    ledgers = seen_ledgers(env, access)
    lines = LedgerLine.objects.using(env.database).filter(ledger__in=ledgers).order_by()
    facts = line_facts(env, ledgers).values()
    return lacking(
        channels={*lines.values_list("channel", flat=True).distinct(), *(one.channel for one in facts)},
        paid_for={*lines.values_list("what", flat=True).distinct(), *(one.what for one in facts)},
        holders=list(holders_of(env, ledgers).values()),
        places=places(env),
        legs=legs_of(env, ledgers),
    )


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


def _movement(number: int, line: LineView, said: LineFact | None) -> Movement:
    """A line as the rules read it; what a person said of it stands before what the ledger says."""
    channel, what = (said and said.channel) or line.channel, (said and said.what) or line.what
    return Movement(
        row=number,
        source=line.source,
        target=line.target,
        amount=line.amount,
        currency=line.currency,
        time=line.at,
        channel=Channel(channel) if channel in list(Channel) else Channel.UNKNOWN,
        paid_in=(said and said.paid_in) or line.paid_in,
        paid_out=(said and said.paid_out) or line.paid_out,
        what=What(what) if what in list(What) else What.UNKNOWN,
        quantity=said.quantity if said else 0,
        delivered=not said or said.delivered is not False,
    )


def _lines(flag: Flag, by_row: Mapping[int, LineView]) -> list[tuple[str, int]]:
    # The rows of R10 are shipments, which are no lines of a ledger.
    rows = () if flag.rule is Rule.R10 else flag.rows
    return [(by_row[row].ledger, by_row[row].row) for row in rows]


def _said(flag: Flag) -> dict[str, Any]:
    return {
        "rule": str(flag.rule),
        "version": flag.version,
        "reasons": [[one.key, dict(one.numbers)] for one in flag.reasons],
    }


def _ask(env: Env, access: Access, flag: Flag, by_row: Mapping[int, LineView]) -> bool:
    """Whether the question is new."""
    return ask_once(
        env,
        access,
        rule=f"{flag.rule} v{flag.version}",
        text=f"{flag.subject}: {flag.why}",
        lines=_lines(flag, by_row),
        said=_said(flag) | {"subject": flag.subject},
    )


def _queue(env: Env, access: Access, flags: Sequence[Flag], by_row: Mapping[int, LineView]) -> None:
    by_subject: dict[str, list[Flag]] = {}
    for flag in flags:
        by_subject.setdefault(flag.subject, []).append(flag)
    for subject, own in by_subject.items():
        signs = [
            {
                "rule": flag.rule,
                "version": flag.version,
                "why": flag.why,
                "transfers": len(_lines(flag, by_row)),
                "said": _said(flag),
            }
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
            ledger=next((ledger for flag in own for ledger, _ in _lines(flag, by_row)), ""),
            subject=subject,
            signs=signs,
            at=env.now(),
        )
        # What was asked in the case before this sign was seen is asked there no longer.
        MoneyNote.objects.using(env.database).filter(
            case=access.case, text__startswith=f"{subject}: "
        ).exclude(rule="").delete()
