"""Sessions lie in the database of the node that a request is for: several nodes may run in one process."""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.db.models import Model

ALIAS: ContextVar[str | None] = ContextVar("passerelle_desk_database", default=None)


class SessionRouter:
    """Django's session table is read and written under the alias of the request's Env."""

    def db_for_read(self, model: type[Model], **_hints: object) -> str | None:
        """The alias for sessions; no opinion on other tables."""
        return ALIAS.get() if model._meta.app_label == "sessions" else None  # noqa: SLF001 - Django's public interface

    def db_for_write(self, model: type[Model], **hints: object) -> str | None:
        """As for reading."""
        return self.db_for_read(model, **hints)
