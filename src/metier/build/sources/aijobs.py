"""aijobs.net salary statements, 2020 to 2025: one row a statement, one or two rows an advertisement.

Two snapshots of the producer's file are read. In May 2024, the week after the snapshot of 2024-05-05,
the producer renamed every "Data Science ..." title and folded it into "Data Scientist", so that Data
Science Manager, Lead or Analyst exist only in that snapshot. Titles that hold "Data Scien" are therefore
taken from 2024-05-05 where they stand there, and every other title from the final file of 2025-08-03: no
statement counts twice, and a "Data Scientist" is never a renamed manager. The cost: these titles end with
May 2024.

Adjacent rows that agree in every field but pay are the top and bottom of one advertised range (the first
is never the smaller); they are paired greedily in file order. Rows of 2020 to 2022 come from the
producer's survey where they stand alone (kind 'survey'); all others are advertised.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from metier.build.annualise import believable
from metier.build.conform import Row, file_hash, postings_table
from metier.build.sources.base import SourceRead
from metier.build.sources.posting_files import csv_rows
from metier.model import Origin

COLUMNS = (
    "work_year", "experience_level", "employment_type", "job_title", "salary", "salary_currency",
    "salary_in_usd", "employee_residence", "remote_ratio", "company_location", "company_size",
)  # fmt: skip
MERGED_TITLES = "data scien"
MERGED_FROM, FINAL = "2024-05-05", "2025-08-03"
LAST_SURVEY_YEAR = 2022
_LEVELS = {"EN": "entry", "MI": "unspecified", "SE": "senior", "EX": "director"}
_WORKPLACES = {"0": "onsite", "50": "hybrid", "100": "remote"}
_EMPLOYMENT = {"FT": "full-time", "PT": "part-time", "CT": "contract", "FL": "contract"}

RawRow = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of pay: its row numbers (from 1), the fields of its first row, bottom and top."""

    rows: tuple[int, ...]
    fields: RawRow
    low: tuple[float, float]  # (salary, salary in USD), a year
    high: tuple[float, float]


def snapshot_path(sources: Path, date: str) -> Path:
    """The file of one snapshot under the folder of sources."""
    return sources / "aijobs-salaries" / f"salaries_{date}.csv.gz"


def snapshot_rows(path: Path) -> list[RawRow]:
    """The rows of a snapshot in file order, as text, in the order of COLUMNS."""
    return list(csv_rows(path, COLUMNS))


def snapshot_amounts(path: Path, title: str, country: str | None = None) -> list[float]:
    """Pay in USD a year of every row with exactly this title, before pairing: for checks by hand."""
    return [float(row[6]) for row in snapshot_rows(path) if row[3] == title and (country is None or row[9] == country)]


def statements(rows: list[RawRow]) -> Iterator[Statement]:
    """Pairs adjacent rows that differ in pay alone; every other row is a statement of its own."""
    index = 0
    while index < len(rows):
        row = rows[index]
        first = _pay(row)
        if index + 1 < len(rows) and _but_pay(row) == _but_pay(rows[index + 1]):
            second = _pay(rows[index + 1])
            yield Statement((index + 1, index + 2), row, min(first, second), max(first, second))
            index += 2
        else:
            yield Statement((index + 1,), row, first, first)
            index += 1


def _pay(row: RawRow) -> tuple[float, float]:
    return float(row[4]), float(row[6])


def _but_pay(row: RawRow) -> RawRow:
    return (*row[:4], row[5], *row[7:])


def _posting(date: str, statement: Statement) -> Row:
    row = statement.fields
    year = int(row[0])
    survey = len(statement.rows) == 1 and year <= LAST_SURVEY_YEAR
    return {
        "posting_id": f"aijobs:{date}:{'-'.join(map(str, statement.rows))}",
        "collection": "aijobs",
        "origin_id": f"aijobs-{date}",
        "title": row[3],
        "country": row[9],
        "year": year,
        "workplace": _WORKPLACES.get(row[8]),
        "employment_type": _EMPLOYMENT.get(row[2]),
        "level_hint": _LEVELS.get(row[1]),
        "pay_kind": "survey" if survey else "advertised",
        "pay_low_usd_year": statement.low[1],
        "pay_high_usd_year": statement.high[1],
        "pay_low": statement.low[0],
        "pay_high": statement.high[0],
        "pay_currency": row[5],
        "pay_period": "year",
    }


def _origin(path: Path, date: str, rows_read: int, rows_kept: int) -> Origin:
    return Origin(
        origin_id=f"aijobs-{date}",
        producer="aijobs.net (foorilla)",
        title="Salaries in artificial intelligence, machine learning and data",
        version=date,
        licence="CC0-1.0",
        citation=f"foorilla, ai-jobs-net-salaries, file of {date}.",
        url="https://github.com/foorilla/ai-jobs-net-salaries",
        period=f"2020 to {date[:4]}",
        date_published=date,
        files=(file_hash(path),),
        rows_read=rows_read,
        rows_kept=rows_kept,
    )


def read(sources: Path) -> SourceRead:
    """Salary statements of both snapshots, no title in both; ``sources`` holds aijobs-salaries/."""
    paths = {date: snapshot_path(sources, date) for date in (MERGED_FROM, FINAL)}
    raw = {date: snapshot_rows(path) for date, path in paths.items()}
    merged = {row[3] for row in raw[MERGED_FROM] if MERGED_TITLES in row[3].casefold()}
    set_aside: Counter[str] = Counter()
    kept: dict[str, list[Row]] = {MERGED_FROM: [], FINAL: []}
    for date, rows in raw.items():
        for statement in statements(rows):
            set_aside["second row of an advertised range"] += len(statement.rows) - 1
            if (statement.fields[3] in merged) != (date == MERGED_FROM):
                set_aside["title is read from the other snapshot"] += 1
            elif not believable(statement.low[1], statement.high[1]):
                set_aside["pay range too wide to be one job"] += 1
            else:
                kept[date].append(_posting(date, statement))
    origins = tuple(_origin(paths[date], date, len(raw[date]), len(kept[date])) for date in raw)
    table = postings_table([row for rows in kept.values() for row in rows], "aijobs-salaries")
    return SourceRead(origins, {"postings": table}, dict(set_aside))
