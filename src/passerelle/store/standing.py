"""A statement that stands, as a newer file is compared with it."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple


class Standing(NamedTuple):
    """A live statement of a dataset; one exists for every fact that stands, so it is a light tuple."""

    id: str
    record: str
    version: int
    entity: str
    prop: str
    value: str
    marking: str

    @property
    def key(self) -> tuple[str, str, str]:
        """By what it is recognised."""
        return self.entity, self.prop, normal_form(self.value)


def normal_form(value: str) -> str:
    """The value without differences of case, width and spacing."""
    if value.isascii():
        return " ".join(value.lower().split())
    return " ".join(unicodedata.normalize("NFKC", value).casefold().split())
