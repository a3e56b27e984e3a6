"""Datasets: their row, the entities they name, and the statements that stand because of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.store.models import Dataset, Entity, Origin, Statement
from passerelle.store.standing import Standing

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime


def opened(
    alias: str, name: str, *, new_id: Callable[[], str], file_digest: str, dated: str, at: datetime
) -> str:
    """The id of the dataset of that name, dated by this file; it is made when it is new."""
    row = Dataset.objects.using(alias).filter(name=name).first() or Dataset(id=new_id(), name=name)
    row.file_digest, row.dated, row.imported_at = file_digest, dated, at
    row.save(using=alias)
    return row.id


def entities(alias: str, dataset: str) -> dict[str, str]:
    """From publisher's ids to the dataset's entities; those of protected persons have none."""
    found = Entity.objects.using(alias).filter(dataset=dataset).exclude(publisher_id="")
    return dict(found.values_list("publisher_id", "id"))


def standing(alias: str, dataset: str) -> list[Standing]:
    """The live statements that were read from files of this dataset."""
    origins = Origin.objects.using(alias).filter(dataset=dataset).values("id")
    found = Statement.objects.using(alias).filter(source__in=origins, state=Statement.State.LIVE)
    columns = ("id", "record", "version", "entity", "prop", "value", "marking")
    return [Standing(*row) for row in found.order_by("id").values_list(*columns)]
