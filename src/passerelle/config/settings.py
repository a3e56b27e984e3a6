"""Django's settings for one node; the values that differ between nodes come from its folder."""

from __future__ import annotations

USE_TZ = True
TIME_ZONE = "UTC"
INSTALLED_APPS: list[str] = []
DATABASES: dict[str, dict[str, str]] = {}
SECRET_KEY = "unsafe-only-for-type-checking"  # noqa: S105 - a running node reads its own
