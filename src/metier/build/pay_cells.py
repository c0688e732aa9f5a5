"""Stated pay by full cell: one row a role (or typed title), country, level, year, workplace and type of employment."""

from __future__ import annotations

import duckdb
import numpy as np
import pyarrow as pa

from metier.reading.normalise import label_key
from metier.statistics.pay_condense import Integers, condensed
from metier.vocabulary import rule

_FACETS = ("country", "level", "year", "workplace", "employment_type")
_DIGITS = 3


def pay_tables(postings: pa.Table) -> dict[str, pa.Table]:
    """Tables ``pay`` (by role) and ``pay_titles`` (by typed title, also of titles that name no role)."""
    con = duckdb.connect(":memory:")
    con.register("postings", postings.drop_columns(["text"]))
    con.register("titles", _title_keys(postings))
    con.execute(f"""
        CREATE TABLE stated AS
        SELECT collection, pay_kind AS kind, role_id, title_key, title, coalesce(country, '') AS country, level, year,
               coalesce(workplace, 'unspecified') AS workplace,
               coalesce(employment_type, 'unspecified') AS employment_type, employer_group,
               {_rounded("pay_low_usd_year")} AS low, {_rounded("pay_high_usd_year")} AS high
        FROM postings JOIN titles USING (title)
        WHERE pay_low_usd_year > 0 AND pay_high_usd_year >= pay_low_usd_year
    """)
    con.execute("CREATE TABLE of_roles AS SELECT * FROM stated WHERE role_id <> ''")
    con.execute(f"""
        CREATE TABLE of_titles AS
        SELECT s.* EXCLUDE (title, role_id), n.title, n.role_id FROM stated s JOIN (
            SELECT title_key, mode(title ORDER BY title) AS title, mode(role_id ORDER BY role_id) AS role_id
            FROM stated WHERE title_key <> '' GROUP BY title_key HAVING count(*) >= {rule("pay.least_statements"):.0f}
        ) n USING (title_key)
    """)
    return {
        "pay": _by_cell(con, "of_roles", ("role_id",)),
        "pay_titles": _by_cell(con, "of_titles", ("title_key", "title", "role_id")),
    }


def _rounded(column: str) -> str:
    """SQL of an amount with three significant digits (within 0.5 %)."""
    unit = f"pow(10, floor(log10({column})) - {_DIGITS - 1})"
    return f"CAST(round({column} / {unit}) * {unit} AS INTEGER)"


def _title_keys(postings: pa.Table) -> pa.Table:
    """The search key of each title."""
    titles = postings["title"].unique().to_pylist()
    return pa.table({"title": pa.array(titles), "title_key": pa.array([label_key(t) for t in titles], pa.string())})


def _by_cell(con: duckdb.DuckDBPyConnection, stated: str, named: tuple[str, ...]) -> pa.Table:
    """One row a full cell of a table of statements, with lists of what is stated and of who states how much."""
    keys = ", ".join(("collection", "kind", *named, *_FACETS))
    con.execute(f"""
        CREATE OR REPLACE TABLE cell AS
        SELECT *, (row_number() OVER (ORDER BY {keys}) - 1)::INT AS cell FROM (
            SELECT {keys}, min(employer_group) >= 0 AS recorded FROM {stated} GROUP BY ALL)
    """)
    amounts = con.sql(f"""
        SELECT * FROM (
            SELECT cell, low, high, count(*)::BIGINT AS n FROM {stated} JOIN cell USING ({keys}) GROUP BY ALL)
        ORDER BY ALL
    """).fetchnumpy()
    # The mean of both ends' logs in thousandths: a tenth of a per cent, under what rounding the amounts does.
    employers = con.sql(f"""
        SELECT * FROM (
            SELECT cell, employer_group, count(*)::INT AS n, round(avg((ln(low) + ln(high)) / 2), 3) AS log_pay
            FROM {stated} JOIN cell USING ({keys}) WHERE recorded GROUP BY ALL)
        ORDER BY ALL
    """).fetchnumpy()
    cells = con.sql(f"SELECT {keys} FROM cell ORDER BY cell").to_arrow_table()
    columns = {**_amounts(amounts, cells.num_rows), **_employers(employers, cells.num_rows)}
    for name, column in columns.items():
        cells = cells.append_column(name, column)
    return cells


def _amounts(rows: dict[str, Integers], cells: int) -> dict[str, pa.Array]:
    """Lists of what is stated in each cell; cells of many distinct amounts keep representative ones."""
    most = int(rule("pay.cell_values"))
    low, high = rows["low"].astype(np.float64), rows["high"].astype(np.float64)
    starts = np.searchsorted(rows["cell"], np.arange(cells + 1))
    kept, times, ends = [], [], [0]
    for start, end in zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True):
        mine, often = condensed(low[start:end], high[start:end], rows["n"][start:end], most)
        kept.append(start + mine)
        times.append(often)
        ends.append(ends[-1] + len(mine))
    at = np.concatenate(kept) if kept else np.zeros(0, dtype=np.int64)
    often = np.concatenate(times) if times else np.zeros(0, dtype=np.int64)
    columns = {"low_usd_year": rows["low"][at], "high_usd_year": rows["high"][at], "statements": often}
    lists = {name: _lists(np.array(ends), pa.array(values, pa.int32())) for name, values in columns.items()}
    return {**lists, "amounts": pa.array(np.diff(starts), pa.int32())}


def _employers(rows: dict[str, Integers], cells: int) -> dict[str, pa.ListArray]:
    """Lists of each cell's employer groups, their statements and their mean log pay; empty where not recorded."""
    ends = np.searchsorted(rows["cell"], np.arange(cells + 1))
    return {
        "employer_group": _lists(ends, pa.array(rows["employer_group"], pa.int16())),
        "group_statements": _lists(ends, pa.array(rows["n"], pa.int32())),
        "group_log_pay": _lists(ends, pa.array(rows["log_pay"], pa.float32())),
    }


def _lists(ends: Integers, values: pa.Array) -> pa.ListArray:
    return pa.ListArray.from_arrays(pa.array(ends, pa.int32()), values)
