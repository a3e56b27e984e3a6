# ruff: noqa: RUF001 - letters of several scripts, as they are
"""Names of any script in plain Latin letters, close to how they are spelled in passports.

Where `anyascii` is poor for names we have our own tables: Arabic script, whose
short vowels are unwritten, and letters that several alphabets share.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

from passerelle.core.values.text import clean, same_letters

ARABIC_SOUNDS = (
    "a b t th j h kh d dh r z s sh s d t z a gh f q k l m n h w y a y w a a a a h "
    "p ch zh g v t d r sh n z s r l i o a ng"
)
HEBREW_SOUNDS = "a b g d h w z h t y k k l m m n n s a p f ts ts k r sh t"
# Alef, ain, hamza, yeh and waw become vowels: Latin spellings differ most there, and keys drop them.
ARABIC = dict(
    zip(
        "ابتثجحخدذرزسشصضطظعغفقكلمنهويءئؤأإآٱةپچژگڤټډړښڼځڅڕڵێۆەڭ",
        ARABIC_SOUNDS.split(),
        strict=True,
    )
)
HEBREW = dict(
    zip(
        "אבגדהוזחטיכךלמםנןסעפףצץקרשת",
        HEBREW_SOUNDS.split(),
        strict=True,
    )
)
GREEK = (("μπ", "b"), ("ντ", "d"), ("γκ", "g"), ("γγ", "ng"), ("ου", "u"), ("ευ", "ev"), ("αυ", "av"))
SHARED = str.maketrans(
    {
        **dict.fromkeys("čćçšşșśщшч", "sh"),
        **dict.fromkeys("žźżж", "zh"),
        "ı": "i",
        "х": "kh",
        "ђ": "dj",
        "ж": "zh",
    }
)
VIETNAMESE = re.compile("[ơưăâêô\u0323\u0309]")
# Words whose reading is fixed: filiation, honorifics, and the name of God after `abd`.
ARABIC_WORDS = {
    **dict.fromkeys(("ابو", "أبو", "ابي", "أبي", "ابا", "أبا"), "abu"),
    **dict.fromkeys(("بن", "ابن", "إبن"), "bin"),
    **dict.fromkeys(("ام", "أم"), "umm"),
    **dict.fromkeys(("شيخ", "الشيخ"), "sheikh"),
    **dict.fromkeys(("حاج", "الحاج", "حاجي"), "hajj"),
    "بنت": "bint",
    "ملا": "mulla",
    "آل": "al",
    "عبد": "abd",
    "الله": "allah",
}
ARABIC_ARTICLE = re.compile("^(?:وال|ال)(?=.{3})|^لل(?=.{3})")
ARABIC_SLAVE_OF = re.compile("^عبد(?:ال)?(?=.{2})")


def latin_words(name: str) -> list[str]:
    """The words of a name in order, in lower case a to z; articles written onto Arabic words are gone."""
    # Compatibility forms are undone: lists carry Arabic letters in their printed, joined shapes.
    folded = same_letters(unicodedata.normalize("NFKC", clean(name)).casefold())
    if VIETNAMESE.search(unicodedata.normalize("NFKD", folded) + folded) is None:
        folded = folded.replace("đ", "dj")
    words = re.split(r"[^\w'`\u2018\u2019\u02bb-\u02bf]+|_", folded)
    latin = [part for word in words for part in _latin(word)]
    return [word for word in latin if word]


# A list repeats its words: names of fathers, clans and places.
@lru_cache(maxsize=32_768)
def _latin(word: str) -> tuple[str, ...]:
    if word.isascii():
        return (_letters(word),)
    bare = "".join(c for c in unicodedata.normalize("NFC", word) if not unicodedata.combining(c))
    if any(sign in ARABIC for sign in bare):
        return _arabic(bare)
    if any(sign in HEBREW for sign in bare):
        return (_voiced(bare, HEBREW),)
    unaccented = "".join(_without_tone(sign) for sign in bare)
    for digraph, letter in GREEK:
        unaccented = unaccented.replace(digraph, letter)
    return (_letters(anyascii(unaccented.translate(SHARED))),)


def _arabic(word: str) -> tuple[str, ...]:
    """One word, or `abd` and the word it governs when the two are written together."""
    if word in ARABIC_WORDS:
        return (ARABIC_WORDS[word],)
    bare = ARABIC_ARTICLE.sub("", word)
    governed = ARABIC_SLAVE_OF.sub("", bare)
    spelled = _voiced(governed, ARABIC)
    return ("abd", spelled) if governed != bare else (spelled,)


def _voiced(word: str, sounds: dict[str, str]) -> str:
    """The sounds with an `a` between them: unwritten vowels must not make two sounds read as one."""
    return "a".join(filter(None, (_letters(sounds.get(sign, anyascii(sign))) for sign in word)))


def _without_tone(sign: str) -> str:
    """Greek letters without their accent, so that two-letter sounds are seen; others unchanged."""
    return unicodedata.normalize("NFD", sign)[0] if "\u0370" <= sign <= "\u03ff" else sign


def _letters(text: str) -> str:
    return "".join(sign for sign in text.lower() if "a" <= sign <= "z")
