"""The one published threshold: at or above it, two names are called the same name."""

from __future__ import annotations

SAME_NAME = 0.74
