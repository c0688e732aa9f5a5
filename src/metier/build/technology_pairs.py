"""Which technologies postings name together: counts, shares and associations at the same roles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from metier.build.counts import named_technologies
from metier.statistics.clusters import GROUPS, Array
from metier.statistics.companions import Association, companion_ratio, highest_low
from metier.statistics.shares import shares
from metier.vocabulary import rule

Row = dict[str, str | int | float]


@dataclass(frozen=True, slots=True)
class _Counted:
    """Postings of one collection: who names what. Postings, technologies and employers stand as numbers."""

    collection: str
    technologies: tuple[str, ...]
    cell_of: NDArray[np.int64]  # of each posting: role * GROUPS + employer group
    employer_of: NDArray[np.int64]  # of each posting; -1: not named
    naming: tuple[NDArray[np.int64], ...]  # of each technology: the postings that name it, ascending
    roles: int

    def by_cell(self, postings: NDArray[np.int64]) -> Array:
        """Some postings by role and employer group."""
        counted = np.bincount(self.cell_of[postings], minlength=self.roles * GROUPS)
        return counted.reshape(self.roles, GROUPS).astype(np.float64)

    def employers(self, postings: NDArray[np.int64]) -> int:
        """Distinct named employers of some postings."""
        return len(np.unique(self.employer_of[postings][self.employer_of[postings] >= 0]))


def technology_pairs_table(postings: pa.Table, readings: pa.Table, progress: Callable[[str], None]) -> pa.Table:
    """Table ``technology_pairs``: the commonest and the most associated companions of each technology."""
    con = duckdb.connect(":memory:")
    con.register("postings", postings.select(["posting_id", "collection", "role_id", "employer_group",
                                              "employer_hash", "employer_named"]))  # fmt: skip
    con.register("named", named_technologies(postings, readings))
    con.execute("""
        CREATE TABLE naming AS
        SELECT p.collection, p.posting_id, p.role_id, p.employer_group,
               CASE WHEN p.employer_named THEN p.employer_hash::BIGINT ELSE -1 END AS employer, n.technology_id
        FROM postings p JOIN named n USING (posting_id) WHERE p.role_id <> '' AND p.employer_group >= 0
    """)
    rows: list[Row] = []
    for (collection,) in con.execute("SELECT DISTINCT collection FROM naming ORDER BY 1").fetchall():
        progress(f"pairing technologies of {collection}")
        rows += _rows(_counted(con, collection))
    return pa.Table.from_pylist(rows)


def _counted(con: duckdb.DuckDBPyConnection, collection: str) -> _Counted:
    """The postings of a collection that name a technology, and what each names."""
    found = con.execute(
        "SELECT dense_rank() OVER (ORDER BY posting_id) - 1 AS posting, dense_rank() OVER (ORDER BY role_id) - 1 AS"
        " role, employer_group, employer, technology_id FROM naming WHERE collection = ? ORDER BY posting",
        (collection,),
    ).fetchnumpy()
    posting, role = found["posting"].astype(np.int64), found["role"].astype(np.int64)
    names, technology = np.unique(found["technology_id"].astype(str), return_inverse=True)
    first = np.unique(posting, return_index=True)[1]
    order = np.argsort(technology, kind="stable")
    ends = np.searchsorted(technology[order], np.arange(1, len(names)))
    return _Counted(
        collection,
        tuple(str(name) for name in names),
        (role * GROUPS + found["employer_group"].astype(np.int64))[first],
        found["employer"].astype(np.int64)[first],
        tuple(np.split(posting[order], ends)),
        int(role.max()) + 1,
    )


def _rows(counted: _Counted) -> Iterator[Row]:
    """The rows of one collection."""
    whole = counted.by_cell(np.arange(len(counted.cell_of)))
    often = [t for t, found in enumerate(counted.naming) if len(found) >= rule("technology_pairs.least_named")]
    cells = {t: counted.by_cell(counted.naming[t]) for t in often}
    for technology in often:
        both = _together(counted, technology, often)
        if both:
            yield from _companions(counted, whole, cells, technology, both)


def _together(counted: _Counted, technology: int, others: list[int]) -> dict[int, NDArray[np.int64]]:
    """The postings that name a technology and another, by the other: of those that enough name."""
    mine = counted.naming[technology]
    found = {}
    for other in others:
        if other == technology:
            continue
        both = np.intersect1d(mine, counted.naming[other], assume_unique=True)
        if len(both) >= rule("technology_pairs.least_postings"):
            found[other] = both
    return {
        other: both
        for other, both in found.items()
        if counted.employers(both) >= rule("technology_pairs.least_employers")
    }


def _highest(whole: Array, cells: dict[int, Array], technology: int, other: int, both: Array) -> float:
    """What the lower end of the ratio of two technologies can be at most."""
    counts = [cell.sum(axis=1) for cell in (whole, cells[technology], cells[other], both)]
    return highest_low(*counts, level=rule("interval.level"))


def _lifted(highest: dict[int, float], ratio: Callable[[int], Association | None]) -> dict[int, Association]:
    """The companions whose ratio has the highest lower end, where that is an association; the highest first.

    Ratios take long to work out: one that cannot be among the first is not.
    """
    most = int(rule("technology_pairs.companions"))
    best: list[tuple[float, int, Association]] = []
    for other in sorted(highest, key=lambda other: (-highest[other], other)):
        if highest[other] <= (-best[-1][0] if len(best) == most else 0.0):
            break
        found = ratio(other)
        if found is not None and found.low > 0:
            best = sorted([*best, (-found.low, other, found)], key=lambda entry: entry[:2])[:most]
    return {other: found for _, other, found in best}


def _companions(
    counted: _Counted,
    whole: Array,
    cells: dict[int, Array],
    technology: int,
    both: dict[int, NDArray[np.int64]],
) -> Iterator[Row]:
    """The rows of one technology: its companions by how often, and by how much more often, they are named with it."""
    level, most = rule("interval.level"), int(rule("technology_pairs.companions"))
    together = {other: counted.by_cell(postings) for other, postings in both.items()}
    ratios: dict[int, Association | None] = {}

    def ratio(other: int) -> Association | None:
        if other not in ratios:
            ratios[other] = companion_ratio(whole, cells[technology], cells[other], together[other], level=level)
        return ratios[other]

    common: dict[int, Association] = {}
    for other in sorted(both, key=lambda other: (-len(both[other]), other)):
        if len(common) < most and (found := ratio(other)) is not None:
            common[other] = found
    lifted = _lifted(
        {other: _highest(whole, cells, technology, other, cell) for other, cell in together.items()}, ratio
    )
    known = common | lifted
    kept = list(known)
    if not kept:
        return
    mine = cells[technology].sum(axis=0)
    share = shares(mine, np.stack([together[other].sum(axis=0) for other in kept], axis=1), level=level)
    for place, other in enumerate(kept):
        yield {
            "collection": counted.collection,
            "technology_id": counted.technologies[technology],
            "companion_id": counted.technologies[other],
            "common_rank": list(common).index(other) + 1 if other in common else 0,
            "lifted_rank": list(lifted).index(other) + 1 if other in lifted else 0,
            "postings": len(counted.naming[technology]),
            "both_postings": len(both[other]),
            "both_employers": counted.employers(both[other]),
            "share": round(float(share.share[place]), 4),
            "share_low": round(float(share.low[place]), 4),
            "share_high": round(float(share.high[place]), 4),
            "ratio_log": round(known[other].log_ratio, 3),
            "low_log": round(known[other].low, 3),
            "high_log": round(known[other].high, 3),
        }
