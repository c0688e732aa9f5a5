"""Full cells of stated pay with the facets of their jobs, and the slices of them that a question is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from metier.statistics.clusters import Array, Bools
from metier.statistics.pay_rows import EmployerSums, PayRows, pay_rows

FACETS = ("country", "level", "year", "remote", "employment_type")
"""What a cell of pay fixes beside the role, in the order of ``Cells.facets``."""

Texts = npt.NDArray[np.str_]
Prices = Mapping[str, float]
"""Log of each country's price level against the United States."""


@dataclass(frozen=True, slots=True)
class PaySlice:
    """A role and the facets that are fixed; None leaves a facet free. Years are text, remote is 'yes' or 'no'.

    ``role`` is the id by which the parents know it. ``title`` marks cells of a typed title that is read as that role:
    it is expected to pay as the role does, give or take what roles of one specialty differ by.
    """

    role: str
    country: str | None = None
    level: str | None = None
    year: str | None = None
    remote: str | None = None
    employment_type: str | None = None
    title: bool = field(default=False, kw_only=True)

    def fixed(self) -> tuple[str, ...]:
        """The facets that are fixed.

        >>> PaySlice("data-analyst", country="US", year="2024").fixed()
        ('country', 'year')
        """
        return tuple(name for name, value in zip(FACETS, self.values(), strict=True) if value is not None)

    def values(self) -> tuple[str | None, ...]:
        """The value of each facet in the order of FACETS."""
        return (self.country, self.level, self.year, self.remote, self.employment_type)

    def without(self, dropped: tuple[str, ...]) -> PaySlice:
        """The slice with some facets left free."""
        kept = (None if name in dropped else value for name, value in zip(FACETS, self.values(), strict=True))
        return PaySlice(self.role, *kept, title=self.title)


@dataclass(frozen=True, slots=True)
class Cells:
    """Stated pay of one collection and kind by full cell: ``role`` (cells,) and ``facets`` (cells, 5)."""

    pay: PayRows
    role: Texts
    facets: Texts

    @property
    def n(self) -> Array:
        """Statements in each cell."""
        p = self.pay
        return np.asarray(np.bincount(p.cell, weights=p.statements, minlength=p.cells), dtype=np.float64)

    def keep(self, mask: Bools) -> Cells:
        """The cells that a mask keeps."""
        return Cells(self.pay.keep(mask), self.role[mask], self.facets[mask])

    def within(self, wanted: PaySlice) -> Bools:
        """Which cells a slice holds, whatever their role."""
        return within(self.facets, wanted)


def within(facets: Texts, wanted: PaySlice) -> Bools:
    """Which cells have the facets that a slice fixes."""
    mask = np.ones(len(facets), dtype=np.bool_)
    for column, value in enumerate(wanted.values()):
        if value is not None:
            mask &= facets[:, column] == value
    return mask


def joined_cells(pay: PayRows, role: Texts, facets: Texts) -> Cells:
    """Checked cells; those of one role and the same facets become one, those without statements are left out.

    Raises ValueError where ``role`` or ``facets`` do not have a row a cell.
    """
    if facets.shape != (len(role), len(FACETS)) or len(role) != pay.cells:
        raise ValueError(f"role and facets must have a row a cell, facets the columns {', '.join(FACETS)}")
    stated = np.bincount(pay.cell, weights=pay.statements, minlength=pay.cells) > 0
    number: dict[tuple[str, ...], int] = {}
    place = np.zeros(pay.cells, dtype=np.int64)
    first: list[int] = []
    for cell, key in enumerate(zip(role.tolist(), *facets.T.tolist(), strict=True)):
        if stated[cell]:
            if key not in number:
                number[key] = len(first)
                first.append(cell)
            place[cell] = number[key]
    if len(first) == pay.cells:
        return Cells(pay, role, facets)
    employers = _joined_employers(pay.employers, place)
    joined = PayRows(pay.low, pay.high, pay.statements, place[pay.cell], len(first), employers)
    return Cells(joined, role[first], facets[first])


def _joined_employers(sums: EmployerSums, place: npt.NDArray[np.int64]) -> EmployerSums:
    """Sums by joined cell and group. A cell of which a part has no employers keeps those of the rest."""
    width = int(sums.group.max(initial=0)) + 1
    pairs, at = np.unique(place[sums.cell] * width + sums.group, return_inverse=True)
    added = (np.bincount(at, weights=w, minlength=len(pairs)) for w in (sums.statements, sums.log_pay))
    return EmployerSums(pairs // width, pairs % width, *(np.asarray(a, dtype=np.float64) for a in added))


def cells(
    low: npt.ArrayLike,
    high: npt.ArrayLike,
    times: npt.ArrayLike,
    group: npt.ArrayLike,
    role: npt.ArrayLike,
    facets: npt.ArrayLike,
) -> Cells:
    """Cells from single statements, each with its role and facets; rows stated 0 times are left out."""
    roles, table = np.asarray(role, dtype=np.str_), np.asarray(facets, dtype=np.str_)
    if table.shape != (len(roles), len(FACETS)) or len(roles) != len(np.asarray(low)):
        raise ValueError(f"role and facets must have a row a statement, facets the columns {', '.join(FACETS)}")
    place = np.zeros(len(roles), dtype=np.int64)
    for column in (roles, *table.T):
        values, at = np.unique(column, return_inverse=True)
        _, place = np.unique(place * len(values) + at, return_inverse=True)
    _, first = np.unique(place, return_index=True)
    return joined_cells(pay_rows(low, high, times, group, place), roles[first], table[first])


def middles(rows: PayRows) -> PayRows:
    """Each range as the one amount in its middle (geometric mean): what is left is the spread between jobs.

    >>> middles(pay_rows([100.0], [400.0], [3], [7])).high.round(6).tolist()
    [200.0]
    """
    middle = np.sqrt(rows.low * rows.high)
    return PayRows(middle, middle, rows.statements, rows.cell, rows.cells, rows.employers)


@dataclass(frozen=True, slots=True)
class RangeWidth:
    """How wide ranges are: ``share`` of statements with a range, and the median of high over low, less 1."""

    share: float
    median: float


def range_width(rows: PayRows) -> RangeWidth:
    """Width of the stated ranges, apart from how jobs differ; median 0 where none has a range.

    >>> range_width(pay_rows([100.0, 90.0], [120.0, 90.0], [1, 3], [0, 1]))
    RangeWidth(share=0.25, median=0.2)
    """
    wide = rows.high > rows.low
    often = rows.statements[wide]
    if not len(often):
        return RangeWidth(0.0, 0.0)
    ratio = rows.high[wide] / rows.low[wide] - 1
    order = np.argsort(ratio)
    place = int(np.searchsorted(np.cumsum(often[order]), often.sum() / 2))
    return RangeWidth(float(often.sum() / rows.n), round(float(ratio[order][place]), 4))


def log_quantiles(rows: PayRows, probs: Array) -> Array:
    """Logs of quantiles of what is stated, a range half at each end: the same values as ``pay.quantiles``.

    >>> np.exp(log_quantiles(pay_rows([100, 100], [100, 144], [1, 1], [0, 1]), np.array([0.5, 0.9]))).round(6).tolist()
    [100.0, 144.0]
    """
    whole = PayRows(rows.low, rows.high, rows.statements, np.zeros(len(rows.low), dtype=np.int64), 1, rows.employers)
    return np.asarray(cell_quantiles(whole, probs)[0], dtype=np.float64)


def cell_quantiles(rows: PayRows, probs: Array) -> Array:
    """Logs of quantiles of each cell (cells, probs); every cell has at least one statement."""
    ends, cell = np.concatenate([rows.low, rows.high]), np.concatenate([rows.cell, rows.cell])
    order = np.lexsort((ends, cell))
    ends, weight = ends[order], np.concatenate([rows.statements, rows.statements])[order] / 2
    share = np.cumsum(weight)
    total = np.bincount(rows.cell, weights=rows.statements, minlength=rows.cells)
    upto = np.cumsum(total)
    reach = (upto - total)[:, None] + total[:, None] * probs
    last = np.searchsorted(share, upto - 1e-9)[:, None]
    slack = 1e-9 * np.maximum(reach, 1.0)
    lower = np.minimum(np.searchsorted(share, reach - slack), last)
    upper = np.minimum(np.searchsorted(share, reach + slack), last)
    return np.asarray(np.log((ends[lower] + ends[upper]) / 2), dtype=np.float64)
