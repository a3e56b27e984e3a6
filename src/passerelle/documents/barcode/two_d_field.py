"""How long each field of a 2D-Doc is: fixed, bounded, or up to the next separator (its specification).

A field that is not listed is read up to its separator.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_FIXED = """
06:6 07:6 08:4 09:4 0A:9 0B:9 1C:8 1G:1 1H:1 24:5 26:2 2B:5 2D:2 34:2 36:4 37:4 40:13 44:13 45:4 47:13 49:13
4A:8 4B:8 50:14 51:6 52:7 53:4 54:4 55:8 56:4 57:8 5H:5 5J:2 5N:21 5T:1 5V:12 5W:2 5Y:12 65:2 67:2 68:1 69:8
6B:3 6C:2 6I:2 6J:1 6K:19 6L:8 6N:8 6O:8 6R:12 6W:5 6Y:2 70:12 71:12 75:8 76:1 78:5 7A:5 7C:1 7D:1 7E:1 7F:1
7G:1 7H:2 7I:1 7J:1 7K:13 7L:9 7O:1 85:17 86:12 8N:8 96:8 A0:2 A4:17 A5:3 A6:2 A7:3 A9:3 AA:8 AD:4 AE:4 AF:1
AG:1 AI:8 AJ:13 AK:7 AL:11 AN:8 B5:2 B6:1 B7:8 B9:2 BA:1 BD:1 BE:3 BF:3 BG:2 BK:14 C0:1 C3:12 C4:8 C5:1 C9:5
CB:10 CC:12 G0:2 G1:2
"""
_BOUNDED = """
10:38 11:38 12:38 13:38 14:38 15:38 16:38 17:38 1D:16 1E:30 1F:30 1I:38 1J:38 1K:38 1L:38 1M:38 1N:38 1O:38
1P:38 20:38 21:38 22:38 23:38 25:32 27:38 28:38 29:38 2A:38 2C:32 30:140 31:38 32:11 33:30 35:34 38:11 39:11
46:38 48:38 58:11 59:12 5A:11 5B:12 5C:11 5D:38 5E:38 5F:38 5G:38 5I:32 5K:50 5L:14 5M:38 5O:38 5P:20 5Q:38
5R:20 5S:40 5U:12 5X:60 5Z:16 60:60 61:20 62:38 63:38 64:38 66:20 6A:32 6D:60 6E:60 6F:90 6G:38 6H:10 6M:40
6P:40 6Q:10 6S:38 6T:38 6U:38 6V:38 6X:32 6Z:11 72:38 73:60 74:38 77:45 79:114 7B:45 7M:64 7N:128 80:38 81:60
82:20 83:40 84:40 8L:60 8M:38 8O:50 8P:50 90:38 91:38 92:38 93:38 94:38 95:18 A1:17 A2:17 A3:17 A8:12 AB:8
AC:19 AH:30 AM:5 B0:60 B1:20 B2:38 B3:38 B4:38 B8:32 BB:50 BC:20 BH:30 BI:30 BJ:30 C1:38 C2:20 C6:38 C7:20
C8:38 CA:45
"""


def _table(text: str) -> Mapping[str, int]:
    rows = (row.split(":") for row in text.split())
    return MappingProxyType({identifier: int(size) for identifier, size in rows})


FIXED = _table(_FIXED)
BOUNDED = _table(_BOUNDED)
# What identity documents hold, in words.
MEANING = MappingProxyType(
    {
        "60": "given names",
        "61": "given name",
        "62": "family name",
        "63": "name in use",
        "65": "kind of identity document",
        "66": "number of the identity document",
        "67": "nationality",
        "68": "sex",
        "69": "date of birth",
        "6A": "place of birth",
        "6F": "machine-readable zone",
        "6L": "date of application",
        "6N": "valid from",
        "6O": "valid until",
        "6Q": "number of the foreigner's file",
    }
)
