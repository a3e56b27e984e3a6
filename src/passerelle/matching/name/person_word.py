"""Words of a person's name that are no name: titles, ranks, filiation, what follows a name."""

from __future__ import annotations

import re

from passerelle.matching.name_token import PARTICLES, SOFT_PARTICLES

TITLE_WORDS = """
mr mrs ms miss dr prof professor sir lord lady dame president prasident presidente prezident minister premier
prime chancellor king queen prince princess emir sultan shah sheikh shaykh shaikh
cheikh shykh hajji haji hajj hadj hadji alhaji haj mullah mulla
molla mawlawi maulavi maulvi mawlana maulana moulana qari hafiz ustad ustaz
general gen colonel col lieutenant lt captain capt major maj sergeant sgt admiral adm marshal brigadier
commander cdr officer judge justice senator sen governor gov ambassador amb secretary deputy director
chairman ceo reverend rev father fr sister brother bishop archbishop pope rabbi imam ayatollah
hojjatoleslam hojatoleslam engineer eng ing dipl lic don dona herr frau madame mme monsieur senor senora
signor pan pani comrade sayyid sayyed seyed syed sayid
hh he hrh his her excellency highness majesty honorable hon phd md esq
"""
AFTER_WORDS = "jr sr junior senior fils pere ii iii iv na aka alias fnu lnu nom nee born dit dite alius"
FILIATION_WORDS = "bin ibn ben bint binti bent ould wuld uld ogly oglu oglou kyzy qizi zade bn abn bnt walad"
KUNYA_WORDS = "abu abou abo aboo abi um umm oum"
TITLES = frozenset(TITLE_WORDS.split())
AFTER = frozenset(AFTER_WORDS.split())
FILIATION = frozenset(FILIATION_WORDS.split())
KUNYA = frozenset(KUNYA_WORDS.split())
SILENT = (PARTICLES | SOFT_PARTICLES | FILIATION) - TITLES - KUNYA
PATRONYMIC = re.compile(r"[a-z]{2,}(?:[oe]vi?t?ch|[oe]vych|[oe]vna|ivna|yich)$")
# Written on its own, joined by an article or joined outright: one word here.
FAITH = frozenset(
    {
        "din",
        "dyn",
        "eldin",
        "eldeen",
        "aldine",
        "deen",
        "dine",
        "eddin",
        "eddine",
        "uddin",
        "ddin",
        "aldin",
        "aldeen",
        "adin",
        "udin",
    }
)
FAITH_END = re.compile(r"^([a-z]{3,}?)(?:[aeiou]{0,2}d?-?)?(?:[aeiou]d)(?:d?in|deen|dine)$")
GOD = frozenset({"allah", "ullah", "alla", "ulla", "ollah", "elah", "illah"})
GOD_END = re.compile(r"^([a-z]{3,}?)(?:ull?ah?|oll?ah|all?ah|ill?ah)$")
# Two initials written without dots; the exceptions are surnames and short forms.
JOINED_INITIALS = re.compile(r"(?!ng|md|mc|st)[bcdfghjklmnpqrstvwxz]{2}")
# A particle written onto the name it precedes, where enough of a name is left.
JOINED_PARTICLE = re.compile(
    r"^(?:van(?:den|der|de)|von(?:den|der)|dela(?=[bcdfghjklmnpqrstvz][a-z]{3}))(?=[a-z]{4})"
)
