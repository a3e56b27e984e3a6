from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from passerelle.casework.exhibit_bytes import bytes_of, store_bytes
from passerelle.evidence.exhibit import ExhibitDamagedError, digest_of
from passerelle.store.models import ExhibitBytes

if TYPE_CHECKING:
    from tests.simulator.env import SeededEnv

DATA = b"what was taken"


def test_the_same_bytes_are_kept_once_and_sealed(env: SeededEnv) -> None:
    digest = digest_of(DATA)
    store_bytes(env, digest, DATA)
    store_bytes(env, digest, DATA)
    held = ExhibitBytes.objects.using(env.database).get()
    assert DATA not in env.files.get(held.sealed_digest)
    assert bytes_of(env, digest) == DATA


def test_without_their_salt_the_bytes_are_lost_until_they_are_taken_again(env: SeededEnv) -> None:
    digest = digest_of(DATA)
    store_bytes(env, digest, DATA)
    ExhibitBytes.objects.using(env.database).update(salt=b"")
    with pytest.raises(ExhibitDamagedError):
        bytes_of(env, digest)
    with pytest.raises(ExhibitDamagedError):
        bytes_of(env, digest_of(b"other"))
    store_bytes(env, digest, DATA)
    assert bytes_of(env, digest) == DATA
