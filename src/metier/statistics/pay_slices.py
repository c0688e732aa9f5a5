"""Statements of pay with the facets of their jobs, and the slices of them that a question is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from metier.statistics.clusters import Array, Bools
from metier.statistics.pay import Integers, PayRows, pay_rows

FACETS = ("country", "level", "year", "remote", "employment_type")
"""What a cell of pay fixes beside the role, in the order of ``Statements.facets``."""

Texts = npt.NDArray[np.str_]


@dataclass(frozen=True, slots=True)
class PaySlice:
    """A role and the facets that are fixed; None leaves a facet free. Years are text, remote is 'yes' or 'no'."""

    role: str
    country: str | None = None
    level: str | None = None
    year: str | None = None
    remote: str | None = None
    employment_type: str | None = None

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
        kept = {name: None if name in dropped else getattr(self, name) for name in FACETS}
        return PaySlice(self.role, **kept)


@dataclass(frozen=True, slots=True)
class Statements:
    """Stated pay of one collection and kind: ``facets`` (rows, 5) in the order of FACETS, ``role`` (rows,)."""

    pay: PayRows
    role: Texts
    facets: Texts

    def keep(self, mask: Bools) -> Statements:
        """The rows that a mask keeps."""
        p = self.pay
        pay = PayRows(p.low[mask], p.high[mask], p.statements[mask], p.group[mask])
        return Statements(pay, self.role[mask], self.facets[mask])

    def within(self, wanted: PaySlice) -> Bools:
        """Which rows a slice holds."""
        return _within(self.role, self.facets, wanted)


def _within(role: Texts, facets: Texts, wanted: PaySlice) -> Bools:
    mask = role == wanted.role
    for column, value in enumerate(wanted.values()):
        if value is not None:
            mask &= facets[:, column] == value
    return np.asarray(mask, dtype=np.bool_)


def statements(
    low: npt.ArrayLike,
    high: npt.ArrayLike,
    times: npt.ArrayLike,
    group: npt.ArrayLike,
    role: npt.ArrayLike,
    facets: npt.ArrayLike,
) -> Statements:
    """Checked statements; rows stated 0 times and amounts that are not positive are left out."""
    lows, often = np.asarray(low, dtype=np.float64), np.asarray(times, dtype=np.float64)
    roles, table = np.asarray(role, dtype=np.str_), np.asarray(facets, dtype=np.str_)
    if table.shape != (len(roles), len(FACETS)) or len(roles) != len(lows):
        raise ValueError(f"role and facets must have a row a statement, facets the columns {', '.join(FACETS)}")
    kept = (lows > 0) & (often > 0)
    highs, groups = np.asarray(high, dtype=np.float64), np.asarray(group, dtype=np.int64)
    pay = pay_rows(lows[kept], highs[kept], often[kept], groups[kept])
    return Statements(pay, roles[kept], table[kept])


def middles(rows: PayRows) -> PayRows:
    """Each range as the one amount in its middle (geometric mean): what is left is the spread between jobs.

    >>> middles(pay_rows([100.0], [400.0], [3], [7])).high.round(6).tolist()
    [200.0]
    """
    middle = np.sqrt(rows.low * rows.high)
    return PayRows(middle, middle, rows.statements, rows.group)


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
    ends = np.concatenate([rows.low, rows.high])
    order = np.argsort(ends, kind="stable")
    ends, weight = ends[order], np.tile(rows.statements / 2, 2)[order]
    share = np.cumsum(weight) / weight.sum()
    last = len(ends) - 1
    lower = np.minimum(np.searchsorted(share, probs - 1e-12), last)
    upper = np.minimum(np.searchsorted(share, probs + 1e-12), last)
    return np.asarray(np.log((ends[lower] + ends[upper]) / 2), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Cells:
    """Full cells of the statements: ``of_row`` (rows,) numbers them; one value a cell in the rest."""

    of_row: Integers
    role: Texts
    facets: Texts
    n: Array
    n_effective: Array
    location: Array  # log of the median

    def outside(self, wanted: PaySlice) -> Cells:
        """The cells that a slice does not hold; ``of_row`` is empty, as the rows are left behind."""
        kept = ~_within(self.role, self.facets, wanted)
        columns = (self.n[kept], self.n_effective[kept], self.location[kept])
        return Cells(self.of_row[:0], self.role[kept], self.facets[kept], *columns)


def cells_of(rows: Statements, likeness: float) -> Cells:
    """The full cells (role and all facets) of some statements, with their log medians and effective sizes."""
    keys = np.concatenate([rows.role[:, None], rows.facets], axis=1)
    _, first, place = np.unique(keys, axis=0, return_index=True, return_inverse=True)
    of_row = np.asarray(place, dtype=np.int64).ravel()
    size = len(first)
    if not size:
        nothing = np.zeros(0)
        return Cells(of_row, rows.role, rows.facets, nothing, nothing, nothing)
    n = np.bincount(of_row, weights=rows.pay.statements, minlength=size).astype(np.float64)
    median = np.zeros(size)
    order = np.argsort(of_row, kind="stable")
    p, half = rows.pay, np.array([0.5])
    for cell, at in enumerate(np.split(order, np.cumsum(np.bincount(of_row, minlength=size))[:-1])):
        median[cell] = log_quantiles(PayRows(p.low[at], p.high[at], p.statements[at], p.group[at]), half)[0]
    return Cells(of_row, rows.role[first], rows.facets[first], n, _effective(rows.pay, of_row, size, likeness), median)


def _effective(rows: PayRows, of_row: Integers, size: int, likeness: float) -> Array:
    """Unrelated statements by cell: ``n / (1 + likeness (sum n_g^2 / n - 1))`` (Kish 1965, section 5.4)."""
    n = np.bincount(of_row, weights=rows.statements, minlength=size)
    known = rows.group >= 0
    groups = int(rows.group.max(initial=0)) + 1
    pairs, place = np.unique(of_row[known] * groups + rows.group[known], return_inverse=True)
    by_group = np.bincount(place, weights=rows.statements[known], minlength=len(pairs))
    alone = np.bincount(of_row[~known], weights=rows.statements[~known], minlength=size)
    square = alone + np.bincount(pairs // groups, weights=by_group**2, minlength=size)
    return np.asarray(n / (1 + likeness * np.maximum(square / np.maximum(n, 1) - 1, 0)), dtype=np.float64)


def effective_statements(rows: PayRows, likeness: float) -> float:
    """Unrelated statements that the rows amount to, for a likeness of one employer's statements.

    >>> effective_statements(pay_rows([1.0, 1.0], [1.0, 1.0], [10, 10], [0, 1]), 1.0)
    2.0
    """
    return float(_effective(rows, np.zeros(len(rows.low), dtype=np.int64), 1, likeness)[0])


Prices = Mapping[str, float]
"""Log of each country's price level against the United States."""
