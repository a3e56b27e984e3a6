"""Signatures under agreements: whose they are, and whether they hold with a key that this node checked.

A service's key is the one whose fingerprint was read out, or one that its
card leads to from there. Nothing else proves who signed.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from passerelle.casework.partners import keys_of, known_parties
from passerelle.core.agreement import signers, unsigned_parties
from passerelle.errors import PasserelleError
from passerelle.protocol.keys import signature_holds
from passerelle.store.models import Agreement as AgreementRow
from passerelle.store.trust import remembered

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from passerelle.core.agreement import Agreement
    from passerelle.core.env import Env
    from passerelle.core.party import Party


class AgreementSignatureError(PasserelleError):
    """A signature is not one that a known service made under this agreement; nothing was kept."""

    def __init__(self) -> None:
        super().__init__(
            "a signature does not hold under this agreement with a key known here; nothing was kept. "
            "Trust the partner's node first, and ask it for its signature again."
        )


class UnsignedAgreementError(PasserelleError):
    """An agreement is held but not signed by everybody it needs; nothing was asked, sent or taken."""

    def __init__(self, missing: Iterable[str]) -> None:
        self.missing = tuple(missing)
        super().__init__(
            f"the agreement is not signed by {', '.join(self.missing)}; nothing was asked, sent or taken. "
            "Sign it with `passerelle agreement sign`, and take in the partner's signature."
        )


def checked(env: Env, agreement: Agreement, signatures: Mapping[str, str]) -> dict[str, str]:
    """The signatures as given, each of which holds; raises AgreementSignatureError."""
    services = _services(env, signatures)
    found = signers(agreement, _raw(signatures), services, _Keys(env, signatures).verify)
    if {one.service for one in found} != set(signatures):
        raise AgreementSignatureError
    return dict(signatures)


def unsigned(env: Env, agreement: Agreement, *users: Party) -> tuple[str, ...]:
    """Who has still to sign: the parties nobody signed for, and the users who did not sign themselves."""
    return remembered(
        env.database, ("unsigned", agreement.id, users), lambda: _unsigned(env, agreement, users)
    )


def _unsigned(env: Env, agreement: Agreement, users: tuple[Party, ...]) -> tuple[str, ...]:
    held = AgreementRow.objects.using(env.database).filter(id=agreement.id)
    signatures = _raw(held.values_list("signatures", flat=True).first() or {})
    services, verify = _services(env, signatures), _Keys(env, signatures).verify
    missing = unsigned_parties(agreement, signatures, services, verify)
    signed = {one.service for one in signers(agreement, signatures, services, verify)}
    themselves = (one.name or one.service for one in users if one.service not in signed)
    return tuple(dict.fromkeys([*missing, *themselves]))


def require_signed(env: Env, agreement: Agreement, *users: Party) -> None:
    """Nothing, once every party signed and each of the users signed too; raises UnsignedAgreementError."""
    missing = unsigned(env, agreement, *users)
    if missing:
        raise UnsignedAgreementError(missing)


def _services(env: Env, ids: Iterable[str]) -> tuple[Party, ...]:
    wanted = set(ids)
    return tuple(party for service, party in known_parties(env).items() if service in wanted)


def _raw(signatures: Mapping[str, str]) -> dict[str, bytes]:
    try:
        return {service: bytes.fromhex(one) for service, one in signatures.items()}
    except ValueError:
        raise AgreementSignatureError from None


class _Keys:
    """The checked keys of the services that signed, read once."""

    def __init__(self, env: Env, services: Iterable[str]) -> None:
        self._of = keys_of(env, services)

    def verify(self, service: str, message: bytes, signature: bytes) -> bool:
        """Whether the service made the signature with any of its checked keys."""
        return any(_holds(key, message, signature) for key in self._of.get(service, ()))


# The same key, bytes and signature always agree or never do.
_holds = lru_cache(maxsize=4_096)(signature_holds)
