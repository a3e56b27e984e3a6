"""The TOML text of an agreement becomes its value, or one error that names the line and the key.

A key this version does not know is refused by name: a misspelt condition must
not silently permit. Format: docs/reference/agreement.md.
"""

from __future__ import annotations

import hashlib
import tomllib
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from passerelle.core.agreement import (
    BUCKET_TAGS,
    CONFIRM_DAYS,
    MOST_KEYS,
    Agreement,
    AgreementKind,
    AgreementParty,
    Confirms,
    Deadlines,
    Onward,
    QuestionTerms,
)
from passerelle.core.classification import Classification
from passerelle.core.clause import Clause, Effect
from passerelle.core.handling import HandlingCode
from passerelle.core.joint_centre_text import read_joint_centre
from passerelle.core.party import Regime, ServiceKind
from passerelle.core.purpose import Purpose
from passerelle.core.subject import SubjectCategory
from passerelle.core.toml_table import TomlTable
from passerelle.core.vocabulary import VocabularyError, prop, schema, schemata
from passerelle.errors import PasserelleError

if TYPE_CHECKING:
    from passerelle.core.joint_centre import JointCentre

FORMAT = "passerelle-agreement/1"
LARGEST = 256 * 1024
MOST_BITS = 24  # what an oblivious question can name
LEAST_TAGS = 16
MOST_TAGS = 512
MOST_BITS_PER_DAY = 10_000_000


class AgreementTextError(PasserelleError):
    """The text is no agreement; nothing was recorded. The message names the key, and the line if found."""

    def __init__(self, key: str, problem: str, line: int = 0) -> None:
        where = f"line {line}, {key}" if line else key
        super().__init__(f"agreement not read: {where}: {problem}; correct it and read it again")
        self.key = key
        self.line = line


def read_agreement(data: bytes) -> Agreement:
    """The agreement whose exact bytes these are; raises AgreementTextError."""
    if len(data) > LARGEST:
        raise AgreementTextError("file", f"larger than {LARGEST} bytes")
    try:
        text = data.decode("utf-8")
        table = TomlTable(tomllib.loads(text), text, AgreementTextError)
    except UnicodeDecodeError:
        raise AgreementTextError("file", "not UTF-8") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise AgreementTextError("file", f"not TOML: {error}") from None
    return _agreement(table, hashlib.sha256(data).hexdigest())


def _agreement(table: TomlTable, identity: str) -> Agreement:
    if table.text_of("format") != FORMAT:
        raise table.error("format", f"this version reads {FORMAT}")
    zone = _zone(table)
    parties = tuple(_party(one) for one in table.tables("party"))
    names = frozenset(
        part for one in parties for part in (one.name, one.service, one.kind, one.country) if part
    ) | frozenset(ServiceKind)
    agreement = Agreement(
        id=identity,
        title=table.text_of("title"),
        source=table.text_of("source"),
        doubts=table.text_of("doubts", ""),
        zone=zone.key,
        valid_from=table.instant("from", zone),
        valid_until=table.last_instant("to", zone),
        parties=parties,
        purposes=table.words("purposes", Purpose, required=True),
        categories=table.words("categories", SubjectCategory, required=True),
        schemata=_schemata(table, required=True),
        classification=table.word("classification", Classification, Classification.BASIC),
        onward=table.word("onward", Onward, Onward.WITH_CONSENT),
        instruments=frozenset(table.texts("instruments")),
        clauses=tuple(_clause(one, names) for one in table.tables("clause")),
        questions=_questions(table.table("questions")),
        deadlines=_deadlines(table.table("deadlines")),
        refusals=tuple(table.texts("refusals")),
        confirm_days=_confirm_days(table.table("notices")),
        centre=_centre(table, zone, parties),
    )
    table.close()
    _check_whole(table, agreement)
    return agreement


def _check_whole(table: TomlTable, agreement: Agreement) -> None:
    if len(agreement.parties) < 2:  # noqa: PLR2004 - an agreement joins at least two
        raise table.error("party", "an agreement has at least two parties")
    if agreement.valid_until is not None and agreement.valid_until <= agreement.valid_from:
        raise table.error("to", "it ends before it begins")
    for key, labels in (
        ("party", [one.service or one.name for one in agreement.parties]),
        ("clause", [one.number for one in agreement.clauses]),
    ):
        if len(set(labels)) != len(labels):
            raise table.error(key, "two of them have the same name or number")
    cited = agreement.questions.names if agreement.questions else ""
    if cited and not any(one.number == cited and one.effect is Effect.PERMIT for one in agreement.clauses):
        raise table.error("questions", f"names: no clause {cited!r} permits anything")


def _centre(table: TomlTable, zone: ZoneInfo, parties: tuple[AgreementParty, ...]) -> JointCentre | None:
    match table.word("kind", AgreementKind, AgreementKind.EXCHANGE):
        case AgreementKind.JOINT_CENTRE:
            return read_joint_centre(table, zone, parties)
        case AgreementKind.EXCHANGE:
            return None


def _zone(table: TomlTable) -> ZoneInfo:
    try:
        return ZoneInfo(table.text_of("zone"))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise table.error("zone", "no such time zone; write one like Europe/Paris") from None


def _party(table: TomlTable) -> AgreementParty:
    party = AgreementParty(
        name=table.text_of("name"),
        service=table.text_of("service", ""),
        kind=table.word("kind", ServiceKind, None),
        country=table.text_of("country", ""),
    )
    table.close()
    if not (party.service or (party.kind and party.country)):
        raise table.error("party", "give a service id, or a kind and a country: a party is never everybody")
    return party


def _clause(table: TomlTable, names: frozenset[str]) -> Clause:
    clause = Clause(
        number=table.text_of("number"),
        effect=table.word("effect", Effect),
        text=table.text_of("text", ""),
        senders=_party_names(table, "senders", names),
        recipients=_party_names(table, "recipients", names),
        schemata=_schemata(table),
        properties=_properties(table),
        purposes=table.words("purposes", Purpose),
        categories=table.words("categories", SubjectCategory),
        classification=table.word("classification", Classification, None),
        handling=table.words("handling", HandlingCode),
        regimes=table.words("regimes", Regime),
    )
    table.close()
    return clause


def _party_names(table: TomlTable, key: str, names: frozenset[str]) -> frozenset[str]:
    listed = frozenset(table.texts(key))
    for one in sorted(listed - names):
        raise table.error(key, f"{one!r} is no party of this agreement, kind of service, or party's country")
    return listed


def _schemata(table: TomlTable, *, required: bool = False) -> frozenset[str]:
    listed = table.texts("schemata", required=required)
    for one in listed:
        try:
            schema(one)
        except VocabularyError as error:
            raise table.error("schemata", str(error)) from None
    return frozenset(listed)


def _properties(table: TomlTable) -> frozenset[str]:
    listed = table.texts("properties")
    for one in listed:
        owner, _, name = one.rpartition(".")
        try:
            known = bool(prop(owner, name)) if owner else _is_a_property(name)
        except VocabularyError as error:
            raise table.error("properties", str(error)) from None
        if not known:
            raise table.error("properties", f"no schema has a property {one!r}")
    return frozenset(listed)


def _is_a_property(name: str) -> bool:
    return any(name in one.properties for one in schemata().values())


def _questions(table: TomlTable | None) -> QuestionTerms | None:
    if table is None:
        return None
    terms = QuestionTerms(
        keys=table.number("keys", 1, MOST_KEYS),
        per_day=table.number("per_day", 1, 100_000),
        bucket_bits=table.number("bucket_bits", 0, MOST_BITS),
        reveals=table.text_of("reveals"),
        confirms=table.word("confirms", Confirms, Confirms.ASKER),
        bucket_tags=_absent(table, "bucket_tags", LEAST_TAGS, MOST_TAGS, BUCKET_TAGS),
        bits_per_day=_absent(table, "bits_per_day", 1, MOST_BITS_PER_DAY, 0),
        names=table.text_of("names", ""),
    )
    table.close()
    return terms


def _absent(table: TomlTable, key: str, least: int, most: int, absent: int) -> int:
    return absent if table.peek(key) is None else table.number(key, least, most)


def _deadlines(table: TomlTable | None) -> Deadlines | None:
    if table is None:
        return None
    deadlines = Deadlines(
        urgent_direct_hours=table.number("urgent_direct_hours", 1, 1000),
        urgent_indirect_days=table.number("urgent_indirect_days", 1, 1000),
        other_days=table.number("other_days", 1, 1000),
    )
    table.close()
    return deadlines


def _confirm_days(table: TomlTable | None) -> int:
    if table is None:
        return CONFIRM_DAYS
    days = table.number("confirm_days", 1, 1000)
    table.close()
    return days
