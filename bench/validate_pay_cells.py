"""Thin cells of pay against full ones: real employers drawn down to 10, 30 and 100 statements.

python bench/validate_pay_cells.py [RELEASE] [--write]

A target is a full cell, or a slice with fewer facets fixed, with enough statements to be taken as known: the largest
and a spread of the rest. Everything is fitted without the target's statements; then its employers are drawn with
replacement until n statements are there. Three medians are held against that of all its statements: the drawn
statements' own, what the parents let one expect, and the estimate that joins them.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
import numpy.typing as npt

from metier.statistics.pay import pay_rows
from metier.statistics.pay_cells import CellPay, Least, cell_pay, median_gap
from metier.statistics.pay_effects import RoleParents
from metier.statistics.pay_kinship import LevelStep
from metier.statistics.pay_parents import PayParents, fit_parents
from metier.statistics.pay_shape import PROBS
from metier.statistics.pay_slices import FACETS, PaySlice, Statements, log_quantiles, middles, statements
from metier.vocabulary import levels
from written import put

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
DOC = ROOT / "docs" / "methods" / "pay-cells.md"
RUNS, GAP_RUNS = 20, 1000
SIZES = (10, 30, 100)
KNOWN = 8  # a target has at least so many times the statements that are drawn, from so many employers
MOST_TARGETS = 28


@dataclass(frozen=True)
class Collection:
    """Statements of one collection, one row each, with the real employer of each row."""

    name: str
    rows: Statements
    employer: npt.NDArray[np.int64]


def collections() -> list[Collection]:
    """Stated pay of the collections that record employers, read, linked to roles, without duplicates."""
    import pyarrow as pa
    import pyarrow.compute as pc

    from metier.build.duplicates import drop_duplicates
    from metier.build.link import link_titles
    from metier.build.sources import ats_radar, data_jobs, fulltext

    read = [reader.read(SHARED / "postings").tables["postings"] for reader in (data_jobs, ats_radar, fulltext)]
    table = pa.concat_tables(read)
    kept, _ = drop_duplicates(table.filter(pc.is_valid(table["pay_low_usd_year"])))
    linked = link_titles(kept, lambda _: None).sort_by("posting_id")
    linked = linked.filter(pc.and_(pc.not_equal(linked["role_id"], ""), pc.greater(linked["pay_low_usd_year"], 0)))
    found = []
    for name in ("data-jobs", "ats-radar", "fulltext"):
        part = linked.filter(pc.equal(linked["collection"], name))
        columns = [
            pc.fill_null(part["country"], ""),
            part["level"],
            pc.cast(part["year"], pa.string()),
            pc.if_else(pc.equal(pc.fill_null(part["workplace"], ""), "remote"), "yes", "no"),
            pc.fill_null(part["employment_type"], "unspecified"),
        ]
        rows = statements(
            part["pay_low_usd_year"].to_numpy(),
            part["pay_high_usd_year"].to_numpy(),
            np.ones(len(part)),
            part["employer_group"].to_numpy(),
            part["role_id"].to_pylist(),
            np.stack([np.asarray(c.to_pylist(), dtype=np.str_) for c in columns], axis=1),
        )
        found.append(Collection(name, rows, part["employer_hash"].to_numpy().astype(np.int64)))
    return found


@dataclass(frozen=True)
class Parents:
    """What a release says of roles, levels and countries."""

    roles: dict[str, RoleParents]
    levels: dict[str, LevelStep]
    prices: dict[str, float]


def parents(folder: Path) -> Parents:
    """Specialties, families and official wages of roles; price levels of countries."""
    import duckdb

    root = str(folder).replace("'", "''")
    official: dict[str, tuple[float, float, float, float, float]] = {}
    wages = f"""
        SELECT l.role_id, p10_usd_year, p25_usd_year, p50_usd_year, p75_usd_year, p90_usd_year
        FROM '{root}/role_links.parquet' l JOIN '{root}/occupations.parquet' o USING (occupation_id)
        JOIN '{root}/wages.parquet' w USING (soc2018_code)
        WHERE area_type = 'N' AND industry_code = '000000' AND p90_usd_year IS NOT NULL
        ORDER BY l.role_id, l.rank, right(period, 4) DESC
    """
    for role, *wage in duckdb.sql(wages).fetchall():
        p10, p25, p50, p75, p90 = (float(w) for w in wage)
        official.setdefault(role, (p10, p25, p50, p75, p90))
    roles = duckdb.sql(f"SELECT role_id, specialty, family FROM '{root}/roles.parquet' WHERE scheme = 'metier'")
    prices = duckdb.sql(
        f"SELECT country, arg_max(ln(ppp_lcu_per_international_usd / lcu_per_usd), year)"
        f" FROM '{root}/purchasing_power.parquet' WHERE lcu_per_usd > 0 GROUP BY 1"
    )
    return Parents(
        {role: RoleParents(specialty, family, official.get(role)) for role, specialty, family in roles.fetchall()},
        {level.id: LevelStep(level.ladder, level.rank) for level in levels().values()},
        dict(prices.fetchall()),
    )


def targets(collection: Collection, full: bool) -> list[PaySlice]:
    """The largest slices and some of the smaller ones, alike each time."""
    names = every(collection, SIZES[0], full)
    largest, rest = names[: MOST_TARGETS // 2], names[MOST_TARGETS // 2 :]
    return largest + rest[:: max(2 * len(rest) // MOST_TARGETS, 1)][: MOST_TARGETS // 2]


def every(collection: Collection, size: int, full: bool) -> list[PaySlice]:
    """Slices with enough statements and employers for draws of ``size``: full cells, or slices with free facets."""
    rows = collection.rows
    found: dict[PaySlice, int] = {}
    fixed = [FACETS] if full else [("country", *more) for k in (0, 1, 2) for more in combinations(FACETS[1:], k)]
    for names in fixed:
        kept = [i for i, facet in enumerate(FACETS) if facet in names]
        keys, counts = np.unique(
            np.concatenate([rows.role[:, None], rows.facets[:, kept]], axis=1), axis=0, return_counts=True
        )
        for (role, *values), n in zip(keys.tolist(), counts.tolist(), strict=True):
            if n >= KNOWN * size:
                wanted = PaySlice(role, **{FACETS[i]: v for i, v in zip(kept, values, strict=True)})
                if len(np.unique(collection.employer[rows.within(wanted)])) >= min(KNOWN, size):
                    found[wanted] = n
    return sorted(found, key=lambda s: (-found[s], str(s)))


def drawn(
    rng: np.random.Generator, employer: npt.NDArray[np.int64], size: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """``size`` rows and the number of the draw each came in: a draw is one employer, a second one another employer.

    A draw takes all statements of an employer, at most a fifth of ``size``; its chance is in proportion to the
    employer's statements over those taken, so that every statement has the same chance.
    """
    _, place, total = np.unique(employer, return_inverse=True, return_counts=True)
    of_employer = np.split(np.argsort(place, kind="stable"), np.cumsum(total)[:-1])
    taken = np.minimum(total, max(size // 5, 1))
    chance = total / taken / (total / taken).sum()
    rows: list[int] = []
    draws: list[int] = []
    for number, at in enumerate(rng.choice(len(total), size=size, p=chance).tolist()):
        rows += rng.permutation(of_employer[at])[: taken[at]].tolist()
        draws += [number] * int(taken[at])
    return np.asarray(rows[:size], dtype=np.int64), np.asarray(draws[:size], dtype=np.int64)


def joined(
    outside: Statements,
    inside: Statements,
    at: npt.NDArray[np.int64],
    draws: npt.NDArray[np.int64],
    rng: np.random.Generator,
) -> Statements:
    """The statements outside a target with those drawn from it, each draw in an employer group of its own."""
    p, q = outside.pay, inside.pay
    dealt = rng.integers(0, 256, int(draws.max()) + 1)[draws]
    pay = pay_rows(
        np.concatenate([p.low, q.low[at]]),
        np.concatenate([p.high, q.high[at]]),
        np.concatenate([p.statements, q.statements[at]]),
        np.concatenate([p.group, dealt]),
    )
    return Statements(
        pay, np.concatenate([outside.role, inside.role[at]]), np.concatenate([outside.facets, inside.facets[at]])
    )


@dataclass
class Seen:
    """What the runs of some targets gave: log errors by way of estimating, and whether intervals held."""

    shrunk: list[float]
    own: list[float]
    pooled: list[float]
    held: list[bool]
    outer: list[bool]
    weight: list[float]
    width: list[float]

    def add(self, other: Seen) -> None:
        """Take in what other targets gave."""
        for name in ("shrunk", "own", "pooled", "held", "outer", "weight", "width"):
            getattr(self, name).extend(getattr(other, name))


Drawn = list[tuple[float, list[CellPay]]]


def study(
    collection: Collection, known: Parents, full: bool, siblings: bool, seed: int
) -> dict[int, tuple[Seen, Drawn]]:
    """Errors and coverage by size over all targets of one kind; ``siblings`` False hides the role elsewhere."""
    rng = np.random.default_rng(seed)
    rows = collection.rows
    found: dict[int, tuple[Seen, Drawn]] = {size: (Seen([], [], [], [], [], [], []), []) for size in SIZES}
    enough = {size: set(every(collection, size, full)) for size in SIZES}
    for wanted in targets(collection, full):
        at = rows.within(wanted)
        outside = rows.keep(~at if siblings else rows.role != wanted.role)
        model = fit_parents(outside, known.roles, known.levels, known.prices)
        inside, employer = rows.keep(at), collection.employer[at]
        truth = log_quantiles(inside.pay, np.array(PROBS))
        for size in (size for size in SIZES if wanted in enough[size]):
            runs = [one(model, outside, inside, employer, wanted, size, rng) for _ in range(RUNS)]
            note(found[size][0], runs, truth)
            found[size][1].append((float(truth[2]), runs))
    return found


def one(
    model: PayParents,
    outside: Statements,
    inside: Statements,
    employer: npt.NDArray[np.int64],
    wanted: PaySlice,
    size: int,
    rng: np.random.Generator,
) -> CellPay:
    """The estimate from one draw."""
    role = outside.keep(outside.role == wanted.role)
    found = cell_pay(model, joined(role, inside, *drawn(rng, employer, size), rng), wanted, Least(1, 1))
    assert isinstance(found, CellPay)
    return found


def note(seen: Seen, runs: list[CellPay], truth: npt.NDArray[np.float64]) -> None:
    """Add the runs of one target."""
    for run in runs:
        median = run.median
        for errors, value in ((seen.shrunk, median.value), (seen.own, median.stated), (seen.pooled, median.expected)):
            errors.append(abs(float(np.log(value) - truth[2])))
        seen.held.append(median.low <= np.exp(truth[2]) * (1 + 1e-9) and np.exp(truth[2]) <= median.high * (1 + 1e-9))
        seen.outer += [q.low <= np.exp(t) <= q.high for q, t in zip(run.quantiles, truth, strict=True) if q.prob != 0.5]
        seen.weight.append(run.prior_share)
        seen.width.append(float(np.log(median.high / median.low)))


def gaps_held(cells: Drawn, seed: int) -> list[bool]:
    """Whether intervals of gaps of two targets' medians hold the gap of all their statements."""
    rng = np.random.default_rng(seed)
    pairs = list(combinations(range(len(cells)), 2))
    held = []
    for i, j in (pairs[k] for k in rng.integers(0, len(pairs), GAP_RUNS) if pairs):
        (ta, a), (tb, b) = cells[i], cells[j]
        gap = median_gap(a[rng.integers(len(a))], b[rng.integers(len(b))])
        held.append(gap.low <= np.expm1(ta - tb) <= gap.high)
    return held


def line(name: str, kind: str, size: int, seen: Seen, cells: Drawn) -> str:
    """One line of the table."""
    error = [f"{100 * np.median(e):.1f} %" for e in (seen.shrunk, seen.own, seen.pooled)]
    return (
        f"| {name} | {kind} | {size} | {len(cells)} | {' | '.join(error)} | {np.mean(seen.held):.1%} | "
        f"{np.mean(gaps_held(cells, size)):.1%} | {np.mean(seen.outer):.1%} | {np.median(seen.weight):.0%} | "
        f"± {50 * np.median(seen.width):.0f} % |"
    )


def summary(name: str, targets_seen: int, seen: Seen) -> str:
    """The line of all draws of a collection together."""
    error = [f"**{100 * np.median(e):.1f} %**" for e in (seen.shrunk, seen.own, seen.pooled)]
    return (
        f"| {name} | all of these | | {targets_seen} | {' | '.join(error)} | {np.mean(seen.held):.1%} | |"
        f" {np.mean(seen.outer):.1%} | {np.median(seen.weight):.0%} | ± {50 * np.median(seen.width):.0f} % |"
    )


def table(found: list[Collection], known: Parents) -> list[str]:
    """The whole table."""
    lines = [
        "| collection | kind | n | targets | error: estimate | own only | parents only | median held | gap held "
        "| other quantiles held | parents' weight | interval |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    kinds = (("full cells", True, True), ("slices", False, True), ("full cells, role seen nowhere else", True, False))
    for collection in found:
        total = Seen([], [], [], [], [], [], [])
        targets_seen = 0
        for seed, (kind, full, siblings) in enumerate(kinds):
            for size, (seen, cells) in study(collection, known, full, siblings, seed).items():
                if len(cells) >= 2:
                    lines.append(line(collection.name, kind, size, seen, cells))
                    total.add(seen)
                    targets_seen += len(cells)
                    sys.stderr.write(lines[-1] + "\n")
        if targets_seen:
            lines.append(summary(collection.name, targets_seen, total))
    return lines


def only_middles(collection: Collection) -> Collection:
    """The collection with each range as the amount in its middle."""
    rows = collection.rows
    return Collection(
        f"{collection.name}, middles", Statements(middles(rows.pay), rows.role, rows.facets), collection.employer
    )


def main(arguments: list[str]) -> None:
    """Print the tables; with ``--write`` put them into docs/methods/pay-cells.md."""
    folders = [Path(a) for a in arguments if not a.startswith("--")]
    known = parents(folders[0] if folders else ROOT / "src" / "metier" / "starter")
    found = collections()
    found.insert(2, only_middles(found[1]))
    text = "\n".join(table(found, known))
    sys.stdout.write(text + "\n")
    if "--write" in arguments:
        put(DOC, "pay-cells", text)


if __name__ == "__main__":
    main(sys.argv[1:])
