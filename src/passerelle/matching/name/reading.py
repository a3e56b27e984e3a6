"""A name read into words: what each does, and what stands beside the name itself."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

from passerelle.matching.name import body_word, person_word
from passerelle.matching.name.word import FIGURES, Role, Word, word
from passerelle.matching.name_token import ABD, ARTICLE, ASSIMILATED, SLAVE_OF
from passerelle.matching.script import ARABIC, ARABIC_ARTICLE, ARABIC_WORDS, HEBREW, latin_words

KNOWN_NAMES = 32_768
BODIES = frozenset({"Company", "Organization", "PublicBody", "Asset", "Vessel", "Airplane", "Vehicle"})
VESSELS = frozenset({"Vessel", "Airplane", "Vehicle"})
UNSAID = frozenset({"", "LegalEntity", "Thing"})
SPLIT = re.compile(r"[^\w'`\u2018\u2019\u02bb-\u02bf\u0300-\u036f\u0591-\u05c7\u064b-\u065f]+|_")
ASCII = re.compile(r"[a-z0-9]+")
DOTTED = re.compile(r"(?:\b[^\W\d_]\.\s?){2,}(?:[^\W\d_]\b)?")
SLASHED = re.compile(r"\b([a-z])/([a-z])\b")
APOSTROPHES = str.maketrans("", "", "'`\u2018\u2019\u02bb\u02bc\u02bd\u02be\u02bf")
SAME_IN_ARABIC = str.maketrans("أإآٱىیېکةۀ", "اااايييكهه")
LATIN_END, HEBREW_START, ARABIC_END = "\u036f", "\u0590", "\u06ff"
ETHIOPIC = ("\u1200", "\u139f")
LATIN_MORE = ("\u1e00", "\u1fff")
LONGEST_FORM = 7
MOST_WORDS = 16
WITH_PATRONYMIC = 3
TWO_INITIALS = 2


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """The words that carry the name, the whole without spaces, and what stands beside."""

    words: tuple[Word, ...]
    joined: str
    whole: str  # with the legal forms, as some write them onto the name
    father: int  # how many words stand before the first word of filiation; 0 when there is none
    forms: frozenset[int]  # kinds of legal form
    body: bool


@lru_cache(maxsize=KNOWN_NAMES)
def read(name: str, schema: str = "") -> Reading:
    """The reading of a name of this schema; without one the words themselves say what it is."""
    if schema in BODIES or (schema in UNSAID and _is_body(_tokens(name, dotted=True))):
        return _body(_tokens(name, dotted=True), vessel=schema in VESSELS)
    return _person(_tokens(name, dotted=False))


Token = tuple[str, str]  # in Latin letters, and as written where the script has no vowels


@lru_cache(maxsize=KNOWN_NAMES)
def _tokens(name: str, *, dotted: bool) -> tuple[Token, ...]:
    """The words; where `dotted`, letters with dots between them are one word, as in S.A.R.L."""
    text = unicodedata.normalize("NFKC", name).lower().translate(APOSTROPHES)
    if dotted and ("." in text or "/" in text):
        text = DOTTED.sub(lambda found: found.group().replace(".", "").replace(" ", "") + " ", text)
        text = SLASHED.sub(r"\1\2", text)
    if text.isascii():
        return tuple((found, "") for found in ASCII.findall(text)[:MOST_WORDS])
    return tuple(token for part in SPLIT.split(text) if part for token in _spelled(part))[:MOST_WORDS]


@lru_cache(maxsize=KNOWN_NAMES)
def _spelled(part: str) -> tuple[Token, ...]:
    if part.isascii():
        return ((part, ""),)
    if len(part) > 1 and any(c.isalpha() for c in part):
        part = part.translate(FIGURES)
    known = all(c <= LATIN_END or "\u0370" <= c <= "\u052f" or _between(c, *LATIN_MORE) for c in part)
    if any(c in ARABIC or c in HEBREW for c in part):
        return _unvoiced(part)
    if known or any(_between(c, *ETHIOPIC) for c in part):
        latin = tuple((found, "") for found in latin_words(part))
        # One letter is an initial, though it be written in two in Latin letters.
        return ((latin[0][0][0], ""),) if len(part) == 1 and latin else latin
    plain = "".join(c for c in anyascii(part).lower() if c.isalnum())
    return ((plain, ""),) if plain else ()


def _unvoiced(part: str) -> tuple[Token, ...]:
    """Consonants and long vowels of a word of Arabic or Hebrew script."""
    bare = "".join(c for c in part if not unicodedata.combining(c) and c != "\u0640")
    if bare in ARABIC_WORDS:
        return ((ARABIC_WORDS[bare], ""),)
    plain = ARABIC_ARTICLE.sub("", bare).translate(SAME_IN_ARABIC)
    if plain.startswith("عبد") and len(plain) > len("عبد") + 1:
        governed = ARABIC_ARTICLE.sub("", plain.removeprefix("عبد"))
        return (("abd", ""), *_unvoiced(governed))
    sounds = HEBREW if plain[:1] in HEBREW else ARABIC
    return (("".join(sounds.get(c, anyascii(c).lower()) for c in plain), plain),)


def _between(sign: str, first: str, last: str) -> bool:
    return first <= sign <= last


def _is_body(tokens: tuple[Token, ...]) -> bool:
    letters = [found for found, _ in tokens]
    trade = body_word.trade_words()
    return bool(_without_forms(letters)[1]) or sum(one in trade and len(one) > 3 for one in letters) > 1  # noqa: PLR2004 - one such word may be a surname


def _without_forms(letters: list[str]) -> tuple[list[str], frozenset[int]]:
    """The words that belong to no legal form, and the kinds of form that were there."""
    table = body_word.legal_form()
    kept: list[str] = []
    kinds: set[int] = set()
    place = 0
    while place < len(letters):
        for length in range(min(LONGEST_FORM, len(letters) - place), 0, -1):
            kind = table.get(tuple(letters[place : place + length]))
            if kind is not None:
                kinds.add(kind)
                place += length
                break
        else:
            kept.append(letters[place])
            place += 1
    return kept, frozenset(kinds)


def _body(tokens: tuple[Token, ...], *, vessel: bool) -> Reading:
    written = dict(tokens)
    letters = [found for found, _ in tokens]
    kept, kinds = _without_forms(letters)
    joined = "".join(kept)
    skipped = body_word.VESSEL_PREFIXES if vessel else body_word.FILLERS
    kept = [one for one in kept if one not in skipped] or kept or letters
    words = tuple(_body_word(one, written.get(one, ""), vessel=vessel) for one in kept)
    return Reading(words, joined, "".join(letters), 0, kinds, body=True)


def _body_word(letters: str, written: str, *, vessel: bool) -> Word:
    number = body_word.number_words().get(letters, letters if letters.isdigit() else "")
    if number:
        return word(number, Role.NUMBER)
    full = body_word.SHORTENED.get(letters, letters)
    role = Role.TRADE if full in body_word.trade_words() and not vessel else Role.NAME
    return word(full, role, written=written)


def _person(tokens: tuple[Token, ...]) -> Reading:
    kept: list[tuple[str, str, Role]] = []
    silent: list[tuple[str, str, Role]] = []
    father = 0
    place = 0
    while place < len(tokens):
        (letters, written), following = tokens[place], tokens[place + 1 :]
        place += 1
        if letters in person_word.FILIATION and kept and following:
            father = father or len(kept)
        elif letters in person_word.KUNYA and following:
            skip = 1 if following[0][0] in {"al", "el"} and len(following) > 1 else 0
            kept.append((f"abu{following[skip][0]}", "", Role.BYNAME))
            place += 1 + skip
        elif letters in SLAVE_OF and following:
            skip = 1 if following[0][0] in ASSIMILATED | {"al", "el", "ul"} and len(following) > 1 else 0
            kept.append(_servant(*following[skip]))
            place += 1 + skip
        elif kept and len(following) and letters in ASSIMILATED and _ends(following[0][0]):
            # The article of a name in -din takes its first sound, and is written apart: Salah ad-Din.
            continue
        elif kept and _ends(letters):
            first, as_is, role = kept[-1]
            kept[-1] = (_ended(first, letters), f"{as_is}{written}" if as_is else "", role)
        elif father == len(kept) and father:
            kept.append((_one_form(letters), written, Role.NAME))
        else:
            _place((letters, written), kept, silent)
    words = kept or silent
    if len(words) == 1 and silent and words is kept and len(words[0][0]) == 1:
        words = silent + kept
    made = tuple(word(letters, role, written=written) for letters, written, role in _settled(words))
    joined = "".join(letters for letters, _ in tokens)
    return Reading(made, joined, joined, father, frozenset(), body=False)


def _settled(words: list[tuple[str, str, Role]]) -> list[tuple[str, str, Role]]:
    """A patronymic is one beside a name and a surname; of two words the second is the surname."""
    if len(words) >= WITH_PATRONYMIC:
        return words
    return [(one, as_is, Role.NAME if role is Role.PATRONYMIC else role) for one, as_is, role in words]


def _place(token: Token, kept: list[tuple[str, str, Role]], silent: list[tuple[str, str, Role]]) -> None:
    letters, written = token
    if letters in person_word.TITLES or letters in person_word.SILENT or letters in person_word.AFTER:
        silent.append((letters, written, Role.NAME))
    elif len(letters) == 1:
        kept.append((letters, written, Role.INITIAL))
    elif len(letters) == TWO_INITIALS and not written and person_word.JOINED_INITIALS.fullmatch(letters):
        kept += [(letter, "", Role.INITIAL) for letter in letters]
    elif person_word.PATRONYMIC.search(letters) and kept:
        kept.append((letters, written, Role.PATRONYMIC))
    else:
        kept.append((_one_form(letters), written, Role.NAME))


def _servant(letters: str, written: str) -> tuple[str, str, Role]:
    """`Abd al-` and the word it governs are one name."""
    if letters in person_word.GOD or written == "لله" or letters == "lah":
        return "abdullah", "", Role.NAME
    return f"abd{letters}", f"عبد{written}" if written else "", Role.NAME


def _one_form(letters: str) -> str:
    """One spelling for names made with `abd`, `din` and `allah`."""
    governed = ABD.sub("", letters)
    if governed != letters:
        return "abdullah" if governed in person_word.GOD | {"lah", "la"} else f"abd{governed}"
    letters = person_word.JOINED_PARTICLE.sub("", letters)
    for pattern, end in ((person_word.FAITH_END, "din"), (person_word.GOD_END, "ullah")):
        found = pattern.search(letters)
        if found and letters not in {"abdullah", "abdallah", "abdalla", "abdulla"}:
            return found.group(1) + end
    return ARTICLE.sub("", letters)


def _ends(letters: str) -> bool:
    return letters in person_word.FAITH or letters in person_word.GOD


def _ended(first: str, letters: str) -> str:
    return first + ("din" if letters in person_word.FAITH else "ullah")
