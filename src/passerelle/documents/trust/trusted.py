"""What is trusted for which use: the certificates of every list that stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from passerelle.documents.barcode.key_list import KeyList
from passerelle.documents.chip.trust_store import TrustStore, store
from passerelle.documents.reading import Keys
from passerelle.documents.trust.list_kind import ListKind
from passerelle.documents.trust.signer_name import codes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from passerelle.documents.chip.certificate import Certificate


@dataclass(frozen=True)
class Trusted:
    """Certificates by their use."""

    lists: Mapping[ListKind, tuple[Certificate, ...]]

    @cached_property
    def authorities(self) -> TrustStore:
        """Countries' signing authorities: for chips, and for whoever signs seals."""
        return self.of(ListKind.AUTHORITIES)

    @cached_property
    def two_d_doc(self) -> KeyList:
        """Signers of 2D-Doc, and the authorities of that scheme alone."""
        return self._keys(ListKind.DOC_SIGNERS)

    @cached_property
    def seals(self) -> KeyList:
        """Signers of digital seals, and countries' authorities."""
        return self._keys(ListKind.SEAL_SIGNERS)

    @property
    def keys(self) -> Keys:
        """For every kind of barcode."""
        return Keys(self.two_d_doc, self.seals)

    def of(self, kind: ListKind) -> TrustStore:
        """The certificates of one kind of list."""
        return store(self.lists.get(kind, ()))

    def _keys(self, kind: ListKind) -> KeyList:
        signers = {code: one for one in self.lists.get(kind, ()) for code in codes(kind, one)}
        return KeyList(MappingProxyType(signers), self.of(kind.vouched_by))


def trusted(lists: Mapping[ListKind, Iterable[Certificate]]) -> Trusted:
    """What these lists together make trusted."""
    return Trusted(MappingProxyType({kind: tuple(held) for kind, held in lists.items()}))


NOTHING = trusted({})
