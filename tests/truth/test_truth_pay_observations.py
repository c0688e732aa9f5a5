"""Stated pay against the raw files, read another way: which rows are one range, which are surveys, which dollars."""

from __future__ import annotations

import csv
import gzip
from collections import Counter, defaultdict
from functools import cache
from itertools import groupby
from pathlib import Path
from statistics import mean, median

import pytest

from metier.build.sources import aijobs
from metier.build.sources.base import SourceRead

pytestmark = pytest.mark.shared

OLD, NEW = "2024-05-05", "2025-08-03"
Row = dict[str, str]


@cache
def raw(shared: Path, date: str) -> list[Row]:
    path = shared / "sources" / "aijobs-salaries" / f"salaries_{date}.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@cache
def ours(shared: Path) -> SourceRead:
    return aijobs.read(shared / "sources")


def but_pay(row: Row) -> tuple[str, ...]:
    return tuple(value for name, value in row.items() if name not in ("salary", "salary_in_usd"))


def but_title(row: Row) -> tuple[str, ...]:
    return tuple(value for name, value in row.items() if name != "job_title")


def runs(rows: list[Row]) -> list[list[Row]]:
    """Neighbouring rows that agree in every field but pay."""
    return [list(group) for _, group in groupby(rows, but_pay)]


# -- which rows are one range -----------------------------------------------------------------------


def test_pairs_of_the_final_file_collapse_to_70332_ranges(shared: Path) -> None:
    """A run of n rows alike holds n // 2 ranges; 75,190 in all, of which 70,332 are of 2024 and 2025."""
    by_year: Counter[int] = Counter()
    for run in runs(raw(shared, NEW)):
        by_year[int(run[0]["work_year"])] += len(run) // 2
    assert by_year == {2020: 1, 2021: 5, 2022: 713, 2023: 4_139, 2024: 31_035, 2025: 39_297}
    assert by_year[2024] + by_year[2025] == 70_332


def test_our_reader_pairs_the_same_rows_from_the_first_year_with_advertisements(shared: Path) -> None:
    rows = aijobs.snapshot_rows(aijobs.snapshot_path(shared / "sources", NEW))
    pairs = [found for found in aijobs.statements(rows) if len(found.rows) == 2]
    assert Counter(int(found.fields[0]) for found in pairs) == {2022: 713, 2023: 4_139, 2024: 31_035, 2025: 39_297}
    assert {found.kind for found in pairs} == {"advertised"}


def test_pairing_is_how_the_file_is_made_and_no_coincidence(shared: Path) -> None:
    recent = [run for run in runs(raw(shared, NEW)) if int(run[0]["work_year"]) >= 2024]
    odd = sum(len(run) % 2 for run in recent)
    assert (len(recent), odd) == (60_932, 303)  # chance would leave far more runs odd, and most of length one
    pairs = [run[i : i + 2] for run in runs(raw(shared, NEW)) for i in range(0, len(run) - 1, 2)]
    amounts = [(float(first["salary"]), float(second["salary"])) for first, second in pairs]
    assert sum(first < second for first, second in amounts) == 4
    assert sum(first == second for first, second in amounts) == 1_773  # one amount, written twice


def test_rows_that_stand_alone_answer_a_survey_in_every_year(shared: Path) -> None:
    single: defaultdict[str, list[Row]] = defaultdict(list)
    paired: list[Row] = []
    for run in runs(raw(shared, NEW)):
        single[run[0]["work_year"]] += run[:1] if len(run) == 1 else []
        paired += run if len(run) > 1 and run[0]["work_year"] >= "2022" else []
    for year, rows in single.items():
        assert mean(row["remote_ratio"] == "50" for row in rows) > 0.25, year
        assert mean(row["employee_residence"] != row["company_location"] for row in rows) > 0.07, year
        assert mean(row["salary_currency"] == "USD" for row in rows) < 0.6, year
    assert not any(row["remote_ratio"] == "50" for row in paired)
    assert mean(row["salary_currency"] == "USD" for row in paired) > 0.9
    kinds = Counter((row["pay_kind"], row["year"]) for row in ours(shared).tables["postings"].to_pylist())
    assert {year: n for (kind, year), n in kinds.items() if kind == "survey"} == {
        2020: 75, 2021: 218, 2022: 235, 2023: 246, 2024: 152, 2025: 95,
    }  # fmt: skip
    assert min(year for kind, year in kinds if kind == "advertised") == 2022


# -- two snapshots ----------------------------------------------------------------------------------


def test_the_older_snapshot_is_the_tail_of_the_final_file_but_for_titles(shared: Path) -> None:
    old = raw(shared, OLD)
    tail = raw(shared, NEW)[-len(old) :]
    assert [but_title(row) for row in old] == [but_title(row) for row in tail]
    renamed = Counter(
        (before["job_title"], after["job_title"])
        for before, after in zip(old, tail, strict=True)
        if before["job_title"] != after["job_title"]
    )
    assert sum(renamed.values()) == 917
    merged = {before: n for (before, after), n in renamed.items() if after == "Data Scientist"}
    assert merged == {
        "Data Science": 333, "Data Science Manager": 134, "Data Science Consultant": 83,
        "Director of Data Science": 33, "Data Science Engineer": 29, "Data Science Lead": 28,
        "Data Science Practitioner": 16, "Head of Data Science": 12, "Data Science Analyst": 8,
        "Data Science Director": 8, "Managing Director Data Science": 2,
    }  # fmt: skip


def test_no_row_is_counted_twice_and_none_is_lost_without_a_reason(shared: Path) -> None:
    read = ours(shared)
    rows = len(raw(shared, OLD)) + len(raw(shared, NEW))
    assert rows == len(read.tables["postings"]) + sum(read.set_aside.values())
    newer = len(raw(shared, NEW)) - len(raw(shared, OLD))
    seen: Counter[int] = Counter()
    for posting in read.tables["postings"]["posting_id"].to_pylist():
        _, date, numbers = posting.split(":")
        seen.update(int(number) + (newer if date == OLD else 0) for number in numbers.split("-"))
    assert max(seen.values()) == 1


def test_data_scientists_added_since_the_merge_are_set_aside_and_counted(shared: Path) -> None:
    newer = raw(shared, NEW)[: -len(raw(shared, OLD))]
    merged = {row["job_title"] for row in raw(shared, OLD) if "data scien" in row["job_title"].casefold()}
    assert ours(shared).set_aside[aijobs.MERGED_SINCE] == sum(row["job_title"] in merged for row in newer) == 14_511


# -- which dollars ----------------------------------------------------------------------------------


def test_dollars_in_canada_and_australia_are_their_own(shared: Path) -> None:
    """Beside United States pay of the same title, level and year, "USD" in Canada stands where CAD does.

    As numbers: 0.87 and 0.83 of it. Were they United States dollars, 0.83 x 0.73 = 0.61 could be expected.
    """
    us: defaultdict[tuple[str, ...], list[float]] = defaultdict(list)
    abroad: defaultdict[tuple[str, str], list[tuple[tuple[str, ...], float]]] = defaultdict(list)
    for run in runs(raw(shared, NEW)):
        if len(run) < 2:
            continue
        for row in run:
            cell = (row["job_title"], row["experience_level"], row["work_year"])
            place = (row["company_location"], row["salary_currency"])
            if place == ("US", "USD"):
                us[cell].append(float(row["salary"]))
            elif place in (("CA", "USD"), ("CA", "CAD"), ("AU", "USD"), ("GB", "USD")):
                abroad[place].append((cell, float(row["salary"])))
    beside = {
        place: median(pay / median(us[cell]) for cell, pay in found if len(us[cell]) >= 10)
        for place, found in abroad.items()
    }
    assert beside["CA", "USD"] == pytest.approx(0.87, abs=0.01)
    assert beside["CA", "CAD"] == pytest.approx(0.83, abs=0.01)
    assert beside["AU", "USD"] > 1  # Australian dollars: 0.66 of the number is what it is worth
    for row in ours(shared).tables["postings"].to_pylist():
        unsure = row["pay_currency"] == "USD" and row["country"] in ("CA", "AU", "NZ", "SG", "HK")
        assert not unsure or row["pay_kind"] == "survey"


# -- cases by hand ----------------------------------------------------------------------------------


def test_machine_learning_software_engineers_by_hand(shared: Path) -> None:
    """15 rows: four ranges of the United States, two of Canada in unsure dollars, and three answers to the survey."""
    rows = [row for row in raw(shared, NEW) if row["job_title"] == "Machine Learning Software Engineer"]
    assert (len(rows), sum(row["company_location"] == "US" for row in rows)) == (15, 9)
    found = [
        (row["country"], row["year"], row["pay_kind"], row["pay_low"], row["pay_high"], row["pay_currency"])
        for row in ours(shared).tables["postings"].to_pylist()
        if row["title"] == "Machine Learning Software Engineer"
    ]
    assert found == [
        ("US", 2023, "advertised", 145_000, 217_600, "USD"),
        ("IN", 2023, "survey", 2_000_000, 2_000_000, "INR"),
        ("US", 2023, "advertised", 189_000, 302_000, "USD"),
        ("ZA", 2023, "survey", 627_000, 627_000, "ZAR"),
        ("US", 2023, "advertised", 90_000, 180_000, "USD"),
        ("US", 2023, "advertised", 170_000, 272_000, "USD"),
        ("US", 2022, "survey", 375_000, 375_000, "USD"),
    ]


def test_data_science_managers_by_hand(shared: Path) -> None:
    """134 rows of May 2024; what we keep of the 125 of the United States is every amount of the file."""
    rows = [row for row in raw(shared, OLD) if row["job_title"] == "Data Science Manager"]
    usd = [float(row["salary_in_usd"]) for row in rows if row["company_location"] == "US"]
    assert (len(rows), len(usd)) == (134, 125)
    found = [
        row
        for row in ours(shared).tables["postings"].to_pylist()
        if row["title"] == "Data Science Manager" and row["country"] == "US"
    ]
    assert {row["origin_id"] for row in found} == {f"aijobs-{OLD}"}
    amounts = [row[end] for row in found for end in ("pay_low_usd_year", "pay_high_usd_year")]
    single = [row["pay_low_usd_year"] for row in found if "-" not in row["posting_id"].rsplit(":", 1)[-1]]
    assert sorted(amounts) == sorted(usd + single)
