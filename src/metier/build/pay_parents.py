"""Table ``pay_parents``: what each collection and kind of stated pay teaches about thin cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from metier.statistics.pay_additions import RoleParents, Roles
from metier.statistics.pay_employers import UNRELATED, borrowed
from metier.statistics.pay_kinship import Levels, LevelStep
from metier.statistics.pay_parents import PayParents, fit_parents
from metier.statistics.pay_parents_rows import to_rows
from metier.statistics.pay_rows import EmployerSums, PayRows
from metier.statistics.pay_slices import Cells, Prices, joined_cells
from metier.vocabulary import levels, rule

Progress = Callable[[str], None]
SURVEY = "survey"  # answers of people, each of whom answers once
DIGITS = 7  # kept of each number, and after the point: more would differ from machine to machine


@dataclass(frozen=True, slots=True)
class Background:
    """What official statistics and the vocabulary say of roles, levels and countries."""

    roles: Roles
    levels: Levels
    prices: Prices


def parents_table(tables: Mapping[str, pa.Table], progress: Progress) -> pa.Table:
    """One row a number of each fitted model, from ``pay``, ``roles``, ``role_links``, ``wages`` and so on.

    A collection and kind with fewer than ``pay.parents_statements`` statements teaches nothing and has no rows. One
    that does not record employers borrows how alike and how frequent an employer's statements are from those that do
    and have at least ``pay.employers_statements``.
    """
    known = background(tables)
    pay = tables["pay"]
    kinds = sorted(set(zip(pay["collection"].to_pylist(), pay["kind"].to_pylist(), strict=True)))
    stated = {(c, k): stated_cells(of_kind(pay, c, k)) for c, k in kinds}
    stated = {key: cells for key, cells in stated.items() if cells.pay.n >= rule("pay.parents_statements")}
    fitted: dict[tuple[str, str], PayParents] = {}
    for key, cells in stated.items():
        if len(cells.pay.employers.cell):
            progress(f"fitting pay of {key[0]}, {key[1]}")
            fitted[key] = fit_parents(cells, known.roles, known.levels, known.prices)
    told = {key: float(stated[key].pay.n) for key in fitted}
    least = rule("pay.employers_statements")
    typical = borrowed([(n, fitted[key].employers) for key, n in told.items() if n >= least])
    for key, cells in stated.items():
        if key not in fitted:
            progress(f"fitting pay of {key[0]}, {key[1]}")
            repeating = UNRELATED if key[1] == SURVEY else typical
            fitted[key] = fit_parents(cells, known.roles, known.levels, known.prices, repeating)
    return _table(fitted)


def background(tables: Mapping[str, pa.Table]) -> Background:
    """Specialties, families and official wages of roles; steps of the ladders; price levels of countries.

    A role's official wages are the newest national ones of the first of its occupations that has all five published.
    """
    con = duckdb.connect(":memory:")
    for name in ("roles", "role_links", "occupations", "wages", "purchasing_power"):
        con.register(name, tables[name])
    official: dict[str, tuple[float, float, float, float, float]] = {}
    for role, *wage in con.sql("""
        SELECT l.role_id, p10_usd_year, p25_usd_year, p50_usd_year, p75_usd_year, p90_usd_year
        FROM role_links l JOIN occupations o USING (occupation_id) JOIN wages w USING (soc2018_code)
        WHERE area_type = 'N' AND industry_code = '000000' AND p90_usd_year IS NOT NULL
        ORDER BY l.role_id, l.rank, right(period, 4) DESC, soc2018_code
    """).fetchall():
        p10, p25, p50, p75, p90 = (float(w) for w in wage)
        official.setdefault(role, (p10, p25, p50, p75, p90))
    roles = con.sql("SELECT role_id, specialty, family FROM roles WHERE scheme = 'metier' ORDER BY role_id").fetchall()
    prices = con.sql("""
        SELECT country, arg_max(ln(ppp_lcu_per_international_usd / lcu_per_usd), year) FROM purchasing_power
        WHERE lcu_per_usd > 0 AND ppp_lcu_per_international_usd > 0 GROUP BY 1 ORDER BY 1
    """).fetchall()
    return Background(
        {role: RoleParents(specialty, family, official.get(role)) for role, specialty, family in roles},
        {level.id: LevelStep(level.ladder, level.rank) for level in levels().values()},
        dict(prices),
    )


def stated_cells(pay: pa.Table) -> Cells:
    """The cells of table ``pay`` (of one collection and kind); workplaces other than remote are one."""
    pay = pay.combine_chunks()
    of, employer_of = (
        pc.list_parent_indices(pay[column]).to_numpy().astype(np.int64) for column in ("statements", "employer_group")
    )
    low, high, times, group, often, mean = (
        pc.list_flatten(pay[column]).to_numpy().astype(np.float64)
        for column in (
            "low_usd_year",
            "high_usd_year",
            "statements",
            "employer_group",
            "group_statements",
            "group_log_pay",
        )
    )
    employers = EmployerSums(employer_of, group.astype(np.int64), often, often * mean)
    rows = PayRows(low, high, times, of, pay.num_rows, employers)
    remote = pc.if_else(pc.equal(pay["workplace"], "remote"), "yes", "no")
    year = pc.cast(pay["year"], pa.string())
    columns = (pay["country"], pay["level"], year, remote, pay["employment_type"])
    facets = np.stack([np.asarray(c.to_pylist(), dtype=np.str_) for c in columns], axis=1)
    return joined_cells(rows, np.asarray(pay["role_id"].to_pylist(), dtype=np.str_), facets)


def of_kind(pay: pa.Table, collection: str, kind: str) -> pa.Table:
    """The rows of table ``pay`` of one collection and kind."""
    return pay.filter(pc.and_(pc.equal(pay["collection"], collection), pc.equal(pay["kind"], kind)))


def _table(fitted: Mapping[tuple[str, str], PayParents]) -> pa.Table:
    rows = [
        {
            "collection": collection,
            "kind": kind,
            "part": row.part,
            "term": row.term,
            "value": round(float(f"{row.value:.{DIGITS}g}"), DIGITS),
            "variance": float(f"{row.variance:.{DIGITS}g}"),
        }
        for (collection, kind), model in fitted.items()
        for row in to_rows(model)
    ]
    texts = [(name, pa.string()) for name in ("collection", "kind", "part", "term")]
    return pa.Table.from_pylist(rows, schema=pa.schema([*texts, ("value", pa.float64()), ("variance", pa.float64())]))
