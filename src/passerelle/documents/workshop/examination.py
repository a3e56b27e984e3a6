"""What a person saw on one document: features, kind and named issuer, and nothing about its holder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from passerelle.documents.workshop.feature import FeatureKind, features, known
from passerelle.errors import PasserelleError

if TYPE_CHECKING:
    from collections.abc import Mapping

FIELDS = frozenset({"id", "document_type", "issuer", "features"})
LONGEST = 64
MOST_FEATURES = 60


class ExaminationError(PasserelleError):
    """An examination is not formed as one; nothing was taken of it."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the examination cannot be taken: {reason}; nothing of it was kept")


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """One document as it was examined; there is no field for a holder (rule 6)."""

    id: str
    document_type: str
    issuer: str  # the State that the document names
    features: frozenset[str]

    def of_kind(self, kind: FeatureKind) -> frozenset[str]:
        """Its features of this kind."""
        table = features()
        return frozenset(code for code in self.features if table[code].kind is kind)


def examination(row: Mapping[str, Any]) -> Examination:
    """The examination that a row of a file holds; raises for any field that is not its own."""
    if set(row) != FIELDS:
        raise ExaminationError("it has other fields than id, document_type, issuer and features")
    codes = row["features"]
    if not isinstance(codes, list) or not 1 <= len(codes) <= MOST_FEATURES:
        raise ExaminationError("its features are no list, are none or too many")
    texts = [row["id"], row["document_type"], row["issuer"], *codes]
    if not all(isinstance(text, str) and 0 < len(text) <= LONGEST for text in texts):
        raise ExaminationError("a field is no text, empty or too long")
    found = Examination(
        id=row["id"], document_type=row["document_type"], issuer=row["issuer"], features=known(codes)
    )
    if len(found.of_kind(FeatureKind.CLASS)) > 1:
        raise ExaminationError("a document has one class")
    return found
