"""One name against a million, screenings a second of processor time: our index beside tantivy with rescoring.

A million names are composed by rule, each a person of its own. A question is one of them with two letters
changed, its words in another order, or written in another script. Beside these stand names that are nobody's:
words of the list that stand together nowhere on it, a brother, a namesake, a father for a son. Tantivy gets
the same names and questions in Latin letters, a fuzzy query for each word, and rescores its first hundred by
rapidfuzz. Recall is the share of questions whose own entity is among the first ten.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import json
import os
import platform
import random
import resource
import sys
import tempfile
import time
from itertools import accumulate
from pathlib import Path
from typing import Any

from anyascii import anyascii
from rapidfuzz.fuzz import token_sort_ratio

from _name_pairs import AR_GIVEN, AR_SURNAME, ENGLISH, RUSSIAN_GIVEN, RUSSIAN_SURNAME, romanised, slip
from passerelle.engines.name_index import NameIndex
from passerelle.matching.screening.segment import NameRow

NAMES = int(os.environ.get("PASSERELLE_BENCH_NAMES", "1000000"))
QUESTIONS = 1_500
PEER_QUESTIONS = 200
NOBODY = 400
SURE = 0.9
RESCORED = 100
FIRST = 10
SEED = 20_261_122
SYLLABLES = [
    "ba",
    "be",
    "bo",
    "da",
    "de",
    "di",
    "do",
    "fa",
    "fe",
    "ga",
    "go",
    "ha",
    "he",
    "hi",
    "ka",
    "ke",
    "ko",
    "la",
    "le",
    "li",
    "lo",
    "ma",
    "me",
    "mi",
    "mo",
    "na",
    "ne",
    "ni",
    "no",
    "pa",
    "pe",
    "ra",
    "re",
    "ri",
    "ro",
    "sa",
    "se",
    "si",
    "so",
    "ta",
    "te",
    "ti",
    "to",
    "va",
    "ve",
    "vi",
    "wa",
    "ya",
    "za",
    "ze",
    "zo",
    "ban",
    "bar",
    "ben",
    "bur",
    "dan",
    "dar",
    "den",
    "dor",
    "far",
    "gan",
    "gar",
    "han",
    "har",
    "kan",
    "kar",
    "kor",
    "lan",
    "lin",
    "man",
    "mar",
    "mor",
    "nan",
    "nar",
    "per",
    "ran",
    "ris",
    "san",
    "sar",
    "sen",
    "tan",
    "tar",
    "ter",
    "van",
    "vin",
    "zan",
    "zar",
]
ENDINGS = [
    "ov",
    "ova",
    "i",
    "in",
    "a",
    "an",
    "er",
    "son",
    "ez",
    "ic",
    "escu",
    "oglu",
    "li",
    "ani",
    "idis",
    "yan",
    "ski",
    "sen",
    "etti",
    "el",
]


def surname(pick: random.Random) -> str:
    return ("".join(pick.choices(SYLLABLES, k=pick.choice([1, 2, 2, 3]))) + pick.choice(ENDINGS)).capitalize()


def world(pick: random.Random) -> tuple[list[str], list[str]]:
    """Every name, and the same in its own script where that is not Latin."""
    given = [(one[0].replace("_", " "), native) for latin, native in AR_GIVEN for one in [latin]]
    given += [(romanised(one, ENGLISH), one) for one in RUSSIAN_GIVEN.split()]
    given += [(name := surname(pick), name) for _ in range(3_000)]
    family = [(latin[0], native) for latin, native in AR_SURNAME]
    family += [(romanised(one, ENGLISH), one) for one in RUSSIAN_SURNAME.split()]
    family += [(name := surname(pick), name) for _ in range(60_000)]
    weights = list(accumulate(1 / (place + 20) for place in range(len(given))))
    names, native = [], []
    for _ in range(NAMES):
        words = [
            *pick.choices(given, cum_weights=weights, k=pick.choice([1, 1, 2])),
            pick.choice(family),
        ]
        names.append(" ".join(latin for latin, _ in words))
        native.append(" ".join(own for _, own in words))
    return names, native


def questions(pick: random.Random, names: list[str], native: list[str]) -> list[tuple[str, int]]:
    made = []
    elsewhere = [place for place, name in enumerate(native) if not name.isascii()]
    for number in range(QUESTIONS):
        at = pick.randrange(len(names))
        match number % 3:
            case 0:
                made.append((slip(pick, slip(pick, names[at])), at))
            case 1:
                words = names[at].split()
                made.append((" ".join([words[-1], *words[:-1]]), at))
            case _:
                at = pick.choice(elsewhere)
                made.append((native[at], at))
    return made


def nobody(pick: random.Random, names: list[str]) -> list[tuple[str, str]]:
    """Names that no entry has, by how they were made of the list's own words."""
    known = {frozenset(name.split()) for name in names}
    made: list[tuple[str, str]] = []
    while len(made) < NOBODY:
        one, other = pick.choice(names).split(), pick.choice(names).split()
        kind = ("recombined", "brother", "father-for-son", "namesake")[len(made) % 4]
        words = {
            "recombined": [one[0], pick.choice(names).split()[0], other[-1]],
            "brother": [other[0], *one[1:]],
            "father-for-son": [one[1], "bin", one[0], *one[2:]],
            "namesake": [*one[:-1], other[-1]],
        }[kind]
        if frozenset(words) not in known and (kind != "father-for-son" or len(one) > 2):  # noqa: PLR2004 - son, father, family
            made.append((" ".join(words), kind))
    return made


def same(names: list[str], found: list[str], at: int) -> bool:
    """A namesake to the letter is as good: nothing in a name tells them apart."""
    return any(names[int(one)] == names[at] for one in found)


def ours(names: list[str], asked: list[tuple[str, int]], strangers: list[tuple[str, str]]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        start = time.process_time()
        NameIndex(Path(folder)).add(NameRow(str(n), name, "Person") for n, name in enumerate(names))
        built = time.process_time() - start
        NameIndex(Path(folder)).screening().hits("Warming Up")
        start = time.perf_counter()
        screening = NameIndex(Path(folder)).screening()
        screening.hits("Warming Up")
        opened = time.perf_counter() - start
        size = sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file())
        spent, waited, right = [], [], 0
        for name, at in asked:
            wall, start = time.perf_counter(), time.process_time()
            hits = screening.hits(name, schema="Person")
            spent.append(time.process_time() - start)
            waited.append(time.perf_counter() - wall)
            right += same(names, [one.id for one in hits], at)
        found: dict[str, list[int]] = {}
        for name, kind in strangers:
            count = found.setdefault(kind, [0, 0, 0])
            count[0] += 1
            hits = screening.hits(name, schema="Person")
            count[1] += bool(hits)
            count[2] += bool(hits) and hits[0].score >= SURE
    return {
        "rate": len(asked) / sum(spent),
        "recall_at_10": round(right / len(asked), 4),
        "nobody": {
            kind: f"{some} of {all_of} have a hit, {sure} one of {SURE} or more"
            for kind, (all_of, some, sure) in sorted(found.items())
        },
        "p50_ms": round(sorted(spent)[len(spent) // 2] * 1e3, 2),
        "p99_ms": round(sorted(spent)[int(len(spent) * 0.99)] * 1e3, 2),
        "p99_wall_ms": round(sorted(waited)[int(len(waited) * 0.99)] * 1e3, 2),
        "index_mb": round(size / 1e6, 1),
        "built_cpu_s": round(built, 1),
        "opened_s": round(opened, 2),
    }


def theirs(names: list[str], asked: list[tuple[str, int]]) -> dict[str, Any]:
    tantivy = importlib.import_module("tantivy")
    schema = tantivy.SchemaBuilder()
    schema.add_text_field("name", stored=True)
    schema.add_integer_field("id", stored=True)
    schema = schema.build()
    with tempfile.TemporaryDirectory() as folder:
        index = tantivy.Index(schema, path=folder)
        writer = index.writer(200_000_000, 1)
        for number, name in enumerate(names):
            writer.add_document(tantivy.Document(name=name.lower(), id=number))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        searcher = index.searcher()
        spent, right = [], 0
        for name, at in asked:
            start = time.process_time()
            text = anyascii(name).lower()
            terms = [tantivy.Query.fuzzy_term_query(schema, "name", word, 2) for word in text.split()]
            query = tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])
            documents = [searcher.doc(address) for _, address in searcher.search(query, RESCORED).hits]
            ranked = sorted(documents, key=lambda one: -token_sort_ratio(text, one["name"][0]))[:FIRST]
            spent.append(time.process_time() - start)
            right += same(names, [str(one["id"][0]) for one in ranked], at)
    return {
        "rate": len(asked) / sum(spent),
        "recall_at_10": round(right / len(asked), 4),
        "p50_ms": round(sorted(spent)[len(spent) // 2] * 1e3, 2),
    }


def main() -> None:
    pick = random.Random(SEED)
    names, native = world(pick)
    asked = questions(pick, names, native)
    found = ours(names, asked, nobody(pick, names))
    line: dict[str, Any] = {
        "name": "screening",
        "unit": "screenings/s of one core",
        "ours": round(found.pop("rate")),
        "peer": None,
        "peer_name": "tantivy fuzzy terms, first 100 rescored by rapidfuzz",
        "ratio": None,
        "n": len(names),
        "quality": found,
        "versions": {"python": platform.python_version()},
    }
    try:
        line["versions"]["tantivy"] = importlib.metadata.version("tantivy")
    except importlib.metadata.PackageNotFoundError:
        line["quality"]["missing"] = "the peer: uv sync --group peers"
    else:
        peer = theirs(names, asked[:PEER_QUESTIONS])
        line.update(peer=round(peer["rate"]), ratio=round(line["ours"] / peer["rate"], 1))
        line["quality"]["peer"] = {name: value for name, value in peer.items() if name != "rate"}
    line["quality"]["process_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3)
    print(json.dumps(line))


if __name__ == "__main__":
    sys.exit(main())
