"""A name as an unordered set of consonant skeletons, one for each word that carries identity.

`Mohammed`, `Muhamad`, `Mohamed` and its Arabic spelling are one skeleton. The
price is that some different words are too: a skeleton finds candidates and
never decides.
"""

from __future__ import annotations

import re
from functools import lru_cache

from passerelle.matching.script import latin_words

# Never part of a name's identity: articles, filiation, honorifics and ranks.
PARTICLE_WORDS = """
al el ul bin ibn ben bint binti bent ould wuld uld wald ait ogly oglu oglou kyzy qizi zade bn abn bnt
abu abou abo aboo abi abul aboul um umm oum haji hajji hajj hadj hadji alhaji hajy sheikh shaykh cheikh shaikh
shykh mr mrs ms dr prof jr sr mullah mulla mlla maulavi mawlawi maulvi qari general colonel major captain
"""
# Dropped only while two other words remain: some are surnames elsewhere.
SOFT_WORDS = "de del della da dos das do di du la le les van von der den y e the of and"
# The article before a letter that it takes the sound of: as-Salam, ar-Rahman.
ASSIMILATED_WORDS = "ad an ar as at az ash ed en er es et ez esh"
SLAVE_OF_WORDS = "abd abdul abdel abdal abdol abdoul abdoel abed abdil"
PARTICLES = frozenset(PARTICLE_WORDS.split())
SOFT_PARTICLES = frozenset(SOFT_WORDS.split())
ASSIMILATED = frozenset(ASSIMILATED_WORDS.split())
SLAVE_OF = frozenset(SLAVE_OF_WORDS.split())
ABD = re.compile(
    r"^abb?[eo]?d(?:[aeiou]{1,2}(?:l|([rsnztd])(?=\1))?(?=[a-z]{3})|(?=[bcfghjkmnqrstz][a-z]{3}))"
)
KUNYA = re.compile(r"^ab(?:u|ou|o|oo)(?:l(?=[bcdfghjkmnpqrstvwxz]))?(?=[bcdfghjkmnpqrstvwxz][a-z]{3})")
ARTICLE = re.compile(r"^[ae]l(?=[bcdfghjkmnpqrstvwz][a-z]{3})")
FOLDS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"(?:c|k)hr", "kr"),
        (r"(?<=[a-z][eio])j$|(?<=[eio])j(?=(?:ev|ov)?[a-z]{1,3}$)", ""),
        (r"dzh|dz|dj|zh|j|xh|gj", "z"),
        (r"shch|sch|tch|tsh|cz|sz|sh|ch|ts|tz", "s"),
        (r"(?<=[a-z]{3})ic$", "is"),
        (r"c(?=[eiy])", "s"),
        (r"(?<=[a-z]{3})([eo])ff$", r"\1v"),
        (r"ck|c|q", "k"),
        (r"kh", "h"),
        (r"ph", "f"),
        (r"([bdgrtw])h", r"\1"),
        (r"x", "ks"),
        (r"^ou(?=[aeiou])", "w"),
        (r"^w", "v"),
        (r"(.)\1+", r"\1"),
        (r"(?<=.)h$", ""),
    )
)
# A word without any of these is as it is in each of the above.
FOLDABLE = re.compile(r"[chjqwxz]|ts|^ou|(.)\1")


def skeletons(name: str) -> list[str]:
    """The skeleton of each identifying word, in the order written."""
    words = latin_words(name)
    kept, index = [], 0
    while index < len(words):
        word, following = words[index], words[index + 1 : index + 3]
        taken, found = _read(word, following)
        index += taken
        if found:
            kept.append((word, found))
    firm = [found for word, found in kept if word not in SOFT_PARTICLES]
    return firm if len(firm) > 1 else [found for _, found in kept]


# A list repeats its words: names of fathers, clans and places.
@lru_cache(maxsize=32_768)
def skeleton(word: str) -> str:
    """The consonants of a Latin word, alike for its usual spellings; a leading vowel is written `a`."""
    word = folded(word)
    if not word:
        return ""
    first = "a" if word[0] in "aeiouy" else word[0]
    return first + re.sub("[aeiouyw]", "", word[1:])


def folded(word: str) -> str:
    """A Latin word with one spelling for each consonant; its vowels stay."""
    if FOLDABLE.search(word) is None:
        return word
    for pattern, replacement in FOLDS:
        word = pattern.sub(replacement, word)
    return word


def _read(word: str, following: list[str]) -> tuple[int, str]:
    """How many words were read, and the skeleton they give (empty for a particle)."""
    if word in SLAVE_OF and following:
        skipped = 1 if following[0] in PARTICLES | ASSIMILATED and len(following) > 1 else 0
        return 2 + skipped, _governed(following[skipped])
    if word in PARTICLES or (word in ASSIMILATED and following and following[0].startswith(word[1:])):
        return 1, ""
    governed = ABD.sub("", word)
    if governed != word:
        return 1, _governed(governed)
    return 1, skeleton(ARTICLE.sub("", KUNYA.sub("", word)))


def _governed(word: str) -> str:
    bare = word[2:] if word in {"allah", "alla", "ullah", "ellah"} else ARTICLE.sub("", word)
    return f"bd{skeleton(bare)}"
