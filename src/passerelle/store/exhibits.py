"""The bytes of exhibits whose entity is erased are lost with their salt; their custody stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.store.models import Exhibit, ExhibitBytes, Ledger, Statement
from passerelle.store.recorded import in_chunks

if TYPE_CHECKING:
    from collections.abc import Collection


def forget(alias: str, entities: Collection[str]) -> None:
    """No content stays of which every exhibit is of an entity without a statement left."""
    for chunk in in_chunks(sorted(entities)):
        found = Exhibit.objects.using(alias).filter(entity__in=chunk)
        contents = set(found.values_list("content_id", flat=True))
        if not contents:
            continue
        living = Statement.objects.using(alias).exclude(salt=b"")
        found.exclude(entity__in=living.values("entity")).update(about=b"")
        _lose(alias, contents)


def forget_ledger(alias: str, digest: str) -> None:
    """The bytes of a ledger that is erased are lost, unless an exhibit or another ledger has the same."""
    _lose(alias, {digest})


def _lose(alias: str, contents: set[str]) -> None:
    held = Exhibit.objects.using(alias).filter(content_id__in=contents)
    living = Statement.objects.using(alias).exclude(salt=b"")
    kept = set(held.filter(entity__in=living.values("entity")).values_list("content_id", flat=True))
    standing = Ledger.objects.using(alias).filter(file_digest__in=contents, erased_at=None)
    kept.update(standing.values_list("file_digest", flat=True))
    ExhibitBytes.objects.using(alias).filter(digest__in=contents - kept).update(salt=b"")
