"""The shared lists, for the commands that read them."""

from __future__ import annotations

from tests.formats.conftest import lists

__all__ = ["lists"]
