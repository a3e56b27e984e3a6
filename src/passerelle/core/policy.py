"""Whether an item may go from one service to another, and why.

Silence refuses, forbidding clauses win over permitting ones, and the most
restrictive answer holds. Nothing here reads a clock or a database: the caller
says what instant it is. Distress messages are not decided here: nothing delays
them (rule 18).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.core.agreement import Onward
from passerelle.core.clause import Effect, covers_schema
from passerelle.core.country_status import country_table
from passerelle.core.decision import Decision, Permit, Refuse
from passerelle.core.hard_rule import leaves_directive, refuse_by_rule
from passerelle.core.party import Regime
from passerelle.core.refusal_reason import RefusalReason
from passerelle.core.transfer import Transfer

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from passerelle.core.agreement import Agreement
    from passerelle.core.country_status import CountryTable
    from passerelle.core.item_permission import ItemPermission
    from passerelle.core.marking import Marking
    from passerelle.core.party import Party
    from passerelle.core.protective import ProtectiveState
    from passerelle.core.purpose import Purpose


def decide(
    *,
    sender: Party,
    recipient: Party,
    agreements: Iterable[Agreement],
    marking: Marking,
    schema: str,
    prop: str,
    at: datetime,
    restricting: Iterable[Agreement] = (),
    purpose: Purpose | None = None,
    record: str = "",
    permissions: Iterable[ItemPermission] = (),
    states: Iterable[ProtectiveState] = (),
    minor: bool = False,
    cleared: bool = False,
    case: str = "",
    table: CountryTable | None = None,
) -> Decision:
    """Decide on one item; without `purpose` it is asked for the purpose it was recorded for.

    `agreements` may permit and forbid. The `restricting` ones, under which nothing is sent now, may only
    forbid.
    """
    transfer = Transfer(
        sender=sender,
        recipient=recipient,
        marking=marking,
        schema=schema,
        prop=prop,
        purpose=marking.purpose if purpose is None else purpose,
        at=at,
        record=record,
        permissions=tuple(permissions),
        states=tuple(states),
        minor=minor,
        cleared=cleared,
        case=case,
    )
    countries = country_table() if table is None else table
    refusal = refuse_by_rule(transfer, countries)
    if refusal is not None:
        return refusal
    return _by_agreements(transfer, tuple(agreements), tuple(restricting), countries)


def _by_agreements(
    transfer: Transfer,
    agreements: tuple[Agreement, ...],
    restricting: tuple[Agreement, ...],
    countries: CountryTable,
) -> Decision:
    # 1. Only agreements that join both and are in force at the instant count (rule 16).
    joining = [one for one in agreements if one.joins(transfer.sender, transfer.recipient)]
    if not joining:
        return Refuse(RefusalReason.NO_AGREEMENT, "rule 16")
    in_force = [one for one in joining if one.is_in_force(transfer.at)]
    if not in_force:
        return Refuse(RefusalReason.NOT_IN_FORCE, "rule 16", joining[0].id)

    # 2. What a clause forbids or a member keeps back stays, whatever another agreement would permit.
    for agreement in (*in_force, *restricting):
        forbidden = _forbidden(transfer, agreement)
        if forbidden is not None:
            return forbidden

    # 3. An agreement without onward transfer holds for what was received under it.
    for agreement in agreements:
        received = agreement.id == transfer.marking.agreement and transfer.is_onward
        if received and agreement.onward is Onward.NEVER:
            return Refuse(RefusalReason.ONWARD_EXCLUDED, "onward", agreement.id)

    # 4. The first agreement that covers the item permits it; else the last refusal says how near it came.
    answer: Decision = Refuse(RefusalReason.NO_CLAUSE, "clauses")
    for agreement in in_force:
        answer = _by_one(transfer, agreement, countries)
        if isinstance(answer, Permit):
            return answer
    return answer


def _forbidden(transfer: Transfer, agreement: Agreement) -> Refuse | None:
    """The refusal of a forbidding clause, or of a member of a joint centre, beyond every scope."""
    if not (agreement.joins(transfer.sender, transfer.recipient) and agreement.is_in_force(transfer.at)):
        return None
    for clause in agreement.clauses:
        if clause.effect is Effect.FORBID and clause.applies(transfer):
            return Refuse(RefusalReason.FORBIDDEN, clause.number, agreement.id)
    category = transfer.marking.category
    ends = (transfer.sender, transfer.recipient)
    if agreement.withholds(*ends, category, transfer.purpose, transfer.at):
        return Refuse(RefusalReason.WITHHELD, "withholding", agreement.id)
    return None


def _by_one(transfer: Transfer, agreement: Agreement, countries: CountryTable) -> Decision:
    """What this agreement, which joins both and is in force, says of the item."""
    refusal = _outside_scope(transfer, agreement, countries)
    if refusal is not None:
        return refusal
    applying = [one for one in agreement.clauses if one.effect is Effect.PERMIT and one.applies(transfer)]
    if not applying:
        return Refuse(RefusalReason.NO_CLAUSE, "clauses", agreement.id)
    # Out of the Directive into the Regulation personal data go only where a clause says so in so many words.
    if leaves_directive(transfer):
        applying = [one for one in applying if Regime.GDPR in one.regimes]
    if not applying:
        return Refuse(RefusalReason.REGIME_NOT_NAMED, "Directive 2016/680 article 9(1)", agreement.id)
    return Permit(applying[0].number, agreement.id)


def _outside_scope(transfer: Transfer, agreement: Agreement, countries: CountryTable) -> Refuse | None:
    pair = (transfer.sender.country, transfer.recipient.country)
    binding = all(
        countries.binds(country, instrument, transfer.at)
        for instrument in agreement.instruments
        for country in pair
    )
    reason: RefusalReason | None = None
    clause = ""
    if not binding:
        reason, clause = RefusalReason.INSTRUMENT_NOT_IN_FORCE, "rule 16"
    elif transfer.purpose not in agreement.purposes:
        reason, clause = RefusalReason.PURPOSE_NOT_COVERED, "purposes"
    elif not agreement.admits(transfer.sender, transfer.recipient, transfer.purpose, transfer.at):
        reason, clause = RefusalReason.NOT_A_MEMBER, "joining"
    elif transfer.marking.category not in agreement.categories:
        reason, clause = RefusalReason.CATEGORY_NOT_COVERED, "categories"
    elif not covers_schema(agreement.schemata, transfer.schema):
        reason, clause = RefusalReason.SCHEMA_NOT_COVERED, "schemata"
    elif transfer.marking.classification.level > agreement.classification.level:
        reason, clause = RefusalReason.CLASSIFICATION_ABOVE_CEILING, "classification"
    elif transfer.is_onward and agreement.onward is Onward.NEVER:
        reason, clause = RefusalReason.ONWARD_EXCLUDED, "onward"
    return None if reason is None else Refuse(reason, clause, agreement.id)
