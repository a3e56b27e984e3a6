"""What a joint centre opens between a partner and us: what both joined for and we do not keep back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from passerelle.casework.partners import own, partner

if TYPE_CHECKING:
    from passerelle.core.agreement import Agreement
    from passerelle.core.env import Env
    from passerelle.core.purpose import Purpose
    from passerelle.core.subject import SubjectCategory


def joined_with(env: Env, agreement: Agreement, node: str) -> Agreement:
    """The agreement with those purposes alone that hold now between this node's service and ours."""
    if agreement.centre is None:
        return agreement
    ends, now = (own(env).party, partner(env, node).party), env.now()
    held = frozenset(one for one in agreement.purposes if agreement.admits(*ends, one, now))
    return replace(agreement, purposes=held)


def categories_for(env: Env, agreement: Agreement, node: str, purpose: Purpose) -> frozenset[SubjectCategory]:
    """The agreement's categories that we do not keep back from this node's service for this purpose."""
    if agreement.centre is None:
        return agreement.categories
    ends, now = (own(env).party, partner(env, node).party), env.now()
    return frozenset(one for one in agreement.categories if not agreement.withholds(*ends, one, purpose, now))
