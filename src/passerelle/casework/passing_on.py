"""What another service owns goes on as it came, under its owner's signed consent (rule 4)."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from passerelle.casework.consents import consents_for
from passerelle.casework.journaling import record
from passerelle.casework.posting import put
from passerelle.protocol.journal import Act
from passerelle.protocol.messages import Onward, OnwardItem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from passerelle.casework.access import Access
    from passerelle.casework.judging import Judged
    from passerelle.casework.partners import Partner
    from passerelle.core.agreement import Agreement
    from passerelle.core.env import Env

IN_ONE_ENVELOPE = 150


def pass_on(
    env: Env, access: Access, to: Partner, terms: Agreement, items: Sequence[Judged]
) -> tuple[str, ...]:
    """The ids of the messages with what was permitted of others; one message holds one owner's alone."""
    if not items:
        return ()
    consents = consents_for(env, [one.statement.id for one in items], to.party.service)
    names: list[str] = []
    for portion in _portions(items):
        body = Onward(
            tuple(OnwardItem(one.statement, one.marking, consents[one.statement.id]) for one in portion)
        )
        name = put(env, to.node, body, agreement=terms.id, case=access.reference)
        subjects = sorted({one.statement.entity for one in portion})
        record(env, access, Act.DISCLOSURE, subjects=subjects, recipients=[to.node], reference=name)
        names.append(name)
    return tuple(names)


def _portions(items: Sequence[Judged]) -> Iterator[list[Judged]]:
    def place(one: Judged) -> tuple[str, str]:
        return one.marking.owner, one.statement.id

    for _, owned in groupby(sorted(items, key=place), key=lambda one: one.marking.owner):
        found = list(owned)
        for at in range(0, len(found), IN_ONE_ENVELOPE):
            yield found[at : at + IN_ONE_ENVELOPE]
