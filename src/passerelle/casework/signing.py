"""An agreement is signed here, and signatures go to partners and come from them as a small file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from passerelle.casework.agreements import UnknownAgreementError, agreement_of
from passerelle.casework.journaling import record, record_by_node
from passerelle.casework.node_reason import NodeReason
from passerelle.casework.partners import own
from passerelle.casework.signature import checked
from passerelle.core.canonical import canonical, parse_canonical
from passerelle.errors import PasserelleError
from passerelle.protocol.fields import Fields
from passerelle.protocol.journal import Act
from passerelle.protocol.keys import SIGNATURE_BYTES
from passerelle.store.models import Agreement as AgreementRow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from passerelle.casework.access import Access
    from passerelle.core.agreement import Agreement
    from passerelle.core.env import Env

FORMAT = "passerelle-agreement-signatures/1"
LONGEST_FILE = 65_536
ID_LENGTH = 64


class NotAPartyError(PasserelleError):
    """This node's service is no party of the agreement; nothing was signed."""

    def __init__(self) -> None:
        super().__init__("this node's service is no party of the agreement; nothing was signed")


class SignatureFileError(PasserelleError):
    """The file holds no signatures under an agreement; nothing was kept."""

    def __init__(self) -> None:
        super().__init__("the file is too long or holds no signatures; nothing was kept, ask for it again")


def sign_agreement(env: Env, access: Access | None, agreement: str) -> bytes:
    """The file with this service's signature and those held; raises NotAPartyError."""
    found = _held(env, agreement)
    if not any(one.is_met_by(own(env).party) for one in found.parties):
        raise NotAPartyError
    _keep(env, access, found, {env.service: env.sign(found.signed_bytes).hex()})
    return signature_file(env, agreement)


def signature_file(env: Env, agreement: str) -> bytes:
    """The signatures held here under the agreement, to hand to its parties."""
    _held(env, agreement)
    row = AgreementRow.objects.using(env.database).get(id=agreement)
    return canonical({"format": FORMAT, "agreement": agreement, "signatures": row.signatures})


def read_signature_file(data: bytes) -> tuple[str, dict[str, str]]:
    """The agreement's id and its signatures by service; nothing of it is believed yet."""
    if len(data) > LONGEST_FILE:
        raise SignatureFileError
    try:
        fields = Fields(parse_canonical(data.strip()), "signature file")
        fields.known("format", {FORMAT})
        agreement = fields.text("agreement", shortest=ID_LENGTH, longest=ID_LENGTH)
        listed = fields.object("signatures")
        signatures = {
            one: listed.octets(one, least=SIGNATURE_BYTES, most=SIGNATURE_BYTES).hex() for one in listed.value
        }
    except PasserelleError:
        raise SignatureFileError from None
    return agreement, signatures


def take_signatures(env: Env, access: Access | None, data: bytes) -> str:
    """The id of the agreement under which the file's signatures are held from now on."""
    agreement, signatures = read_signature_file(data)
    _keep(env, access, _held(env, agreement), signatures)
    return agreement


def _held(env: Env, agreement: str) -> Agreement:
    found = agreement_of(env, agreement)
    if found is None:
        raise UnknownAgreementError
    return found


def _keep(env: Env, access: Access | None, agreement: Agreement, signatures: Mapping[str, str]) -> None:
    good = checked(env, agreement, signatures)
    with transaction.atomic(using=env.database):
        row = AgreementRow.objects.using(env.database).select_for_update().get(id=agreement.id)
        row.signatures = {**row.signatures, **good}
        row.save(using=env.database, update_fields=["signatures"])
        if access is None:
            reason = NodeReason.SIGNATURES_TAKEN
            record_by_node(env, Act.ACCESS_CHANGE, reason=reason, case="set-up", reference=agreement.id)
        else:
            record(env, access, Act.ACCESS_CHANGE, reference=agreement.id)
