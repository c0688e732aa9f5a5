"""aijobs.net salary statements, 2020 to 2025: one row a statement, one or two rows an advertisement.

Two snapshots of the producer's file are read. In May 2024, the week after the snapshot of 2024-05-05,
the producer renamed every "Data Science ..." title and folded it into "Data Scientist", so that Data
Science Manager, Lead or Analyst exist only in that snapshot. The last 17,893 rows of the final file are the older
snapshot's rows in their order, titles apart: newer rows stand above. Titles that hold "Data Scien" are therefore
taken from 2024-05-05 where they stand there, and every other title from the final file of 2025-08-03: no
statement counts twice, and a "Data Scientist" is never a renamed manager. The cost: these titles end with
May 2024.

From 2022 on, advertisements stand in two adjacent rows that agree in every field but pay: the top and bottom
of one range (equal where one amount is advertised). They are paired greedily in file order. That the file is made
so shows in its runs of rows alike: in 2024 and 2025 the length of 60,629 of 60,932 is even, and of 75,190 pairs
four stand with the smaller amount first.

A row that stands alone answers the producer's survey, in every year: 27 to 34 in a hundred work half remotely and 8 to
21 for an employer abroad, as in 2020 and 2021, before there were advertisements; of 75,184 pairs none does the one
and one the other. Only a single row beside its like (a run of rows of one advertisement that is odd, or the same
offer for another country) is an advertisement.

The country is the employer's. Survey answers name their currency; advertisements in Canada, Australia, New
Zealand, Singapore and Hong Kong that are stated in US dollars are set aside: their amounts are those of the
advertisements in the local dollar, so the producer took a plain "$" for the US dollar.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from metier.build.annualise import believable
from metier.build.conform import Row, file_hash, postings_table
from metier.build.pay_stated import UNSURE_DOLLAR, unsure_dollar
from metier.build.sources.base import SourceRead
from metier.build.sources.posting_files import csv_rows
from metier.model import Origin

COLUMNS = (
    "work_year", "experience_level", "employment_type", "job_title", "salary", "salary_currency",
    "salary_in_usd", "employee_residence", "remote_ratio", "company_location", "company_size",
)  # fmt: skip
MERGED_TITLES = "data scien"
SECOND_ROW = "second row of an advertised range: told with the first"
MERGED_SINCE = "added since May 2024 under a title into which the producer merged others"
MERGED_FROM, FINAL = "2024-05-05", "2025-08-03"
FIRST_ADVERTISED_YEAR = 2022
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
    kind: str  # advertised | survey


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
    """Pairs adjacent rows of 2022 and later that agree in all but pay; every other row is a statement of its own."""
    index = 0
    while index < len(rows):
        row = rows[index]
        first = _pay(row)
        if index + 1 < len(rows) and _same_offer(row, rows[index + 1]):
            second = _pay(rows[index + 1])
            yield Statement((index + 1, index + 2), row, min(first, second), max(first, second), "advertised")
            index += 2
        else:
            beside = (rows[other] for other in (index - 1, index + 1) if 0 <= other < len(rows))
            like = any(_same_offer(row, other) or _offer_elsewhere(row, other) for other in beside)
            yield Statement((index + 1,), row, first, first, "advertised" if like else "survey")
            index += 1


def _pay(row: RawRow) -> tuple[float, float]:
    return float(row[4]), float(row[6])


def _same_offer(one: RawRow, other: RawRow) -> bool:
    """Whether two adjacent rows belong to one advertisement, or to two alike: all but pay agrees."""
    return _advertised_year(one) and (*one[:4], one[5], *one[7:]) == (*other[:4], other[5], *other[7:])


def _offer_elsewhere(one: RawRow, other: RawRow) -> bool:
    """Whether two adjacent rows are one offer for two countries: all but the countries agrees, pay included."""
    return _advertised_year(one) and (*one[:7], one[8], one[10]) == (*other[:7], other[8], other[10])


def _advertised_year(row: RawRow) -> bool:
    return int(row[0]) >= FIRST_ADVERTISED_YEAR


def _posting(date: str, statement: Statement) -> Row:
    row = statement.fields
    return {
        "posting_id": f"aijobs:{date}:{'-'.join(map(str, statement.rows))}",
        "collection": "aijobs",
        "origin_id": f"aijobs-{date}",
        "title": row[3],
        "country": row[9],
        "year": int(row[0]),
        "workplace": _WORKPLACES.get(row[8]),
        "employment_type": _EMPLOYMENT.get(row[2]),
        "level_hint": _LEVELS.get(row[1]),
        "pay_kind": statement.kind,
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
            reason = _set_aside(statement, merged, date, newer=statement.rows[0] <= len(rows) - len(raw[MERGED_FROM]))
            if reason:
                set_aside[reason] += len(statement.rows)
            else:
                set_aside[SECOND_ROW] += len(statement.rows) - 1
                kept[date].append(_posting(date, statement))
    origins = tuple(_origin(paths[date], date, len(raw[date]), len(kept[date])) for date in raw)
    table = postings_table([row for rows in kept.values() for row in rows], "aijobs-salaries")
    return SourceRead(origins, {"postings": table}, dict(+set_aside))


def _set_aside(statement: Statement, merged: set[str], date: str, *, newer: bool) -> str | None:
    """Why a statement is not counted; None where it is. ``newer``: added to the file since the older snapshot."""
    if (statement.fields[3] in merged) != (date == MERGED_FROM):
        return MERGED_SINCE if date == FINAL and newer else "the same row is read from the other snapshot"
    if not believable(statement.low[0], statement.high[0]):
        return "pay range too wide to be one job"
    if statement.kind == "advertised" and unsure_dollar(statement.fields[5], statement.fields[9]):
        return UNSURE_DOLLAR
    return None
