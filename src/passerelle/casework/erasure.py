"""Content that is taken away: salt and value go, the id stays and nobody can confirm a guess.

What a hold covers is restricted instead: marked, and readable by judge,
defence and supervisory authority alone (rule 12).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.casework.key_index import index_keys
from passerelle.store.exhibits import forget
from passerelle.store.holds import held
from passerelle.store.models import Licence, Statement
from passerelle.store.recorded import in_chunks
from passerelle.store.wiping import wipe_after_commit

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from passerelle.core.env import Env


@dataclass(frozen=True, slots=True)
class Gone:
    """The entities that lost a statement, and those of which a hold kept one, restricted."""

    erased: tuple[str, ...] = ()
    restricted: tuple[str, ...] = ()

    @property
    def entities(self) -> tuple[str, ...]:
        """All of them, once."""
        return tuple(sorted({*self.erased, *self.restricted}))


def erase_records(env: Env, versions: Mapping[str, int], *, state: str) -> Gone:
    """Each record is gone up to the version given, or restricted where a hold covers it."""
    found: list[str] = []
    for chunk in in_chunks(sorted(versions)):
        rows = Statement.objects.using(env.database).filter(record__in=chunk).exclude(salt=b"")
        places = rows.values_list("id", "record", "version")
        found += [name for name, record, version in places if version <= versions[record]]
    return erase_statements(env, found, state=state)


def erase_statements(env: Env, statements: Collection[str], *, state: str) -> Gone:
    """These statements are gone, or restricted where a hold covers them; their keys are those of the rest."""
    about = _about(env, statements)
    kept = held(env.database, set(about.values()), env.now())
    for chunk in in_chunks(sorted(about)):
        rows = Statement.objects.using(env.database).filter(id__in=chunk)
        rows.filter(entity__in=kept).update(state=Statement.State.RESTRICTED)
        rows.exclude(entity__in=kept).update(salt=b"", value="", source="", reference=False, state=state)
        Licence.objects.using(env.database).filter(statement__in=chunk).delete()
    index_keys(env, sorted(set(about.values())))
    forget(env.database, set(about.values()) - kept)
    wipe_after_commit(env.database)
    return Gone(
        tuple(sorted(set(about.values()) - kept)),
        tuple(sorted(kept)),
    )


def _about(env: Env, statements: Collection[str]) -> dict[str, str]:
    """The entity of each of the statements that still has content."""
    found: dict[str, str] = {}
    for chunk in in_chunks(sorted(statements)):
        rows = Statement.objects.using(env.database).filter(id__in=chunk).exclude(salt=b"")
        found.update(rows.values_list("id", "entity"))
    return found
