"""The table of pay trends: which series there are, where they break and why they end."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from metier.build.pay_trend import trend_table

COLUMNS = {
    "posting_id": pa.string(), "collection": pa.string(), "pay_kind": pa.string(), "role_id": pa.string(),
    "country": pa.string(), "level": pa.string(), "workplace": pa.string(), "employment_type": pa.string(),
    "pay_currency": pa.string(), "pay_period": pa.string(), "origin_id": pa.string(), "year": pa.int16(),
    "date": pa.string(), "employer_group": pa.int16(), "pay_low_usd_year": pa.float64(), "pay_low": pa.float64(),
    "pay_high": pa.float64(), "text": pa.string(),
}  # fmt: skip


def postings(n: int, year: int, pay: float, **facts: Any) -> list[dict[str, Any]]:
    """Advertisements of one year around one amount."""
    rng = np.random.default_rng(year)
    rows = []
    for i in range(n):
        amount = pay * float(np.exp(rng.normal(0, 0.1)))
        row: dict[str, Any] = dict.fromkeys(COLUMNS)
        row |= {
            "collection": "aijobs", "pay_kind": "advertised", "role_id": "data-engineer", "country": "US",
            "level": "senior", "pay_currency": "USD", "pay_period": "year", "origin_id": "aijobs-2025-08-03",
            "year": year, "employer_group": -1, "pay_low": amount, "pay_high": amount, "pay_low_usd_year": amount,
        }  # fmt: skip
        row |= facts
        row["posting_id"] = f"{row['collection']}:{row['role_id']}:{row['country']}:{year}:{row['date']}:{i}"
        rows.append(row)
    return rows


def rows_of(found: list[dict[str, Any]], **wanted: str) -> list[dict[str, Any]]:
    """Rows of the trend table made of some postings, those that match."""
    table = trend_table(pa.Table.from_pylist(found, pa.schema(COLUMNS.items())), lambda _: None)
    return [row for row in table.to_pylist() if all(row[name] == value for name, value in wanted.items())]


def test_a_role_its_family_and_all_roles_have_series() -> None:
    """Also one for the country that has enough."""
    found = rows_of(postings(60, 2024, 100_000) + postings(60, 2025, 110_000))
    assert {(row["role_id"], row["country"]) for row in found} == {
        (scope, country) for scope in ("data-engineer", "family:data-engineering", "all") for country in ("", "US")
    }
    old, new = rows_of(postings(60, 2024, 100_000) + postings(60, 2025, 110_000), role_id="all", country="")
    assert (new["period"], new["change_log"]) == ("2025", 0.0)
    assert old["low_log"] < np.log(100 / 110) < old["high_log"]


def test_pay_in_another_currency_does_not_move_with_its_rate() -> None:
    """The dollars that a producer writes differ by year, the euros that were stated do not."""
    euros = {"country": "DE", "pay_currency": "EUR"}
    found = postings(40, 2024, 80_000, **euros) + postings(40, 2025, 80_000, **euros)
    for row in found:
        row["pay_low_usd_year"] = row["pay_low"] * (1.1 if row["year"] == 2024 else 1.3)
    old, _ = rows_of(found, role_id="data-engineer", country="DE")
    assert old["low_log"] < 0 < old["high_log"]


def test_merged_titles_end_in_may_2024() -> None:
    """A role that the producer merged says why nothing newer is told."""
    merged = {"role_id": "data-scientist", "origin_id": "aijobs-2024-05-05"}
    found = [row for year in (2022, 2023, 2024) for row in postings(50, year, 120_000, **merged)]
    rows = rows_of(found, role_id="data-scientist", country="US")
    assert [row["period"] for row in rows] == ["2022", "2023", "2024"]
    assert [bool(row["ends"]) for row in rows] == [False, False, True]
    assert "May 2024" in rows[-1]["ends"]


def test_a_series_that_goes_on_after_the_merge_is_broken_there() -> None:
    """After May 2024 only titles that were not merged go on, so the change rests on them alone."""
    merged = {"role_id": "data-consultant", "origin_id": "aijobs-2024-05-05"}
    found = [row for year in (2023, 2024) for row in postings(40, year, 90_000, **merged)]
    found += [row for year in (2024, 2025) for row in postings(40, year, 140_000, role_id="data-consultant")]
    rows = rows_of(found, role_id="data-consultant", country="US")
    assert "merged" in rows[-1]["break_before"]
    assert abs(rows[-2]["change_log"]) < 0.1  # not the fall from 90 to 140 thousand that the mix would show


def test_the_salary_file_breaks_where_it_widens() -> None:
    """2024 against 2023 is another collection; 2025 against 2024 is not."""
    found = [row for year in (2022, 2023, 2024, 2025) for row in postings(40, year, 100_000)]
    rows = rows_of(found, role_id="data-engineer", country="")
    assert [bool(row["break_before"]) for row in rows] == [False, False, True, False]


def test_months_need_days_and_break_where_none_was_collected() -> None:
    """Dated postings have months; the gap between two collections is a break."""
    found = []
    for day, year in (("2023-11-05", 2023), ("2023-12-05", 2023), ("2024-09-05", 2024), ("2024-10-05", 2024)):
        found += postings(60, year, 100_000, collection="data-jobs", origin_id=f"data-jobs-{year}", date=day)
    for i, row in enumerate(found):
        row["employer_group"] = i % 50
    rows = rows_of(found, role_id="data-engineer", country="", grain="month")
    assert [row["period"] for row in rows] == ["2023-11", "2023-12", "2024-09", "2024-10"]
    assert [bool(row["break_before"]) for row in rows] == [False, False, True, False]
    assert all(row["employers"] == 50 for row in rows)


def test_boards_that_were_read_for_three_weeks_tell_no_trend() -> None:
    """How long a posting has stood open is not when its pay was typical."""
    found = []
    for month in (5, 6, 7):
        found += postings(60, 2026, 150_000, collection="ats-radar", date=f"2026-{month:02}-05", origin_id="ats-radar")
    assert rows_of(found) == []


def test_survey_answers_and_advertisements_have_series_of_their_own() -> None:
    """Never one line through both."""
    found = [row for year in (2021, 2022) for row in postings(60, year, 80_000, pay_kind="survey")]
    found += [row for year in (2022, 2023) for row in postings(60, year, 120_000)]
    rows = rows_of(found, role_id="data-engineer", country="")
    assert [(row["kind"], row["period"]) for row in rows] == [
        ("advertised", "2022"), ("advertised", "2023"), ("survey", "2021"), ("survey", "2022"),
    ]  # fmt: skip
    assert not any(row["ends"] for row in rows)
