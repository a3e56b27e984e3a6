"""The last gate before a value is shown, sent, counted or written anywhere (rule 1).

It asks one thing: would this value tell who a protected person is? It never
asks who is looking: there is no reader for whom the answer differs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.core.vocabulary import prop

if TYPE_CHECKING:
    from passerelle.core.marking import Marking
    from passerelle.core.statement import Statement


def is_shielded(statement: Statement, marking: Marking, *, protected: bool) -> bool:
    """True when the value identifies a person under protection, by what was said or by what holds now."""
    if not (protected or marking.category.is_protected):
        return False
    return prop(statement.schema, statement.prop).identifies
