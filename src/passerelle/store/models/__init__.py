"""Tables, one concept a file; a row becomes a value in `store.convert` alone."""

from passerelle.store.models.agreement import Agreement, ItemPermission
from passerelle.store.models.case import Case, DutyOperation, Member
from passerelle.store.models.dataset import Dataset, Entity, Origin
from passerelle.store.models.exhibit import CustodyEvent, Exhibit, ExhibitBytes
from passerelle.store.models.hold import Hold
from passerelle.store.models.journal import JournalEntry, JournalHead, JournalNode, JournalObject
from passerelle.store.models.judgement import Judgement
from passerelle.store.models.key import AnswerEpoch, Fingerprint, MatchKey, NameChange
from passerelle.store.models.key_change import KeyChange, Voice
from passerelle.store.models.ledger import (
    EmbarkationPlace,
    Freeze,
    Identification,
    Ledger,
    LedgerColumns,
    LedgerLine,
    MoneyNote,
)
from passerelle.store.models.ledger_fact import AccountFact, LineFact, Shipment
from passerelle.store.models.notice import Notice
from passerelle.store.models.objection import Objection
from passerelle.store.models.officer import Officer, SignInLink
from passerelle.store.models.partner import Node, Service
from passerelle.store.models.protection import ProtectiveState
from passerelle.store.models.question import (
    AskedKey,
    AskedQuestion,
    PartnerKey,
    QuestionBudget,
    ReceivedQuestion,
)
from passerelle.store.models.request import DutyContact, Request, RequestCopy, RequestStep
from passerelle.store.models.statement import Marking, Statement
from passerelle.store.models.traffic import (
    Consent,
    Disclosure,
    Inbox,
    Licence,
    Outbox,
    Quarantine,
    Relayed,
    Tombstone,
)
from passerelle.store.models.trust import Trust
from passerelle.store.models.trust_list import TrustCertificate, TrustList
from passerelle.store.models.witness import Cosigned, SeenHead

__all__ = [
    "AccountFact",
    "Agreement",
    "AnswerEpoch",
    "AskedKey",
    "AskedQuestion",
    "Case",
    "Consent",
    "Cosigned",
    "CustodyEvent",
    "Dataset",
    "Disclosure",
    "DutyContact",
    "DutyOperation",
    "EmbarkationPlace",
    "Entity",
    "Exhibit",
    "ExhibitBytes",
    "Fingerprint",
    "Freeze",
    "Hold",
    "Identification",
    "Inbox",
    "ItemPermission",
    "JournalEntry",
    "JournalHead",
    "JournalNode",
    "JournalObject",
    "Judgement",
    "KeyChange",
    "Ledger",
    "LedgerColumns",
    "LedgerLine",
    "Licence",
    "LineFact",
    "Marking",
    "MatchKey",
    "Member",
    "MoneyNote",
    "NameChange",
    "Node",
    "Notice",
    "Objection",
    "Officer",
    "Origin",
    "Outbox",
    "PartnerKey",
    "ProtectiveState",
    "Quarantine",
    "QuestionBudget",
    "ReceivedQuestion",
    "Relayed",
    "Request",
    "RequestCopy",
    "RequestStep",
    "SeenHead",
    "Service",
    "Shipment",
    "SignInLink",
    "Statement",
    "Tombstone",
    "Trust",
    "TrustCertificate",
    "TrustList",
    "Voice",
]
