"""How stated pay changed by year and month at one mix of jobs, for roles, families of roles and all roles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from metier.build.sources.aijobs import MERGED_FROM
from metier.statistics.clusters import Bools
from metier.statistics.pay_trend import Change, DatedPay, pay_trend
from metier.vocabulary import roles, rule

GRAINS = {"aijobs": ("year",), "data-jobs": ("year", "month")}
"""The grains of time in which a collection can tell a change of pay.

The salary file has years alone. Employers' boards (ats-radar) were read for three weeks: the day of a posting tells
how long it has stood open, and one that stands open for a year is no typical posting of its day. Full texts with
pay are few and of one year.
"""
ALL = "all"
FAMILY = "family:"


@dataclass(frozen=True, slots=True)
class Break:
    """A change in how a collection was made: what is before ``period`` is another measure."""

    collection: str
    period: str  # a year or a month; holds for both grains
    why: str


BREAKS = (
    Break(
        "aijobs",
        "2024",
        "from 2024 on the producer collects six times as many advertisements, of all kinds of jobs",
    ),
    Break(
        "data-jobs",
        "2024-09",
        "2023 and September to December 2024 were collected apart, and nothing in between",
    ),
)
_MERGED = "titles with “Data Science” or “Data Scientist” are counted to May 2024 only: the producer merged them then"

Texts = npt.NDArray[np.str_]


@dataclass(frozen=True, slots=True)
class Dated:
    """Statements with their day or year, one a row: what series are cut from."""

    collection: Texts
    kind: Texts
    role: Texts
    country: Texts
    year: Texts
    month: Texts  # '' where only the year is known
    cell: npt.NDArray[np.int64]
    group: npt.NDArray[np.int64]
    log_pay: npt.NDArray[np.float64]
    merged: Bools  # a title that the producer merged with others in May 2024


@dataclass(frozen=True, slots=True)
class Series:
    """What is asked of one trend, its statements, and the names of their periods in order."""

    collection: str
    kind: str
    role_id: str
    country: str  # '': all countries
    grain: str
    periods: tuple[str, ...]
    pay: DatedPay
    merged: float  # share of the statements with a title that was merged


def trend_table(postings: pa.Table, progress: Callable[[str], None]) -> pa.Table:
    """Table ``pay_trend``."""
    progress("trend of pay")
    table = dated(postings)
    rows = [
        row
        for collection, grains in GRAINS.items()
        for grain in grains
        for one in series_of(table, collection, grain)
        for row in _rows(one)
    ]
    names = ("collection", "kind", "role_id", "country", "grain", "period", "statements", "employers")
    values = ("change_log", "low_log", "high_log", "break_before", "ends")
    return pa.table({name: [row[name] for row in rows] for name in (*names, *values)})


def dated(postings: pa.Table) -> Dated:
    """The statements of roles in collections that can tell a change, with the cell of each.

    A cell fixes role, country, level, workplace and employment type, and what else would move with time: the currency
    and period that pay is stated in (so neither exchange rates nor annualising play a part), and whether
    the title is one that the salary file's producer merged.
    """
    con = duckdb.connect(":memory:")
    con.register("postings", postings.drop_columns(["text"]))
    kept = ", ".join(f"'{name}'" for name in GRAINS)
    found = con.sql(f"""
        WITH stated AS (
            SELECT posting_id, collection, pay_kind AS kind, role_id, coalesce(country, '') AS country, level,
                   coalesce(workplace, '') AS workplace, coalesce(employment_type, '') AS employment_type,
                   pay_currency, pay_period, origin_id = 'aijobs-{MERGED_FROM}' AS merged,
                   year::VARCHAR AS year, coalesce(date, '')[:7] AS month, employer_group,
                   (ln(pay_low) + ln(pay_high)) / 2 AS log_pay
            FROM postings
            WHERE role_id <> '' AND collection IN ({kept}) AND pay_low_usd_year > 0
              AND pay_low > 0 AND pay_high >= pay_low)
        SELECT *, dense_rank() OVER (ORDER BY collection, kind, role_id, country, level, workplace, employment_type,
                                     pay_currency, pay_period, merged) - 1 AS cell
        FROM stated ORDER BY posting_id
    """).to_arrow_table()

    def texts(name: str) -> Texts:
        return np.array(found[name].to_pylist(), dtype=np.str_)

    return Dated(
        collection=texts("collection"),
        kind=texts("kind"),
        role=texts("role_id"),
        country=texts("country"),
        year=texts("year"),
        month=texts("month"),
        cell=found["cell"].to_numpy().astype(np.int64),
        group=found["employer_group"].to_numpy().astype(np.int64),
        log_pay=found["log_pay"].to_numpy().astype(np.float64),
        merged=found["merged"].to_numpy(zero_copy_only=False).astype(np.bool_),
    )


def series_of(table: Dated, collection: str, grain: str) -> Iterator[Series]:
    """Every series of a collection that could have two periods with enough statements, in a fixed order."""
    least = rule("pay_trend.least_statements")
    for kind in sorted(set(table.kind[table.collection == collection].tolist())):
        here = np.flatnonzero((table.collection == collection) & (table.kind == kind))
        for role_id, members in _scopes(table.role[here].tolist()).items():
            mine = here[np.isin(table.role[here], members)]
            times = Counter(table.country[mine].tolist())
            countries = sorted(c for c, n in times.items() if c and n >= 2 * least)
            for country in ("", *countries):
                rows = mine if not country else mine[table.country[mine] == country]
                if len(rows) >= 2 * least:
                    yield _series(table, rows, (collection, kind, role_id, country, grain))


def _scopes(role_ids: Sequence[str]) -> dict[str, list[str]]:
    """The roles of each series: each by itself, those of a family, all."""
    there = sorted(set(role_ids))
    scopes = {role_id: [role_id] for role_id in there}
    known = roles()
    for role_id in there:
        if role_id in known:
            scopes.setdefault(FAMILY + known[role_id].family, []).append(role_id)
    return {**scopes, ALL: there}


def _series(table: Dated, rows: npt.NDArray[np.int64], what: tuple[str, str, str, str, str]) -> Series:
    times = (table.month if what[4] == "month" else table.year)[rows]
    periods, period = np.unique(times, return_inverse=True)
    _, cell = np.unique(table.cell[rows], return_inverse=True)
    pay = DatedPay(cell.astype(np.int64), period.astype(np.int64), table.group[rows], table.log_pay[rows])
    return Series(*what, tuple(periods.tolist()), pay, float(table.merged[rows].mean()))


def _rows(one: Series) -> list[dict[str, Any]]:
    """The rows of a series: periods whose change is known well enough to be told."""
    found = pay_trend(
        one.pay,
        least_statements=rule("pay_trend.least_statements"),
        least_employers=rule("pay_trend.least_employers"),
        unknown_effect=rule("pay_trend.unknown_employers_effect"),
        level=rule("interval.level"),
    )
    told = [change for change in found if _narrow(change)]
    if len(told) < 2:
        return []
    rows, before = [], ""
    for change in told:
        period = one.periods[change.period]
        rows.append(
            {
                "collection": one.collection,
                "kind": one.kind,
                "role_id": one.role_id,
                "country": one.country,
                "grain": one.grain,
                "period": period,
                "statements": change.statements,
                "employers": change.employers,
                "change_log": change.log,
                "low_log": change.low_log,
                "high_log": change.high_log,
                "break_before": "; ".join(_breaks(one, before, period)) if before else "",
                "ends": _MERGED if change is told[-1] and _merged(one) and period == MERGED_FROM[:4] else "",
            }
        )
        before = period
    return rows


def _narrow(change: Change) -> bool:
    """Whether an interval is narrow enough to tell a person anything."""
    width = float(np.exp(change.high_log) - np.exp(change.low_log))
    return width * 100 <= rule("pay.widest_gap_interval")


def _merged(one: Series) -> bool:
    return one.merged >= rule("pay_trend.merged_share")


def _breaks(one: Series, before: str, period: str) -> list[str]:
    """Why what was before a period is another measure than the period itself."""
    found = [b.why for b in BREAKS if b.collection == one.collection and before < b.period[: len(period)] <= period]
    if _merged(one) and before <= MERGED_FROM[:4] < period:
        found.append(_MERGED)
    return found
