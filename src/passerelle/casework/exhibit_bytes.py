"""The bytes of exhibits and ledgers: once by their SHA-256, sealed, and lost with their salt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from passerelle.evidence import exhibit as content_of
from passerelle.evidence.exhibit import SALT_BYTES, ExhibitDamagedError
from passerelle.store.models import ExhibitBytes

if TYPE_CHECKING:
    from passerelle.core.env import Env

SECRET = "exhibits"  # noqa: S105 - what the secret is for, and not the secret


def store_bytes(env: Env, digest: str, data: bytes) -> None:
    """The bytes are on the disk, sealed; the same bytes a second time change nothing."""
    with transaction.atomic(using=env.database):
        rows = ExhibitBytes.objects.using(env.database)
        held = rows.select_for_update().filter(digest=digest).first()
        if held is not None and held.salt:
            return
        salt = env.random(SALT_BYTES)
        sealed = content_of.sealed(env.secret(SECRET), salt, data)
        place = env.files.put(sealed)
        rows.update_or_create(
            digest=digest, defaults={"salt": salt, "sealed_digest": place, "size": len(data)}
        )


def bytes_of(env: Env, digest: str) -> bytes:
    """The bytes as they were taken; raises ExhibitDamagedError where they are not, or are gone."""
    held = ExhibitBytes.objects.using(env.database).filter(digest=digest).first()
    if held is None or not held.salt:
        raise ExhibitDamagedError(digest)
    return content_of.opened(
        env.secret(SECRET), bytes(held.salt), env.files.get(held.sealed_digest), held.digest
    )
