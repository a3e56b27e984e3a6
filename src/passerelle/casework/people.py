"""Officers, their one-time sign-in links and their duty operations.

There is no default account and no password. A link works once, for a quarter
of an hour; only the digest of its token is kept.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from passerelle.casework.access import AbsentError, ReasonRequiredError
from passerelle.casework.journaling import record, record_by_node
from passerelle.casework.node_reason import NodeReason
from passerelle.core.purpose import Purpose
from passerelle.core.role import Role
from passerelle.errors import PasserelleError
from passerelle.protocol.journal import Act
from passerelle.store.models import DutyOperation, Officer, SignInLink

if TYPE_CHECKING:
    from datetime import datetime

    from passerelle.casework.access import Access
    from passerelle.core.env import Env

LINK_LIFETIME = timedelta(minutes=15)
TOKEN_BYTES = 32


class LinkError(PasserelleError):
    """A sign-in link was used, has expired or never existed; nobody was signed in."""

    def __init__(self) -> None:
        super().__init__("this link no longer works; ask the administrator of the node for a new one")


class OfficerExistsError(PasserelleError):
    """Two officers of a node cannot bear the same name; nobody was added."""

    def __init__(self) -> None:
        super().__init__("an officer of that name exists on this node; choose a name that tells them apart")


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerView:
    """An officer as the desk shows them."""

    id: str
    name: str
    role: Role
    service: str
    language: str
    theme: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """An open duty operation."""

    id: str
    purpose: Purpose
    reason: str
    opened_at: datetime


def add_officer(env: Env, *, name: str, role: Role, service: str = "", language: str = "en") -> str:
    """The id of a new officer, of the node's own service unless another is named."""
    with transaction.atomic(using=env.database):
        if Officer.objects.using(env.database).filter(name=name).exists():
            raise OfficerExistsError
        officer = Officer(
            id=env.new_id(), name=name, role=role, service=service or env.service, language=language
        )
        officer.set_unusable_password()
        officer.save(using=env.database, force_insert=True)
    return officer.id


def enrol(env: Env, access: Access | None, *, name: str, role: Role, language: str) -> str:
    """The id of a new officer, with a line in the journal.

    Without an access it is the setting up of a new node, before there are officers.
    """
    with transaction.atomic(using=env.database):
        officer = add_officer(env, name=name, role=role, language=language)
        if access is None:
            reason = NodeReason.FIRST_OFFICER
            record_by_node(env, Act.ACCESS_CHANGE, reason=reason, case="set-up", reference=officer)
        else:
            record(env, access, Act.ACCESS_CHANGE, reference=officer)
    return officer


def find_officer(env: Env, name: str) -> OfficerView:
    """The active officer of that name; raises AbsentError."""
    return _view(Officer.objects.using(env.database).filter(name=name, is_active=True).first())


def officer_view(env: Env, officer: str) -> OfficerView:
    """The active officer with that id; raises AbsentError."""
    return _view(Officer.objects.using(env.database).filter(id=officer, is_active=True).first())


def officers(env: Env) -> tuple[OfficerView, ...]:
    """Every active officer, by name."""
    rows = Officer.objects.using(env.database).filter(is_active=True).order_by("name")
    return tuple(_view(row) for row in rows)


def set_preferences(env: Env, officer: str, *, language: str, theme: str) -> None:
    """The officer's language and theme are as given."""
    Officer.objects.using(env.database).filter(id=officer).update(language=language, theme=theme)


def make_link(env: Env, officer: str) -> str:
    """A fresh token that signs this officer in once, within a quarter of an hour."""
    officer_view(env, officer)
    token = env.random(TOKEN_BYTES).hex()
    SignInLink.objects.using(env.database).create(
        digest=_digest(token), officer_id=officer, expires_at=env.now() + LINK_LIFETIME
    )
    return token


def issue_link(env: Env, access: Access | None, name: str) -> str:
    """The token for the officer of that name, with a line in the journal; raises AbsentError.

    Without an access nobody is an officer of the node, and so there is none of that name.
    """
    officer = find_officer(env, name).id
    with transaction.atomic(using=env.database):
        if access is not None:
            record(env, access, Act.ACCESS_CHANGE, reference=officer)
        return make_link(env, officer)


def link_works(env: Env, token: str) -> bool:
    """True while the link could be redeemed; looking does not use it up."""
    link = SignInLink.objects.using(env.database).filter(digest=_digest(token), used_at=None).first()
    return link is not None and link.expires_at > env.now()


def redeem_link(env: Env, token: str) -> OfficerView:
    """The officer whom the link signs in; it never works again. Raises LinkError."""
    with transaction.atomic(using=env.database):
        links = SignInLink.objects.using(env.database).filter(
            digest=_digest(token), used_at=None, expires_at__gt=env.now(), officer__is_active=True
        )
        link = links.first()
        # The update is the lock: of two redeemers at once, one changes a row.
        if link is None or links.update(used_at=env.now()) != 1:
            raise LinkError
        return officer_view(env, link.officer_id)


def open_duty(env: Env, officer: str, *, purpose: Purpose, reason: str) -> Duty:
    """The officer's duty operation; an earlier open one is closed."""
    if not reason.strip():
        raise ReasonRequiredError
    with transaction.atomic(using=env.database):
        close_duty(env, officer)
        row = DutyOperation.objects.using(env.database).create(
            id=env.new_id(), officer_id=officer, purpose=purpose, reason=reason.strip(), opened_at=env.now()
        )
    return Duty(id=row.id, purpose=purpose, reason=row.reason, opened_at=row.opened_at)


def current_duty(env: Env, officer: str) -> Duty | None:
    """The officer's open duty operation, if any."""
    row = DutyOperation.objects.using(env.database).filter(officer_id=officer, closed_at=None).first()
    if row is None:
        return None
    return Duty(id=row.id, purpose=Purpose(row.purpose), reason=row.reason, opened_at=row.opened_at)


def close_duty(env: Env, officer: str) -> None:
    """The officer has no open duty operation."""
    DutyOperation.objects.using(env.database).filter(officer_id=officer, closed_at=None).update(
        closed_at=env.now()
    )


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _view(row: Officer | None) -> OfficerView:
    if row is None:
        raise AbsentError("officer")
    return OfficerView(
        id=row.id,
        name=row.name,
        role=Role(row.role),
        service=row.service,
        language=row.language,
        theme=row.theme,
    )
