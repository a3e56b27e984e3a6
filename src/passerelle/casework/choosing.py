"""A transfer that matters becomes statements: two accounts and a payment, under the ledger's marking.

Until then it is a line of an exhibit, in no index and in no release.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.casework.access import AbsentError
from passerelle.casework.ledgers import lines_of, origin_of
from passerelle.casework.recording import record_statements
from passerelle.core.draft import Draft, Fact
from passerelle.formats.account_text import AccountKind
from passerelle.store.models import Statement

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from passerelle.casework.access import Access
    from passerelle.casework.ledgers import LineView
    from passerelle.casework.recording import IntakeReport
    from passerelle.core.asking import Attribution
    from passerelle.core.env import Env

IBAN, NUMBER = "iban", "accountNumber"


def choose(
    env: Env,
    access: Access,
    ledger: str,
    rows: Collection[int],
    *,
    attribution: Attribution | None = None,
) -> IntakeReport:
    """The transfers of these rows are entities with statements in the case; raises AbsentError.

    Partners may ask about the accounts only where they are attributed to a
    group with a reason, or where the ledger's category allows it (rule 20).
    """
    origin, marking = origin_of(env, access, ledger)
    chosen = [one for one in lines_of(env, access) if one.ledger == ledger and one.row in set(rows)]
    if not chosen:
        raise AbsentError("transfer")
    accounts = sorted({(name, kind) for one in chosen for name, kind in _sides(one) if name})
    known = _known(env, access, [name for name, _ in accounts])
    drafts = [_account(name, kind) for name, kind in accounts if _id(name) not in known]
    drafts += [_payment(one, origin) for one in chosen]
    return record_statements(
        env, access, drafts=drafts, marking=marking, known=known, attribution=attribution
    )


def _sides(line: LineView) -> Sequence[tuple[str, str]]:
    return (line.source, line.source_kind), (line.target, line.target_kind)


def _account(name: str, kind: str) -> Draft:
    prop = IBAN if kind == AccountKind.IBAN else NUMBER
    return Draft(publisher_id=_id(name), schema="BankAccount", line=0, facts=(Fact(prop, name),))


def _payment(line: LineView, origin: str) -> Draft:
    facts = [
        Fact("amount", format(line.amount, "f"), original=line.amount_given),
        Fact("currency", line.currency),
        Fact("date", line.at.date().isoformat(), original=line.time_given),
        Fact("transactionNumber", line.reference),
        Fact("sequenceNumber", str(line.row)),
        Fact("recordId", f"{origin[:8]}-{line.row}"),
        Fact("payerAccount", _id(line.source) if line.source else ""),
        Fact("beneficiaryAccount", _id(line.target) if line.target else ""),
    ]
    return Draft(
        publisher_id=f"line {line.row}",
        schema="Payment",
        line=line.line,
        facts=tuple(fact for fact in facts if fact.value),
    )


def _id(account: str) -> str:
    return f"account {account}"


def _known(env: Env, access: Access, accounts: Collection[str]) -> dict[str, str]:
    """Accounts that are entities of the case already."""
    held = Statement.objects.using(env.database).filter(
        case=access.case, schema="BankAccount", prop__in=(IBAN, NUMBER), state=Statement.State.LIVE
    )
    found = held.filter(value__in=list(accounts)).values_list("value", "entity")
    return {_id(value): entity for value, entity in found}
