"""The one Django app that owns tables."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class StoreConfig(AppConfig):
    """Tables of one node."""

    name = "passerelle.store"
    label = "store"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """A migration may make a table anew, and its watch is gone with it: each sets the watch again."""
        post_migrate.connect(_watch, sender=self)


def _watch(*, using: str, **_: object) -> None:
    # Models can be imported once the app is ready.
    from passerelle.store.trust import watch  # noqa: PLC0415 - see above

    watch(using)
