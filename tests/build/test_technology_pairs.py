"""The table of technologies named together: what is counted, what is associated, and what is too little."""

from __future__ import annotations

from math import exp
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from metier.build.technology_pairs import technology_pairs_table
from metier.release.schema import TABLES

POSTINGS = {
    "posting_id": pa.string(), "collection": pa.string(), "role_id": pa.string(), "employer_group": pa.int16(),
    "employer_hash": pa.uint32(), "employer_named": pa.bool_(), "tags": pa.list_(pa.string()), "text": pa.string(),
}  # fmt: skip
READINGS = {
    "posting_id": pa.string(), "technologies_required": pa.list_(pa.string()),
    "technologies_preferred": pa.list_(pa.string()), "language": pa.string(),
}  # fmt: skip


def posting(number: int, tags: list[str] | None, **facts: Any) -> dict[str, Any]:
    """A tagged posting of an employer of its own."""
    return {
        "posting_id": f"p{number}", "collection": "data-jobs", "role_id": "data-analyst", "tags": tags, "text": None,
        "employer_group": number % 250, "employer_hash": number, "employer_named": True,
    } | facts  # fmt: skip


def table(rows: list[dict[str, Any]], readings: list[dict[str, Any]] | None = None) -> list[dict[str, Any]]:
    """The rows of the table made of some postings."""
    made = technology_pairs_table(
        pa.Table.from_pylist(rows, pa.schema(POSTINGS.items())),
        pa.Table.from_pylist(readings or [], pa.schema(READINGS.items())),
        lambda _: None,
    )
    return list(made.to_pylist())


def pair(rows: list[dict[str, Any]], one: str, other: str) -> dict[str, Any]:
    """The row of two technologies; empty where there is none."""
    return next((r for r in rows if (r["technology_id"], r["companion_id"]) == (one, other)), {})


def world(seed: int = 1, n: int = 4000, lift: float = 3.0) -> list[dict[str, Any]]:
    """Postings of two roles: tableau goes with power-bi at the same roles; excel goes with a role only."""
    rng = np.random.default_rng(seed)
    rows = []
    for i in range(n):
        analyst = i % 2 == 0
        tableau = rng.random() < (0.4 if analyst else 0.1)
        power_bi = rng.random() < (0.2 if analyst else 0.1) * (lift if tableau else 1.0)
        excel = rng.random() < (0.6 if analyst else 0.05)
        tags = [
            "sql",
            *(["tableau"] if tableau else []),
            *(["power bi"] if power_bi else []),
            *(["excel"] if excel else []),
        ]
        rows.append(posting(i, tags, role_id="data-analyst" if analyst else "data-engineer"))
    return rows


def test_what_is_more_often_named_together_at_the_same_roles_is_found_with_its_size() -> None:
    rows = table(world())
    found = pair(rows, "tableau", "power-bi")
    assert exp(found["low_log"]) < 3.0 < exp(found["high_log"])
    assert found["lifted_rank"] == 1


def test_what_only_the_same_roles_ask_for_is_not_associated() -> None:
    """Half of all postings that name Tableau name Excel, but no more than other postings of their roles."""
    found = pair(table(world()), "tableau", "excel")
    assert found["common_rank"] > 0
    assert (found["lifted_rank"], found["low_log"] < 0 < found["high_log"]) == (0, True)


def test_shares_and_counts_are_those_of_the_postings() -> None:
    rows = world()
    named = [row["tags"] for row in rows if "tableau" in row["tags"]]
    both = sum("power bi" in tags for tags in named)
    found = pair(table(rows), "tableau", "power-bi")
    assert (found["postings"], found["both_postings"], found["both_employers"]) == (len(named), both, both)
    assert found["share"] == pytest.approx(both / len(named), abs=0.01)
    assert found["share_low"] < both / len(named) < found["share_high"]


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    """Forty worlds with an association of three: at least 34 of 40 intervals hold it (95 % would be 38)."""
    found = [pair(table(world(seed, 1500)), "tableau", "power-bi") for seed in range(40)]
    assert sum(exp(one["low_log"]) <= 3.0 <= exp(one["high_log"]) for one in found) >= 34


def test_one_employer_s_template_is_no_association() -> None:
    """Two thousand postings of one employer that name both leave the others' postings to decide."""
    rows = world(lift=1.0)
    rows += [
        posting(10_000 + i, ["sql", "tableau", "power bi"], employer_group=251, employer_hash=9) for i in range(2000)
    ]
    found = pair(table(rows), "tableau", "power-bi")
    assert not found or found["low_log"] < 0


def test_few_postings_or_employers_make_no_row() -> None:
    few = [posting(i, ["sql", "tableau"]) for i in range(9)] + [posting(100 + i, ["sql"]) for i in range(50)]
    few += [posting(200 + i, ["tableau"]) for i in range(50)]
    assert pair(table(few), "tableau", "sql") == {}
    same = [posting(i, ["sql", "tableau"], employer_hash=7) for i in range(60)]
    same += [posting(100 + i, ["sql"]) for i in range(60)] + [posting(200 + i, ["tableau"]) for i in range(60)]
    assert pair(table(same), "tableau", "sql") == {}


def test_texts_count_as_tags_do_and_collections_are_apart() -> None:
    tagged = world(n=1000)
    read = [posting(50_000 + i, None, collection="fulltext") for i in range(400)]
    readings = [
        {"posting_id": row["posting_id"], "technologies_required": ["python"], "language": "en",
         "technologies_preferred": ["sql"] if i % 3 else []}
        for i, row in enumerate(read)
    ] + [
        {"posting_id": f"p{60_000 + i}", "technologies_required": ["sql"], "technologies_preferred": [],
         "language": "en"}
        for i in range(100)
    ]  # fmt: skip
    read += [posting(60_000 + i, None, collection="fulltext") for i in range(100)]
    rows = table(tagged + read, readings)
    assert {row["collection"] for row in rows} == {"data-jobs", "fulltext"}
    assert pair([r for r in rows if r["collection"] == "fulltext"], "python", "sql")["both_postings"] == 266


def test_the_table_has_the_columns_of_its_schema_and_gives_the_same_rows_again() -> None:
    rows = table(world())
    assert rows == table(world())
    assert set(rows[0]) == set(TABLES["technology_pairs"].columns)
    ranks = [row["common_rank"] for row in rows if row["technology_id"] == "sql" and row["common_rank"]]
    assert sorted(ranks) == list(range(1, len(ranks) + 1))
