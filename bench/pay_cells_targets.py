"""Cells and slices of pay that are large enough to be known, and draws of their real employers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from metier.statistics.pay_rows import EmployerSums, PayRows
from metier.statistics.pay_slices import FACETS, Cells, PaySlice, Texts, cells, joined_cells, within

if TYPE_CHECKING:
    import pyarrow as pa

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

SIZES = (10, 30, 100)
LEAST = {10: 80, 30: 150, 100: 300}  # statements that a target has, for its own median to be known
EMPLOYERS = {10: 8, 30: 15, 100: 25}
MOST_TARGETS = 28
MOST_OF_ROLE = 5  # slices of one role overlap: many would tell of that role


@dataclass(frozen=True)
class Collection:
    """Statements of one collection, one entry each; ``employer`` is the real one, ``group`` its group."""

    name: str
    low: Floats
    high: Floats
    role: Texts
    facets: Texts
    employer: Integers
    group: Integers

    def cells(self, at: npt.NDArray[np.bool_]) -> Cells:
        """The cells of some statements."""
        low, high = self.low[at], self.high[at]
        return cells(low, high, np.ones(len(low)), self.group[at], self.role[at], self.facets[at])

    def within(self, wanted: PaySlice) -> npt.NDArray[np.bool_]:
        """The statements that a slice holds."""
        return np.asarray(within(self.facets, wanted) & (self.role == wanted.role), dtype=np.bool_)


def linked(shared: Path) -> pa.Table:
    """Postings with stated pay of the collections that record employers, linked to roles, without duplicates."""
    import pyarrow as pa
    import pyarrow.compute as pc

    from metier.build.duplicates import drop_duplicates
    from metier.build.link import link_titles
    from metier.build.sources import ats_radar, data_jobs

    read = [reader.read(shared / "postings").tables["postings"] for reader in (data_jobs, ats_radar)]
    table = pa.concat_tables(read)
    kept, _ = drop_duplicates(table.filter(pc.is_valid(table["pay_low_usd_year"])))
    return link_titles(kept, lambda _: None)


def collection(postings: pa.Table, name: str) -> Collection:
    """The pay that one collection advertises among linked postings."""
    import duckdb

    con = duckdb.connect(":memory:")
    con.register("postings", postings.select([c for c in postings.column_names if c != "text"]))
    found = con.execute(
        """SELECT pay_low_usd_year AS low, pay_high_usd_year AS high, role_id, coalesce(country, '') AS country,
            level, year::VARCHAR AS year, CASE WHEN workplace = 'remote' THEN 'yes' ELSE 'no' END AS remote,
            coalesce(employment_type, 'unspecified') AS employment_type, employer_hash, employer_group
        FROM postings WHERE collection = ? AND pay_kind = 'advertised' AND role_id <> '' AND pay_low_usd_year > 0
        ORDER BY posting_id""",
        (name,),
    ).fetchnumpy()
    return Collection(
        name,
        found["low"].astype(np.float64),
        found["high"].astype(np.float64),
        found["role_id"].astype(str),
        np.stack([found[facet].astype(str) for facet in FACETS], axis=1),
        found["employer_hash"].astype(np.int64),
        found["employer_group"].astype(np.int64),
    )


def targets(of: Collection, full: bool) -> list[PaySlice]:
    """The largest slices and some of the smaller ones, few of a role, alike each time."""
    names: list[PaySlice] = []
    taken: Counter[str] = Counter()
    for wanted in every(of, SIZES[0], full):
        if taken[wanted.role] < MOST_OF_ROLE:
            names.append(wanted)
            taken[wanted.role] += 1
    largest, rest = names[: MOST_TARGETS // 2], names[MOST_TARGETS // 2 :]
    return largest + rest[:: max(2 * len(rest) // MOST_TARGETS, 1)][: MOST_TARGETS // 2]


def every(of: Collection, size: int, full: bool) -> list[PaySlice]:
    """Slices with enough statements and employers for draws of ``size``: full cells, or slices with free facets."""
    found: dict[PaySlice, int] = {}
    fixed = [FACETS] if full else [("country", *more) for k in (0, 1, 2) for more in combinations(FACETS[1:], k)]
    for names in fixed:
        kept = [i for i, facet in enumerate(FACETS) if facet in names]
        keys, counts = np.unique(
            np.concatenate([of.role[:, None], of.facets[:, kept]], axis=1), axis=0, return_counts=True
        )
        for (role, *values), n in zip(keys.tolist(), counts.tolist(), strict=True):
            if n >= LEAST[size]:
                chosen: dict[str, str] = {FACETS[i]: v for i, v in zip(kept, values, strict=True)}
                wanted = PaySlice(role, *(chosen.get(facet) for facet in FACETS))
                if len(np.unique(of.employer[of.within(wanted)])) >= EMPLOYERS[size]:
                    found[wanted] = n
    return sorted(found, key=lambda s: (-found[s], str(s)))


def drawn(rng: np.random.Generator, employer: Integers, size: int) -> tuple[Integers, Integers]:
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


def thinned(of: Collection, target: npt.NDArray[np.bool_], size: int, rng: np.random.Generator, told: bool) -> Cells:
    """Cells of a draw from a target's statements; with ``told`` False nobody knows whose they are."""
    at = np.flatnonzero(target)
    rows, draws = drawn(rng, of.employer[at], size)
    group = rng.integers(0, 256, int(draws.max()) + 1)[draws] if told else np.full(len(rows), -1)
    at = at[rows]
    return cells(of.low[at], of.high[at], np.ones(len(at)), group, of.role[at], of.facets[at])


def together(a: Cells, b: Cells) -> Cells:
    """The cells of both."""
    p, q = a.pay, b.pay
    e, f = p.employers, q.employers
    rows = PayRows(
        np.concatenate([p.low, q.low]),
        np.concatenate([p.high, q.high]),
        np.concatenate([p.statements, q.statements]),
        np.concatenate([p.cell, q.cell + p.cells]),
        p.cells + q.cells,
        EmployerSums(
            np.concatenate([e.cell, f.cell + p.cells]),
            np.concatenate([e.group, f.group]),
            np.concatenate([e.statements, f.statements]),
            np.concatenate([e.log_pay, f.log_pay]),
        ),
    )
    return joined_cells(rows, np.concatenate([a.role, b.role]), np.concatenate([a.facets, b.facets]))
