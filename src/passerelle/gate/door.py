"""Who stands at the door: from a certificate's digest to the trusted partner, then to the handler."""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.casework.arriving_together import handle_together
from passerelle.casework.partners import carrier
from passerelle.casework.readiness import is_ready
from passerelle.casework.witnessing import cosign
from passerelle.gate.server import Gate, StrangerError
from passerelle.gate.slot import ANSWER_SLOT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Executor

    from passerelle.casework.reply import Reply
    from passerelle.core.env import Env
    from passerelle.gate.failure import Halt


def gate_of(env: Env, executor: Executor, halt: Halt, *, slot: float = ANSWER_SLOT) -> Gate:
    """The gate of one node, whose answers leave whole slots after their questions came."""

    def receive(brought: Sequence[tuple[str, bytes]]) -> list[Reply | Exception | None]:
        # Trust is looked at anew for each message: who was struck off is a stranger at once.
        partners = [carrier(env, certificate) for certificate, _ in brought]
        known = [
            (partner.node, wire)
            for partner, (_, wire) in zip(partners, brought, strict=True)
            if partner is not None
        ]
        replies = iter(handle_together(env, known))
        return [StrangerError() if partner is None else next(replies) for partner in partners]

    def cosigned(certificate: str, body: bytes) -> bytes:
        shower = carrier(env, certificate)
        if shower is None:
            raise StrangerError
        return cosign(env, shower.node, body)

    return Gate(
        handle=receive,
        ready=lambda: is_ready(env),
        executor=executor,
        halt=halt,
        slot=slot,
        cosign=cosigned,
    )
