"""A peer that links two files: one JSON line for each pair that it scores, in a process of its own."""

from __future__ import annotations

import importlib
import json
import logging
import sys
import unicodedata
import warnings
from collections import defaultdict
from pathlib import Path
from typing import Any

from anyascii import anyascii

FIELDS = (
    "given_name",
    "surname",
    "date_of_birth",
    "soc_sec_id",
    "street_number",
    "address_1",
    "suburb",
    "postcode",
)
LEAST = 0.01
MOST_HOLDERS = 60
SHORTEST = 3
SPLINK = ("duckdb", "splink", "splink.comparison_library")


def splink_febrl(left: Path, right: Path) -> list[tuple[str, str, float]]:
    duckdb, splinks, cl = map(importlib.import_module, SPLINK)
    block_on = splinks.block_on
    connection = duckdb.connect()

    def table(path: Path) -> Any:
        rows = connection.read_csv(str(path), all_varchar=True, header=True)
        columns = [f"nullif(trim(\"{name}\"), '') as {name.strip()}" for name in rows.columns]
        return rows.project(", ".join(columns)).to_arrow_table()

    settings = splinks.SettingsCreator(
        link_type="link_only",
        unique_id_column_name="rec_id",
        blocking_rules_to_generate_predictions=[
            block_on("given_name", "surname"),
            block_on("given_name", "date_of_birth"),
            block_on("surname", "date_of_birth"),
            block_on("soc_sec_id"),
            block_on("address_1"),
            block_on("postcode", "date_of_birth"),
            block_on("postcode", "surname"),
            block_on("postcode", "given_name"),
            block_on("street_number", "suburb"),
        ],
        comparisons=[
            cl.NameComparison("given_name").configure(term_frequency_adjustments=True),
            cl.NameComparison("surname").configure(term_frequency_adjustments=True),
            cl.DamerauLevenshteinAtThresholds("date_of_birth", [1, 2]),
            cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
            cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
            cl.JaroWinklerAtThresholds("address_1", [0.9, 0.8]).configure(term_frequency_adjustments=True),
            cl.JaroWinklerAtThresholds("suburb", [0.9]).configure(term_frequency_adjustments=True),
            cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]).configure(term_frequency_adjustments=True),
        ],
        retain_intermediate_calculation_columns=False,
        retain_matching_columns=False,
    )
    training = [block_on("date_of_birth"), block_on("postcode")]
    sure = [block_on("soc_sec_id"), block_on("given_name", "surname", "date_of_birth")]
    return linked(
        splinks.DuckDBAPI(connection), (table(left), table(right)), settings, sure, training, "rec_id"
    )


def splink(left: Path, right: Path) -> list[tuple[str, str, float]]:
    duckdb, splinks, cl = map(importlib.import_module, SPLINK)
    block_on, arrow = splinks.block_on, importlib.import_module("pyarrow")

    def table(path: Path) -> Any:
        entities = [entity(line) for line in path.read_text(encoding="utf-8").splitlines()]
        return arrow.Table.from_pylist(entities)

    settings = splinks.SettingsCreator(
        link_type="link_only",
        unique_id_column_name="id",
        blocking_rules_to_generate_predictions=[
            block_on("words", arrays_to_explode=["words"]),
            block_on("births", arrays_to_explode=["births"]),
        ],
        comparisons=[
            cl.PairwiseStringDistanceFunctionAtThresholds("names", "jaro_winkler", [0.99, 0.94, 0.88, 0.8]),
            cl.ArrayIntersectAtSizes("words", [4, 3, 2, 1]),
            cl.ArrayIntersectAtSizes("births", [1]),
            cl.ArrayIntersectAtSizes("years", [1]),
        ],
        retain_intermediate_calculation_columns=False,
        retain_matching_columns=False,
    )
    training = [block_on("birth"), block_on("word")]
    sure = [block_on("name")]
    connection = duckdb.connect()
    # Splink writes its lambdas in the way that DuckDB 2 takes only when asked.
    connection.execute("SET lambda_syntax = 'ENABLE_SINGLE_ARROW'")
    return linked(splinks.DuckDBAPI(connection), (table(left), table(right)), settings, sure, training, "id")


def linked(api: Any, tables: Any, settings: Any, sure: Any, training: Any, ident: str) -> list[Any]:
    sides = [api.register(table, dataset_display_name=name) for table, name in zip(tables, "ab", strict=True)]
    linker = importlib.import_module("splink").Linker(sides, settings)
    linker.training.estimate_probability_two_random_records_match(sure, recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e5, seed=1)
    for rule in training:
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    found = linker.inference.predict(threshold_match_probability=LEAST).as_duckdbpyrelation()
    return list(found.project(f"{ident}_l, {ident}_r, match_probability").fetchall())


def entity(line: str) -> dict[str, Any]:
    """What Splink is given of one entity: its names and words in plain Latin letters, its days and years."""
    made = json.loads(line)
    properties = made["properties"]
    names = [
        plain(name)
        for prop in ("name", "alias", "weakAlias", "previousName")
        for name in properties.get(prop, [])
    ]
    names = list(dict.fromkeys(filter(None, names))) or ["?"]
    births = properties.get("birthDate", [])
    return {
        "id": made["id"],
        "name": names[0],
        "names": names,
        "words": sorted({word for name in names for word in name.split() if len(word) >= SHORTEST}) or ["?"],
        "word": max(names[0].split(), key=len),
        "birth": births[0] if births else None,
        "births": births or None,
        "years": sorted({day[:4] for day in births}) or None,
    }


def plain(name: str) -> str:
    folded = anyascii(unicodedata.normalize("NFKD", name)).lower()
    return " ".join("".join(sign if sign.isalnum() else " " for sign in folded).split())


def nomenklatura(left: Path, right: Path) -> list[tuple[str, str, float]]:
    model = importlib.import_module("followthemoney").model
    algorithm = importlib.import_module("nomenklatura.matching").get_algorithm("logic-v2")
    config = importlib.import_module("nomenklatura.matching.types").ScoringConfig.defaults()
    sides = [
        [(entity(line), model.get_proxy(json.loads(line))) for line in path.read_text("utf-8").splitlines()]
        for path in (left, right)
    ]
    holders = defaultdict(list)
    for place, (words, _) in enumerate(sides[1]):
        for word in words["words"] + (words["births"] or []):
            holders[word].append(place)
    found = []
    for words, ours in sides[0]:
        near = {
            place
            for word in words["words"] + (words["births"] or [])
            if len(holders[word]) <= MOST_HOLDERS
            for place in holders[word]
        }
        for place in sorted(near):
            theirs = sides[1][place][1]
            score = algorithm.compare(ours, theirs, config).score
            if score >= LEAST:
                found.append((ours.id, theirs.id, score))
    return found


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    WAYS = {"splink-febrl": splink_febrl, "splink": splink, "nomenklatura": nomenklatura}
    for row in WAYS[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3])):
        print(json.dumps(row))
