"""The tables of the pay model from conformed postings: what counts as advertised pay, and what comes out."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from metier.build.pay_estimator import EFFECTS, ESTIMATOR, effect_rows, pay_estimator_tables, pay_statements
from metier.statistics.pay_estimate import estimator_from
from metier.statistics.pay_terms import PayJob

READINGS = pa.table(
    {
        "posting_id": ["p1"],
        "language": ["en"],
        "technologies_required": pa.array([["python"]], pa.list_(pa.string())),
        "technologies_preferred": pa.array([["sql"]], pa.list_(pa.string())),
    }
)
NO_READINGS = READINGS.slice(0, 0)


def posting(number: int, **changed: Any) -> dict[str, Any]:
    return {
        "posting_id": f"p{number}", "collection": "data-jobs", "role_id": "data-scientist", "level": "unspecified",
        "country": "US", "place": "Boston, MA", "year": 2024, "workplace": None, "employment_type": "full-time",
        "pay_kind": "advertised", "pay_period": "year", "pay_low_usd_year": 100_000.0,
        "pay_high_usd_year": 121_000.0, "tags": ["python"], "title": "Data Scientist", "employer": "Acme Inc.",
        "employer_hash": number % 97, **changed,
    }  # fmt: skip


def table(rows: list[dict[str, Any]]) -> pa.Table:
    fields = {"tags": pa.list_(pa.string()), "workplace": pa.string(), "employment_type": pa.string()}
    inferred = pa.Table.from_pylist(rows)
    schema = pa.schema([pa.field(f.name, fields.get(f.name, f.type)) for f in inferred.schema])
    return pa.Table.from_pylist(rows, schema=schema)


def industries(**known: str) -> pa.Table:
    return pa.table(
        {"posting_id": pa.array(list(known), pa.string()), "industry_id": pa.array(list(known.values()), pa.string())}
    )


def test_only_advertised_pay_of_linked_postings_with_employers_counts() -> None:
    rows = [
        posting(0),
        posting(1, pay_kind="survey"),
        posting(2, role_id=""),
        posting(3, pay_low_usd_year=None),
        posting(4, collection="aijobs", employer=None),
    ]
    stated = pay_statements(table(rows), NO_READINGS, industries())
    assert len(stated.jobs) == 1
    assert np.exp(stated.log_pay[0]) == pytest.approx(110_000)
    alone = pay_statements(table(rows), NO_READINGS, industries(), with_employers=False)
    assert [job.collection for job in alone.jobs] == ["aijobs"]


def test_texts_tags_and_employers_tell_technologies_and_industry() -> None:
    rows = [posting(1, tags=None), posting(2), posting(3, tags=None, employer="Other")]
    stated = pay_statements(table(rows), READINGS, industries(p1="finance"))
    assert [job.technologies for job in stated.jobs] == [("python", "sql"), ("python",), None]
    assert [job.industry_id for job in stated.jobs] == ["finance", "finance", ""]


def test_an_employment_type_that_only_one_board_states_tells_nothing() -> None:
    rows = [posting(1, collection="ats-radar", employment_type=None), posting(2, employment_type=None)]
    stated = pay_statements(table(rows), NO_READINGS, industries())
    assert [job.employment_type for job in stated.jobs] == ["full-time", "unspecified"]


def test_the_tables_give_an_estimate_and_what_moves_pay() -> None:
    random = np.random.default_rng(3)
    rows = []
    for number in range(1100):
        senior = number % 2
        pay = float(100_000 * np.exp(0.25 * senior + random.normal(0, 0.2)))
        level = "senior" if senior else "unspecified"
        rows.append(posting(number, level=level, pay_low_usd_year=pay, pay_high_usd_year=pay))
    tables = pay_estimator_tables(table(rows), NO_READINGS, industries(), lambda _: None)
    assert tables["pay_estimator"].schema == ESTIMATOR
    assert tables["pay_effects"].schema == EFFECTS
    effect = next(r for r in tables["pay_effects"].to_pylist() if (r["feature"], r["item_id"]) == ("level", "senior"))
    assert effect["low_log"] < 0.25 < effect["high_log"]
    assert (effect["postings"], effect["employers"], effect["base"]) == (550, 97, "unspecified")
    estimator = estimator_from(*(tables["pay_estimator"][name].to_pylist() for name in ESTIMATOR.names))
    job = PayJob(collection="data-jobs", role_id="data-scientist", year=estimator.newest["data-jobs"], country="US")
    found = estimator.estimate(job)
    assert found is not None
    assert found.low_usd_year < 100_000 < found.high_usd_year


def test_few_statements_show_no_effects() -> None:
    assert effect_rows(pay_statements(table([posting(i) for i in range(50)]), NO_READINGS, industries())) == []
