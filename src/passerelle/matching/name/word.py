"""One word of a name, read once: its letters, how it sounds, what is left without vowels, what it weighs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from passerelle.matching.name.given_name import line_of, stands_for
from passerelle.matching.name_token import folded
from passerelle.matching.script import ARABIC, HEBREW

KNOWN_WORDS = 50_000
VOWELS = str.maketrans("eyow", "iiuu")
RUNS = re.compile(r"([aiu])[aiu]*")
NOT_FIRST = re.compile("[aeiouyw]")
FIGURES = str.maketrans("0135896", "oiesbgb")
MISREAD = (("dj", "d"), ("rn", "m"), ("vv", "w"), ("cl", "d"), ("ii", "u"), ("l", "i"), ("q", "g"))
SHORT = 2
OTHER_HEBREW = dict(zip("בופףכך", ("v", "v", "f", "f", "kh", "kh"), strict=True))
PERSIAN = {"ض": "z", "ذ": "z", "ظ": "z", "ث": "s", "و": "v"}


class Role(StrEnum):
    """What a word does in a name."""

    NAME = "name"
    INITIAL = "initial"
    PATRONYMIC = "patronymic"
    BYNAME = "byname"  # kunya: father or mother of somebody
    TRADE = "trade"
    NUMBER = "number"


# By number, as an index on disk keeps them: new ones are added at the end.
ROLES = tuple(Role)
WEIGHT = {
    Role.NAME: 1.0,
    Role.INITIAL: 0.4,
    Role.PATRONYMIC: 0.6,
    Role.BYNAME: 0.6,
    Role.TRADE: 0.45,
    Role.NUMBER: 0.45,
}
WEIGHT_OF_SHORT = 0.7
WEIGHT_OF_COMMON = 0.8


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A word in Latin letters; two are compared by what they hold, and are the same only as one object."""

    letters: str
    role: Role
    weight: float
    sound: str
    skeleton: str
    persian: str  # the skeleton in the other reading of a script without vowels; else as above
    misread: str
    written: str  # how it stands in a script without vowels, else empty
    voweled: bool  # False for scripts that leave vowels out
    line: int  # its line in the table of given names; -1 when it is not there
    stands_for: frozenset[int]


@lru_cache(maxsize=KNOWN_WORDS)
def word(letters: str, role: Role = Role.NAME, *, written: str = "") -> Word:
    """The word of these letters; `written` is how it stands in a script without vowels."""
    plain = letters.translate(FIGURES) if role is not Role.NUMBER and not letters.isalpha() else letters
    bare = folded(plain)
    line = line_of().get(written or plain, -1) if role in {Role.NAME, Role.PATRONYMIC} else -1
    return Word(
        letters=plain,
        role=role,
        weight=_weight(plain, role, line),
        sound=RUNS.sub(r"\1", bare.translate(VOWELS)),
        skeleton=_skeleton(bare),
        persian=_persian(plain, written) if written else _skeleton(bare),
        misread=_misread(plain),
        written=written,
        voweled=not written,
        line=line,
        stands_for=stands_for().get(plain, frozenset()),
    )


def _weight(letters: str, role: Role, line: int) -> float:
    weight = WEIGHT[role]
    if role is Role.NAME and len(letters) <= SHORT:
        return WEIGHT_OF_SHORT
    return weight * WEIGHT_OF_COMMON if line >= 0 else weight


def _skeleton(bare: str) -> str:
    if not bare:
        return ""
    first = "a" if bare[0] in "aeiouy" else bare[0]
    return first + NOT_FIRST.sub("", bare[1:])


def _persian(letters: str, written: str) -> str:
    """The other reading of a script: in Persian, Pashto and Sorani, and of Hebrew letters with two sounds."""
    if any(sign in OTHER_HEBREW for sign in written):
        sounds = (OTHER_HEBREW.get(sign) or HEBREW.get(sign, "") for sign in written)
        return _skeleton(folded("".join(sounds)))
    if written[0] not in ARABIC:
        return _skeleton(folded(letters))
    return _skeleton(folded("".join(PERSIAN.get(sign) or ARABIC.get(sign, "") for sign in written)))


def _misread(letters: str) -> str:
    for seen, meant in MISREAD:
        letters = letters.replace(seen, meant)
    return letters
