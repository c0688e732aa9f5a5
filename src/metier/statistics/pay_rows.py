"""Stated pay by full cell: what is stated in a cell, and how much of it each group of employers states."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from metier.statistics.clusters import Array, Bools

Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class EmployerSums:
    """What each employer group states in each cell: parallel arrays, one entry a cell and group.

    A cell without any entry holds statements whose employers are not recorded; they are taken as unrelated.
    """

    cell: Integers
    group: Integers
    statements: Array
    log_pay: Array  # sum over the group's statements of the mean of both ends' natural logs


@dataclass(frozen=True, slots=True)
class PayRows:
    """Stated pay: each row is an amount (low = high) or a range, stated ``statements`` times in ``cell``.

    Cells are numbered from 0 to ``cells`` - 1. Amounts share one unit. How often an amount was stated, and how much
    each employer group stated, are known by cell, not together: so the size of both is bounded however many
    postings there are.
    """

    low: Array
    high: Array
    statements: Array
    cell: Integers
    cells: int
    employers: EmployerSums

    @property
    def n(self) -> int:
        """Number of statements; a range is one."""
        return round(float(self.statements.sum()))

    def keep(self, mask: Bools) -> PayRows:
        """The cells (cells,) that a mask keeps, numbered anew in their order."""
        number = np.cumsum(mask) - 1
        mine, of = mask[self.cell], mask[self.employers.cell]
        e = self.employers
        return PayRows(
            self.low[mine],
            self.high[mine],
            self.statements[mine],
            number[self.cell[mine]],
            int(mask.sum()),
            EmployerSums(number[e.cell[of]], e.group[of], e.statements[of], e.log_pay[of]),
        )


def pay_rows(
    low: npt.ArrayLike,
    high: npt.ArrayLike,
    statements: npt.ArrayLike,
    group: npt.ArrayLike,
    cell: npt.ArrayLike | None = None,
) -> PayRows:
    """Checked rows from single statements with their employer group (-1: not recorded) and cell (one if left out).

    Rows stated 0 times are left out. A cell whose statements have employers and others that have none counts as
    one without. Raises ValueError for columns of unequal length, low > high or amounts that are not positive.

    >>> rows = pay_rows([100.0, 100.0, 120.0], [100.0, 144.0, 120.0], [2, 1, 1], [7, 7, 9])
    >>> rows.n, rows.employers.statements.tolist()
    (4, [3.0, 1.0])
    """
    lows, highs = np.asarray(low, dtype=np.float64), np.asarray(high, dtype=np.float64)
    times, groups = np.asarray(statements, dtype=np.float64), np.asarray(group, dtype=np.int64)
    place = np.zeros(len(lows), dtype=np.int64) if cell is None else np.asarray(cell, dtype=np.int64)
    if not (lows.shape == highs.shape == times.shape == groups.shape == place.shape) or lows.ndim != 1:
        raise ValueError("low, high, statements, group and cell must be columns of one length")
    if np.any(lows > highs) or np.any(times < 0) or np.any((lows <= 0) & (times > 0)):
        raise ValueError("a range needs 0 < low <= high, and statements cannot be negative")
    cells = int(place.max(initial=-1)) + 1
    kept = times > 0
    lows, highs, times = lows[kept], highs[kept], times[kept]
    groups, place = groups[kept], place[kept]
    return PayRows(lows, highs, times, place, cells, _employers(lows, highs, times, groups, place, cells))


def _employers(low: Array, high: Array, times: Array, group: Integers, cell: Integers, cells: int) -> EmployerSums:
    unknown = np.zeros(cells, dtype=np.bool_)
    unknown[cell[group < 0]] = True
    told = ~unknown[cell]
    width = int(group.max(initial=0)) + 1
    pairs, place = np.unique(cell[told] * width + group[told], return_inverse=True)
    log_pay = (np.log(low[told]) + np.log(high[told])) / 2
    sums = (np.bincount(place, weights=w, minlength=len(pairs)) for w in (times[told], times[told] * log_pay))
    return EmployerSums(pairs // width, pairs % width, *(np.asarray(s, dtype=np.float64) for s in sums))
